"""Every link leads from where it is thrown to one place that catches it."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from workflows.definitions.diagram import id_of
from workflows.definitions.links import CATCHING, THROWING, link_ends
from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "link-target",
    seeks="links that lead nowhere, to two places, or are drawn with flows on their inner side",
    vi=(
        "Liên kết {element} tên “{name}”: cần đúng một sự kiện nhận và ít nhất một sự kiện gửi "
        "cùng tên, cùng quy trình, không có mũi tên ra khỏi nơi gửi hay vào nơi nhận."
    ),
    en=(
        "The link {element} is named “{name}”: it needs exactly one catching and at least one "
        "throwing event of that name in the same process, with no flow out of the throwing or "
        "into the catching one."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find links that lead nowhere, to two places, or are drawn with flows inside them."""
    for scope in reading.paths.scopes:
        yield from _in_scope(reading, scope)


def _in_scope(reading: Reading, scope: etree._Element) -> Iterator[Problem]:
    throwing, catching = list(link_ends(scope, THROWING)), list(link_ends(scope, CATCHING))
    thrown, caught = (Counter(name for name, _ in ends) for ends in (throwing, catching))
    drawn = {flow.get("sourceRef") for flow in reading.flows}
    entered = {flow.get("targetRef") for flow in reading.flows}
    for name, event in throwing:
        if not name or caught[name] != 1 or id_of(event) in drawn:
            yield RULE.at(event, name=name)
    for name, event in catching:
        if not name or not thrown[name] or caught[name] != 1 or id_of(event) in entered:
            yield RULE.at(event, name=name)
