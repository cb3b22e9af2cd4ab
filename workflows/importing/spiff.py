"""Extensions of SpiffWorkflow and Spiff-Arena that mean the same here."""

from collections import defaultdict
from collections.abc import Callable

from lxml import etree

from workflows.definitions.outline import message_ref
from workflows.importing.juel import is_ours
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
    handlers = _handlers(root)
    for element in extensions:
        around = element.getparent()
        host = None if around is None else around.getparent()
        if around is None or host is None or local_name(around) != "extensionElements":
            continue
        translator = _TRANSLATORS.get(local_name(element))
        hosts = handlers[host.get("id") or ""] if local_name(host) == "message" else [host]
        if translator and hosts and all(translator(one, element, notes) for one in hosts):
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


def _message_variable(node: etree._Element, element: etree._Element, notes: Notes) -> bool:
    """What arrives is kept under one name, wherever the message is caught."""
    name = (element.text or "").strip()
    if local_name(node) not in _SENDING and not camunda(node, "resultVariable"):
        node.set(f"{{{CAMUNDA}}}resultVariable", name)
        notes.add(node, f"spiffworkflow:messageVariable {name}", f"camunda:resultVariable {name}")
    return True


def _message_payload(node: etree._Element, element: etree._Element, notes: Notes) -> bool:
    text = (element.text or "").strip()
    if not is_ours(text):
        return False
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


def _handlers(root: etree._Element) -> dict[str, list[etree._Element]]:
    """The elements that send or catch each message, by the id of the message."""
    found: dict[str, list[etree._Element]] = defaultdict(list)
    for node in root.iter(etree.Element):
        reference = message_ref(node)
        if reference is not None and not local_name(node).endswith("EventDefinition"):
            found[reference].append(node)
    return found


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
