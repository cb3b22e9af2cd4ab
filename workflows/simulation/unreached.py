"""What no path through a diagram came by, and why, as far as a walk can tell."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from workflows.definitions.diagram import Node, id_of
from workflows.definitions.outline import nodes_of, process_of
from workflows.markup import bpmn, read_xml
from workflows.values import Sources


class Why(StrEnum):
    """What keeps every path from an element or a flow."""

    FAILS = "fails"
    CONDITION = "condition"
    OTHERS = "others"
    STAYS = "stays"
    BEHIND = "behind"
    UNTRIED = "untried"


@dataclass(frozen=True, slots=True)
class Unreached:
    """An element or flow no path came by.

    ``told`` is what the reason speaks of: the error, the condition, or what lies before.
    """

    element_id: str
    why: Why
    told: str = ""


@dataclass(frozen=True, slots=True)
class Met:
    """What a walk has met: what was passed, where it stood, and what failed with which words."""

    passed: set[str]
    waited_at: set[str]
    failures: Mapping[str, str]
    is_whole: bool


def never_reached(sources: Sources, met: Met) -> Iterator[Unreached]:
    """The elements and flows of a diagram, and of what it calls, that were not passed."""
    texts = {"": sources.diagram, **sources.called}
    processes = {key: process_of(read_xml(text)) for key, text in texts.items()}
    called = {
        id_of(call): call.get("calledElement") or ""
        for process in processes.values()
        for call in process.iter(bpmn("callActivity"))
    }
    passed = defaultdict[str, set[str]](set)
    for part in met.passed:
        *around, name = part.split("/")
        passed[called[around[-1]] if around else ""].add(name)
    for key, process in processes.items():
        nodes = {id_of(one): one for one in nodes_of(process)}
        flows = list(process.iter(bpmn("sequenceFlow")))
        reasons = _Reasons(nodes, flows, replace(met, passed=passed[key]))
        for name in (*nodes, *map(id_of, flows)):
            if name not in passed[key]:
                yield reasons.of(name)


class _Reasons:
    def __init__(self, nodes: dict[str, Node], flows: list[Node], met: Met) -> None:
        self._nodes, self._met = nodes, met
        self._flows = {id_of(one): one for one in flows}

    def of(self, name: str) -> Unreached:
        """Why this was not passed: what can be said for sure before what is only likely."""
        if name in self._met.failures:
            return Unreached(name, Why.FAILS, self._met.failures[name])
        if not self._met.is_whole:
            return Unreached(name, Why.UNTRIED)
        return self._of_flow(name) if name in self._flows else self._of_element(name)

    def _of_flow(self, name: str) -> Unreached:
        flow = self._flows[name]
        source = flow.get("sourceRef") or ""
        if source not in self._met.passed:
            return Unreached(name, Why.BEHIND, source)
        condition = flow.findtext(bpmn("conditionExpression"))
        if condition:
            return Unreached(name, Why.CONDITION, condition.strip())
        return Unreached(name, Why.OTHERS, source)

    def _of_element(self, name: str) -> Unreached:
        before = self._before(name)
        if name in self._met.waited_at or self._met.passed.intersection(before):
            return Unreached(name, Why.STAYS)
        return Unreached(name, Why.BEHIND, before[0] if before else "")

    def _before(self, name: str) -> list[str]:
        """What lies right before an element: flows, the host of an event, or what is around it."""
        flows = [one for one, flow in self._flows.items() if flow.get("targetRef") == name]
        host = self._nodes[name].get("attachedToRef")
        around = self._nodes[name].getparent()
        return flows or [host or (id_of(around) if around is not None else "")]


_SENTENCES = {
    Why.FAILS: ("{element}: {told}.", "{element}: {told}."),
    Why.CONDITION: (
        "{element}: không câu trả lời nào làm {told} đúng.",
        "{element}: no answer makes {told} true.",
    ),
    Why.OTHERS: (
        "{element}: từ {told} lúc nào cũng có luồng khác được chọn.",
        "{element}: another flow out of {told} is always taken.",
    ),
    Why.STAYS: (
        "{element}: có đường đi tới, nhưng không đường nào đi qua.",
        "{element}: paths come to it, and none gets past it.",
    ),
    Why.BEHIND: (
        "{element}: chỉ tới được sau {told}, mà không đường nào qua đó.",
        "{element}: only comes after {told}, and no path gets there.",
    ),
    Why.UNTRIED: (
        "{element}: chưa tới được khi phải dừng tìm đường.",
        "{element}: not reached before the search had to stop.",
    ),
}


def unreached_sentence(one: Unreached, names: Mapping[str, str], language: str) -> str:
    """Say in Vietnamese or English why something was not reached, by the names given here."""
    vi, en = _SENTENCES[one.why]
    told = names.get(one.told, one.told)
    said = vi if language == "vi" else en
    return said.format(element=names.get(one.element_id, one.element_id), told=told)
