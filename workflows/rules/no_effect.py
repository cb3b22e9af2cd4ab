"""Nothing is written that would have no effect."""

from collections.abc import Iterator

from lxml import etree

from workflows.definitions.reading import Reading
from workflows.markup import CAMUNDA, THIDUA, bpmn, local_name
from workflows.rules.carries_code import EXECUTING, code_in, is_code
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "no-effect",
    seeks="attributes and extensions the engine does not read there",
    vi=("{name} trên {element} không có tác dụng: xóa đi, hoặc chuyển tới phần tử hiểu được nó."),
    en="{name} has no effect on {element}: remove it, or move it where it is read.",
)


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
    (THIDUA, "separateFrom"): ("userTask",),
    (THIDUA, "late"): ("startEvent", "intermediateCatchEvent", "boundaryEvent"),
    (THIDUA, "toProcess"): _THROWS,
    (THIDUA, "toKey"): _THROWS,
    (THIDUA, "payload"): _THROWS,
}
#: What only describes, and what a drawing tool leaves behind, does no harm.
_DESCRIBING = frozenset({"properties", "modelerTemplate", "modelerTemplateVersion"})


def check(reading: Reading) -> Iterator[Problem]:
    """Find attributes and extensions the engine does not read there."""
    for element in reading.process.iter(etree.Element):
        code = code_in(element)
        for name in element.attrib:
            key = etree.QName(str(name))
            space = key.namespace or ""
            if not space.startswith(EXECUTING) or key.localname in {*_DESCRIBING, *code}:
                continue
            if local_name(element) not in _PLACES.get((space, key.localname), ()):
                yield RULE.at(element, name=key.localname)
    for extension in reading.process.iter(bpmn("extensionElements")):
        for child in extension.iterchildren(etree.Element):
            if _tells(child) and not is_code(child):
                yield RULE.at(child, name=local_name(child))


def _tells(extension: etree._Element) -> bool:
    space = etree.QName(extension).namespace or ""
    return space.startswith(EXECUTING) and local_name(extension) not in _DESCRIBING
