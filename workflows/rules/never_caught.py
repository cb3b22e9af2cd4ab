"""Something waits for what is thrown."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.definitions.throws import IN_VIETNAMESE, hears, meant
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "never-caught",
    seeks="errors, escalations and signals nothing in the diagram catches",
    vi=(
        "{element} gửi {kind_vi} “{name}” mà không nơi nào trong sơ đồ bắt: vẽ sự kiện biên hoặc "
        "quy trình con sự kiện để bắt, trừ khi quy trình gọi nó làm việc ấy."
    ),
    en=(
        "{element} throws the {kind} “{name}”, which nothing in the diagram catches: draw a "
        "boundary event or an event subprocess for it, unless a process that calls this one does."
    ),
    severity="warning",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find errors, escalations and signals nothing in the diagram catches."""
    events = list(meant(reading))
    for thrown in events:
        if thrown.throws and not any(
            one.catches(thrown) and hears(reading, one, thrown) for one in events if not one.throws
        ):
            kind_vi = IN_VIETNAMESE[thrown.kind]
            yield RULE.at(thrown.node, kind=thrown.kind, kind_vi=kind_vi, name=thrown.name or "—")
