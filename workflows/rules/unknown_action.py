"""A service task names a registered action."""

from collections.abc import Iterator

from workflows.definitions.nearness import nearest
from workflows.definitions.reading import Reading
from workflows.markup import own
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "unknown-action",
    seeks="actions that are not registered",
    vi=("{element} gọi hành động {name}, chưa đăng ký. Gần nhất: {nearest}. Sửa thidua:action."),
    en=(
        "{element} calls the action {name}, which is not registered. The nearest is "
        "{nearest}. Mend thidua:action."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find actions that are not registered."""
    known = reading.given.actions if reading.given else None
    for node in reading.of_kind("serviceTask", "sendTask") if known is not None else ():
        name = own(node, "action")
        if name and name not in (known or ()):
            yield RULE.at(node, name=name, nearest=nearest(name, known or ()))
