"""Extensions of SpiffWorkflow and Spiff-Arena that mean the same here."""

from collections.abc import Callable, Iterator

from lxml import etree

from workflows.definitions.outline import message_ref
from workflows.errors import ExpressionFailed
from workflows.expressions import parse
from workflows.importing.translations import Notes
from workflows.markup import CAMUNDA, THIDUA, bpmn, camunda, listed, local_name

SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
_SENDING = ("sendTask", "intermediateThrowEvent", "endEvent")
#: What only helps the editor or the pages of Spiff-Arena.
_NEEDLESS = frozenset({"unitTests", "taskMetadataValues", "formUiSchemaFilename"})

_Translator = Callable[[etree._Element, etree._Element, Notes], bool]


def translate_spiff(process: etree._Element, notes: Notes) -> None:
    """Translate what SpiffWorkflow is told in its own namespace."""
    root = process.getroottree().getroot()
    extensions = list(root.iter(f"{{{SPIFF}}}*"))
    if not extensions:
        return
    for element in extensions:
        around = element.getparent()
        host = None if around is None else around.getparent()
        translator = _TRANSLATORS.get(local_name(element))
        if around is None or host is None or local_name(around) != "extensionElements":
            continue
        if translator is not None and translator(host, element, notes):
            around.remove(element)
    _take_lanes(process, notes)


def _decision(task: etree._Element, element: etree._Element, notes: Notes) -> bool:
    key = (element.text or "").strip()
    task.set(f"{{{CAMUNDA}}}decisionRef", key)
    notes.add(task, f"spiffworkflow:calledDecisionId {key}", f"camunda:decisionRef {key}")
    return True


def _properties(task: etree._Element, element: etree._Element, notes: Notes) -> bool:
    """The schema file of a form is its form key; the other properties only lay it out."""
    said = {one.get("name"): one.get("value") or "" for one in element.iterchildren(etree.Element)}
    if not said.keys() <= {"formJsonSchemaFilename", *_NEEDLESS}:
        return False
    schema = said.pop("formJsonSchemaFilename", "")
    if schema:
        key = schema.removesuffix(".json").removesuffix("-schema")
        task.set(f"{{{CAMUNDA}}}formKey", key)
        notes.add(task, f"formJsonSchemaFilename {schema}", f"camunda:formKey {key}")
    for name, value in said.items():
        notes.add(task, f"{name} {value}")
    return True


def _instructions(task: etree._Element, element: etree._Element, notes: Notes) -> bool:
    words = etree.Element(bpmn("documentation"))
    words.text = element.text
    task.insert(0, words)
    notes.add(task, f"spiffworkflow:{local_name(element)}", "documentation")
    return True


def _message_variable(message: etree._Element, element: etree._Element, notes: Notes) -> bool:
    """What arrives is kept under one name, wherever the message is caught."""
    name = (element.text or "").strip()
    for node in _handlers(message):
        if local_name(node) not in _SENDING and not camunda(node, "resultVariable"):
            node.set(f"{{{CAMUNDA}}}resultVariable", name)
            notes.add(
                node, f"spiffworkflow:messageVariable {name}", f"camunda:resultVariable {name}"
            )
    return True


def _message_payload(message: etree._Element, element: etree._Element, notes: Notes) -> bool:
    text = (element.text or "").strip()
    try:
        parse(text)
    except ExpressionFailed:
        return False
    for node in _handlers(message):
        if local_name(node) in _SENDING:
            node.set(f"{{{THIDUA}}}payload", f"${{{text}}}")
            notes.add(node, f"spiffworkflow:messagePayload {text}", f"thidua:payload ${{{text}}}")
    return True


def _aside(host: etree._Element, element: etree._Element, notes: Notes) -> bool:
    notes.add(host, f"spiffworkflow:{local_name(element)}")
    return True


_TRANSLATORS: dict[str, _Translator] = {
    "calledDecisionId": _decision,
    "properties": _properties,
    "instructionsForEndUser": _instructions,
    "messageVariable": _message_variable,
    "messagePayload": _message_payload,
    "unitTests": _aside,
    "taskMetadataValues": _aside,
}


def _handlers(message: etree._Element) -> Iterator[etree._Element]:
    for node in message.getroottree().getroot().iter(etree.Element):
        if message_ref(node) == message.get("id") and "EventDefinition" not in local_name(node):
            yield node


def _take_lanes(process: etree._Element, notes: Notes) -> None:
    """Spiff-Arena gives a task to the group its lane is named after."""
    lanes = {
        (reference.text or "").strip(): " ".join((lane.get("name") or "").split())
        for lane in process.iter(bpmn("lane"))
        for reference in lane.findall(bpmn("flowNodeRef"))
    }
    for task in process.iter(bpmn("userTask")):
        lane = lanes.get(task.get("id") or "")
        if lane and not listed(camunda(task, "candidateGroups")) and not camunda(task, "assignee"):
            task.set(f"{{{CAMUNDA}}}candidateGroups", lane)
            notes.add(task, f"lane {lane}", f"camunda:candidateGroups {lane}")
