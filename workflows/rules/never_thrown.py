"""What is waited for can come."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.definitions.throws import IN_VIETNAMESE, answers_unseen, hears, meant
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "never-thrown",
    seeks="events for an error, an escalation or a signal nothing throws there",
    vi=(
        "{element} chờ {kind_vi} “{name}” mà không gì ở đó gửi: sửa tên hoặc mã, gắn nó vào nơi "
        "gửi, hoặc xóa đi."
    ),
    en=(
        "{element} waits for the {kind} “{name}”, which nothing there throws: mend its name or "
        "code, put it where it is thrown, or delete it."
    ),
    severity="warning",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find events for an error, an escalation or a signal nothing throws there."""
    events = list(meant(reading))
    for one in events:
        thrown = (other for other in events if other.throws and hears(reading, one, other))
        if one.throws or any(map(one.catches, thrown)) or answers_unseen(reading, one):
            continue
        kind_vi = IN_VIETNAMESE[one.kind]
        yield RULE.at(one.node, kind=one.kind, kind_vi=kind_vi, name=one.name or "—")
