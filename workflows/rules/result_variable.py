"""A result is kept under the name of a variable."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import camunda
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "result-variable",
    seeks="results kept under something that is no name of a variable",
    vi=(
        "{element} ghi kết quả vào {name}, không phải tên biến: dùng chữ không dấu, số "
        "và dấu gạch dưới."
    ),
    en=(
        "{element} keeps its result as {name}, which is no name of a variable: use "
        "letters, digits and underscores."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find results kept under something that is no name of a variable."""
    for node in reading.nodes.values():
        result = camunda(node, "resultVariable")
        if result is not None and not result.isidentifier():
            yield RULE.at(node, name=repr(result))
