"""A service task names its action."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import own
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "no-action",
    seeks="service tasks without an action",
    vi="Bước tự động {element} chưa nói làm gì: ghi thidua:action.",
    en="The service task {element} does not say what to do: give it thidua:action.",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find service tasks without an action."""
    for node in reading.of_kind("serviceTask"):
        if not own(node, "action"):
            yield RULE.at(node)
