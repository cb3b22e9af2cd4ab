"""What parallel branches can do together is small enough to be looked at."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.definitions.tokens import MAX_STATES
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "predicted-size",
    seeks="scopes with more states than can be looked at",
    vi=(
        "{element} có quá nhiều nhánh song song: hơn {limit} trạng thái, chưa thể kiểm "
        "tra hết chỗ kẹt. Gộp nhánh sớm hơn hoặc tách quy trình."
    ),
    en=(
        "{element} has too many parallel branches: more than {limit} states, so not "
        "all of it could be checked. Join earlier, or split it."
    ),
    severity="warning",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find scopes with more states than can be looked at."""
    for played in reading.played:
        if played.is_too_large:
            yield RULE.at(played.scope, limit=MAX_STATES)
