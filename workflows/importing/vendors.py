"""Attributes and extensions of Camunda 7 and its kin that mean the same here."""

from lxml import etree

from workflows.importing.juel import is_ours, translate_expression
from workflows.importing.translations import Notes
from workflows.markup import CAMUNDA, THIDUA, bpmn, camunda, local_name

#: What they inherited from one another kept its name and its meaning.
_KIN = (
    "http://operaton.org/schema/1.0/bpmn",
    "http://activiti.org/bpmn",
    "http://flowable.org/bpmn",
)
#: Every step is a transaction of its own here, and the version in force is always the newest.
_NEEDLESS = frozenset(
    {
        *("async", "asyncBefore", "asyncAfter", "exclusive", "jobPriority", "taskPriority"),
        *("isStartableInTasklist", "calledElementBinding", "decisionRefBinding", "formRefBinding"),
        "diagramRelationId",
    }
)
_FOR_THE_LATEST = frozenset({"calledElementBinding", "decisionRefBinding", "formRefBinding"})
_CALLING = ("serviceTask", "sendTask")
_FORMS = "camunda-forms:"


def take_kin(process: etree._Element, notes: Notes) -> None:
    """Read the attributes of Operaton, Activiti and Flowable as the Camunda ones they are."""
    for element in process.iter(etree.Element):
        space, _, name = str(element.tag).rpartition("}")
        if space[1:] in _KIN:
            element.tag = f"{{{CAMUNDA}}}{name}"
        for key in list(element.attrib):
            space, _, name = str(key).rpartition("}")
            if space[1:] in _KIN:
                value = str(element.attrib.pop(key))
                element.set(f"{{{CAMUNDA}}}{name}", value)
                notes.add(element, f"{name} ({space[1:]}) {value}", f"camunda:{name}")


def translate_vendors(process: etree._Element, notes: Notes) -> None:
    """Translate what other engines are told in their own namespaces."""
    for element in process.iter(etree.Element):
        _drop_needless(element, notes)
        _translate_form(element, notes)
        _translate_topic(element, notes)


def _drop_needless(element: etree._Element, notes: Notes) -> None:
    for name in _NEEDLESS:
        value = camunda(element, name)
        if value is None or (name in _FOR_THE_LATEST and value != "latest"):
            continue
        del element.attrib[f"{{{CAMUNDA}}}{name}"]
        notes.add(element, f"camunda:{name} {value}")


def _translate_form(element: etree._Element, notes: Notes) -> None:
    key, reference = camunda(element, "formKey"), camunda(element, "formRef")
    if reference and not key:
        del element.attrib[f"{{{CAMUNDA}}}formRef"]
        _set_form(element, f"camunda:formRef {reference}", reference, notes)
    elif key and key.startswith(_FORMS):
        name = key.rpartition(":")[2].rpartition("/")[2].removesuffix(".form")
        _set_form(element, f"camunda:formKey {key}", name, notes)


def _set_form(element: etree._Element, found: str, name: str, notes: Notes) -> None:
    element.set(f"{{{CAMUNDA}}}formKey", name)
    notes.add(element, found, f"camunda:formKey {name}")


def _translate_topic(element: etree._Element, notes: Notes) -> None:
    """A topic names work that a registered worker does: here that is an action."""
    topic = camunda(element, "topic")
    is_external = camunda(element, "type") == "external"
    if not topic or not is_external or local_name(element) not in _CALLING:
        return
    for name in ("type", "topic"):
        del element.attrib[f"{{{CAMUNDA}}}{name}"]
    _set_action(element, f"camunda:topic {topic}", topic, notes)
    _translate_inputs(element, notes)


def _set_action(element: etree._Element, found: str, action: str, notes: Notes) -> None:
    element.set(f"{{{THIDUA}}}action", action)
    notes.add(element, found, f"thidua:action {action}")


def _translate_inputs(element: etree._Element, notes: Notes) -> None:
    """Inputs of an action are its parameters; outputs and scripts are nothing of the kind."""
    mapping = element.find(f"{bpmn('extensionElements')}/{{{CAMUNDA}}}inputOutput")
    around = None if mapping is None else mapping.getparent()
    if mapping is None or around is None:
        return
    named = [_input(one) for one in mapping.iterchildren(etree.Element)]
    if not named or any(one is None for one in named):
        return
    said = "${{" + ", ".join(filter(None, named)) + "}}"
    element.set(f"{{{THIDUA}}}parameters", said)
    around.remove(mapping)
    notes.add(element, "camunda:inputOutput", f"thidua:parameters {said}")


def _input(one: etree._Element) -> str | None:
    text = (one.text or "").strip()
    if local_name(one) != "inputParameter" or len(one) or not one.get("name"):
        return None
    if not text.startswith(("${", "#{")):
        said: str | None = None if "{" in text else repr(text)
    else:
        inner = text[2:].removesuffix("}")
        said = inner if is_ours(inner) else translate_expression(inner)
    return None if said is None else f"{one.get('name')!r}: {said}"
