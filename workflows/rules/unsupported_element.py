"""Only what the engine runs is drawn."""

from collections.abc import Iterator

from workflows.definitions.diagram import GATEWAYS, Node
from workflows.definitions.reading import Reading
from workflows.markup import bpmn, local_name
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "unsupported-element",
    seeks="elements the engine does not run",
    vi="{element} là {kind}, bộ máy không chạy được: vẽ lại bằng phần tử được hỗ trợ.",
    en=(
        "{element} is a {kind}, which the engine does not run: draw it with elements "
        "that are supported."
    ),
)


_SUPPORTED = GATEWAYS | {
    *("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent"),
    *("boundaryEvent", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask"),
    *("scriptTask", "businessRuleTask", "callActivity", "subProcess"),
}
_HARMLESS = frozenset(
    {
        *("process", "extensionElements", "documentation", "laneSet", "lane", "childLaneSet"),
        *("flowNodeRef", "sequenceFlow", "conditionExpression", "incoming", "outgoing", "script"),
        *("textAnnotation", "text", "association", "group", "timeDate", "timeDuration"),
        *("timeCycle", "multiInstanceLoopCharacteristics", "completionCondition"),
        *("standardLoopCharacteristics", "loopCondition"),
        *("dataObject", "dataObjectReference", "dataStoreReference", "property"),
        *("dataInputAssociation", "dataOutputAssociation", "sourceRef", "targetRef"),
    }
)
_KNOWN = _SUPPORTED | _HARMLESS
#: What changes how an element runs, unless it is written as it is without.
_PLAIN = {
    "isForCompensation": "false",
    "instantiate": "false",
    "eventGatewayType": "Exclusive",
    "behavior": "All",
    "startQuantity": "1",
    "completionQuantity": "1",
}
_SAME = {"false": "0"}


def check(reading: Reading) -> Iterator[Problem]:
    """Find elements the engine does not run."""
    for element in reading.process.iter():
        kind = local_name(element)
        if not str(element.tag).startswith(bpmn("")):
            continue
        if kind not in _KNOWN and not _defines_event(element):
            yield RULE.at(element, kind=kind)
        for name, plain in _PLAIN.items():
            if element.get(name, plain) not in (plain, _SAME.get(plain)):
                yield RULE.at(element, kind=f'{kind} {name}="{element.get(name)}"')


def _defines_event(element: Node | None) -> bool:
    """Whether it is, or stands in, what an event waits for or throws: other rules judge that."""
    if element is None or local_name(element).endswith("EventDefinition"):
        return element is not None
    return _defines_event(element.getparent())
