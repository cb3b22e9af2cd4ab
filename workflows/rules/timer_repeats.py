"""Only a boundary event that does not interrupt can repeat."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import interrupts, local_name
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "timer-repeats",
    seeks="repeating timers anywhere else",
    vi=(
        "Đồng hồ {element} lặp lại, nhưng chỉ sự kiện biên hoặc quy trình con sự kiện không "
        "ngắt mới lặp được: "
        "đổi loại sự kiện, hoặc dùng timeDuration."
    ),
    en=(
        "The timer {element} repeats, which only a boundary event or an event subprocess "
        "that does not interrupt can: change the event, or use a timeDuration."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find repeating timers anywhere else."""
    for node, values in reading.timer_values():
        beside = local_name(node) in ("boundaryEvent", "startEvent") and not interrupts(node)
        if not beside and any(local_name(value) == "timeCycle" for value in values):
            yield RULE.at(node)
