"""Extensions of Camunda 8 (Zeebe) that mean the same here."""

from lxml import etree

from workflows.importing.juel import is_ours, translate_expression
from workflows.importing.translations import Notes
from workflows.markup import CAMUNDA, THIDUA, bpmn, local_name, own

_ZEEBE = "http://camunda.org/schema/zeebe/1.0"
#: What only serves the editor, or the pages of Camunda.
_NEEDLESS = frozenset({"userTask", "userTaskForm", "taskHeaders"})
_ICON = f"{{{_ZEEBE}}}modelerTemplateIcon"
_KNOWN = frozenset(
    {"calledDecision", "assignmentDefinition", "formDefinition", "loopCharacteristics"}
)
_ATTRIBUTES = {
    "decisionId": "decisionRef",
    "resultVariable": "resultVariable",
    "assignee": "assignee",
    "candidateGroups": "candidateGroups",
    "formId": "formKey",
    "formKey": "formKey",
    "inputCollection": "collection",
    "inputElement": "elementVariable",
}


def translate_zeebe(process: etree._Element, notes: Notes) -> None:
    """Translate what Camunda 8 is told in its own namespace."""
    for element in process.iter(etree.Element):
        if element.attrib.pop(_ICON, ""):
            notes.add(element, "zeebe:modelerTemplateIcon")
    for element in list(process.iter(f"{{{_ZEEBE}}}*")):
        extensions = element.getparent()
        host = None if extensions is None else extensions.getparent()
        if extensions is None or host is None or extensions.tag != bpmn("extensionElements"):
            continue
        if _is_translated(host, element, notes):
            extensions.remove(element)


def _is_translated(host: etree._Element, element: etree._Element, notes: Notes) -> bool:
    kind, name = local_name(host), local_name(element)
    if name in _NEEDLESS or (name == "ioMapping" and kind == "userTask" and _only_shows(element)):
        notes.add(host, f"zeebe:{name}")
        return True
    if name == "taskDefinition" and kind in {"serviceTask", "sendTask"}:
        return _set_action(host, element, notes)
    if name == "calledElement" and element.get("propagateAllChildVariables") != "false":
        return _set_called(host, element, notes)
    return name in _KNOWN and _set_known(host, element, notes)


def _only_shows(mapping: etree._Element) -> bool:
    """Inputs of a user task are seen by its form alone, and forms here look up what they show."""
    return all(local_name(one) == "input" for one in mapping.iterchildren(etree.Element))


def _set_action(task: etree._Element, element: etree._Element, notes: Notes) -> bool:
    """The type of a job names work that a registered worker does: here that is an action."""
    action = element.get("type") or ""
    if own(task, "action"):
        notes.add(task, f"zeebe:taskDefinition {action}")
    elif action:
        task.set(f"{{{THIDUA}}}action", action)
        notes.add(task, f"zeebe:taskDefinition {action}", f"thidua:action {action}")
    return bool(action)


def _set_called(task: etree._Element, element: etree._Element, notes: Notes) -> bool:
    key = element.get("processId") or ""
    if not key or _said(key) != key:
        return False
    task.set("calledElement", key)
    notes.add(task, f"zeebe:calledElement {key}", f"calledElement {key}")
    return True


def _set_known(host: etree._Element, element: etree._Element, notes: Notes) -> bool:
    known = {_ATTRIBUTES.get(str(name)): str(value) for name, value in element.attrib.items()}
    said = {name: _said(value) for name, value in known.items()}
    if None in said or None in said.values():
        return False
    for name, value in said.items():
        host.set(f"{{{CAMUNDA}}}{name}", value or "")
        notes.add(host, f"zeebe:{local_name(element)} {known[name]}", f"camunda:{name} {value}")
    return True


def _said(value: str) -> str | None:
    """A value, which is an expression when it begins with a sign of equality."""
    text = value.strip()
    if not text.startswith("="):
        return value
    inner = text[1:].strip()
    said = inner if is_ours(inner) else translate_expression(inner, is_feel=True)
    return None if said is None else f"${{{said}}}"
