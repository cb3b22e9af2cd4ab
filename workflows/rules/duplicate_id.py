"""An id is used once in the whole file."""

from collections import Counter
from collections.abc import Iterator

from workflows.definitions.diagram import id_of
from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "duplicate-id",
    seeks="ids that are used more than once",
    vi="Id {name} được dùng nhiều lần: đổi id của một trong các phần tử đó.",
    en="The id {name} is used more than once: change it on all but one element.",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find ids that are used more than once."""
    counted = Counter(
        element.get("id") for element in reading.root.iter() if isinstance(element.tag, str)
    )
    for element in [*reading.nodes.values(), *reading.flows]:
        if id_of(element) and counted[id_of(element)] > 1:
            yield RULE.at(element, name=id_of(element))
