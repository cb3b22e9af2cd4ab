"""Links: where a throwing link event is left, the catching one of the same name goes on."""

from collections.abc import Iterator

from lxml import etree

from workflows.markup import bpmn

THROWING, CATCHING = "intermediateThrowEvent", "intermediateCatchEvent"


def link_ends(scope: etree._Element, kind: str) -> Iterator[tuple[str, etree._Element]]:
    """The link events of one kind that stand in a process or subprocess, with their names."""
    for event in scope.findall(bpmn(kind)):
        definition = event.find(bpmn("linkEventDefinition"))
        if definition is not None:
            yield definition.get("name") or "", event


def links_of(scope: etree._Element) -> Iterator[etree._Element]:
    """The links of a process or subprocess, as sequence flows without an id."""
    targets = dict(link_ends(scope, CATCHING))
    for name, event in link_ends(scope, THROWING):
        if name in targets:
            ends = {"sourceRef": event.get("id") or "", "targetRef": targets[name].get("id") or ""}
            yield etree.Element(bpmn("sequenceFlow"), ends)
