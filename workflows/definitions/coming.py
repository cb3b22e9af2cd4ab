"""Which user tasks may come next from each element of a diagram."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lxml import etree

from workflows.definitions.diagram import id_of
from workflows.markup import bpmn, local_name, read_xml


@lru_cache(maxsize=64)
def next_tasks(diagram: str) -> Mapping[str, frozenset[str]]:
    """For each element, the user tasks a case can reach from it without doing another one first.

    Nothing is judged: each way out of a gateway and each event counts as possible.
    """
    root = read_xml(diagram)
    ways = _ways(root)
    tasks = {id_of(one) for one in root.iter(bpmn("userTask"))}
    return {name: frozenset(_reached(name, ways, tasks)) for name in ways}


def _ways(root: etree._Element) -> Mapping[str, set[str]]:
    """Where a case can go on to from each element, in one step."""
    ways: dict[str, set[str]] = defaultdict(set)
    for flow in root.iter(bpmn("sequenceFlow")):
        ways[flow.get("sourceRef") or ""].add(flow.get("targetRef") or "")
    for event in root.iter(bpmn("boundaryEvent")):
        ways[event.get("attachedToRef") or ""].add(id_of(event))
    for outer in root.iter(bpmn("subProcess")):
        for node in outer:
            if isinstance(node.tag, str) and local_name(node) == "startEvent":
                ways[id_of(outer)].add(id_of(node))
            if isinstance(node.tag, str) and local_name(node) == "endEvent":
                ways[id_of(node)] |= ways[id_of(outer)]
    return ways


def _reached(start: str, ways: Mapping[str, set[str]], tasks: set[str]) -> Iterator[str]:
    ahead, seen = list(ways.get(start, ())), {start}
    while ahead:
        name = ahead.pop()
        if name in tasks:
            yield name
        elif name not in seen:
            seen.add(name)
            ahead += ways.get(name, ())
