"""Each copy knows its item by the name of a variable."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import camunda
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "element-variable",
    seeks="multi-instance elements whose item has no proper name",
    vi=(
        "{element} gọi từng phần tử là {name}, không phải tên biến: dùng chữ không "
        "dấu, số và dấu gạch dưới."
    ),
    en=(
        "{element} calls its item {name}, which is no name of a variable: use letters, "
        "digits and underscores."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find multi-instance elements whose item has no proper name."""
    for node, loop in reading.copied():
        variable = camunda(loop, "elementVariable")
        if variable is not None and not variable.isidentifier():
            yield RULE.at(node, name=repr(variable))
