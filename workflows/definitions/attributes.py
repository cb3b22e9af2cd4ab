"""Rules about attributes of other namespaces: nothing is written that would have no effect."""

from collections.abc import Iterator

from lxml import etree

from workflows.definitions.diagram import Diagram, Node, id_of, problem
from workflows.markup import CAMUNDA, THIDUA, bpmn, local_name
from workflows.values import Problem

_CALLS = ("serviceTask", "sendTask")
_THROWS = ("sendTask", "intermediateThrowEvent", "endEvent", "messageEventDefinition")
_CATCHES = ("startEvent", "intermediateCatchEvent", "boundaryEvent", "receiveTask")
_PLACES = {
    (CAMUNDA, "assignee"): ("userTask",),
    (CAMUNDA, "candidateGroups"): ("userTask",),
    (CAMUNDA, "dueDate"): ("userTask",),
    (CAMUNDA, "formKey"): ("userTask",),
    (CAMUNDA, "decisionRef"): ("businessRuleTask",),
    (CAMUNDA, "resultVariable"): (*_CALLS, *_CATCHES, "businessRuleTask"),
    (CAMUNDA, "collection"): ("multiInstanceLoopCharacteristics",),
    (CAMUNDA, "elementVariable"): ("multiInstanceLoopCharacteristics",),
    (CAMUNDA, "historyTimeToLive"): ("process",),
    (CAMUNDA, "versionTag"): ("process",),
    (THIDUA, "action"): _CALLS,
    (THIDUA, "parameters"): _CALLS,
    (THIDUA, "facts"): ("businessRuleTask",),
    (THIDUA, "late"): ("intermediateCatchEvent", "boundaryEvent"),
    (THIDUA, "toProcess"): _THROWS,
    (THIDUA, "toKey"): _THROWS,
    (THIDUA, "payload"): _THROWS,
}
#: What only describes, and what a drawing tool leaves behind, does no harm.
_DESCRIBING = frozenset({"properties", "modelerTemplate", "modelerTemplateVersion"})
_EXECUTING = (
    "http://camunda.org/schema/",
    "http://spiffworkflow.org/",
    "http://flowable.org/",
    "http://activiti.org/",
    "https://thidua.example/",
)


def attributes(diagram: Diagram) -> Iterator[Problem]:
    """Attributes stand where the engine reads them."""
    for element in diagram.process.iter(etree.Element):
        for name in element.attrib:
            key = etree.QName(str(name))
            space = key.namespace or ""
            if not space.startswith(_EXECUTING) or key.localname in _DESCRIBING:
                continue
            if local_name(element) not in _PLACES.get((space, key.localname), ()):
                message = f"{key.localname} has no effect on a {local_name(element)}"
                yield problem("no-effect", _identified(element), message)


def extensions(diagram: Diagram) -> Iterator[Problem]:
    """Extensions that other engines would execute are not silently left out."""
    for extension in diagram.process.iter(bpmn("extensionElements")):
        for child in extension.iterchildren(etree.Element):
            space = etree.QName(child).namespace or ""
            if space.startswith(_EXECUTING) and local_name(child) not in _DESCRIBING:
                message = f"the extension {local_name(child)} has no effect here"
                yield problem("no-effect", _identified(child), message)


def _identified(element: Node) -> Node:
    """The element itself, or the nearest around it that has an id."""
    found = element
    while not id_of(found) and (around := found.getparent()) is not None:
        found = around
    return found


RULES = (attributes, extensions)
