"""Only what the engine runs is drawn."""

from collections.abc import Iterator

from workflows.definitions.diagram import GATEWAYS
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
    *("boundaryEvent", "userTask", "serviceTask", "sendTask", "receiveTask", "scriptTask"),
    *("businessRuleTask", "callActivity", "subProcess"),
}
_HARMLESS = frozenset(
    {
        *("process", "extensionElements", "documentation", "laneSet", "lane", "childLaneSet"),
        *("flowNodeRef", "sequenceFlow", "conditionExpression", "incoming", "outgoing", "script"),
        *("textAnnotation", "text", "association", "group", "timeDate", "timeDuration"),
        *("timeCycle", "multiInstanceLoopCharacteristics", "completionCondition"),
        *("dataObject", "dataObjectReference"),
    }
)
_KNOWN = _SUPPORTED | _HARMLESS


def check(reading: Reading) -> Iterator[Problem]:
    """Find elements the engine does not run."""
    for element in reading.process.iter():
        kind = local_name(element)
        if not str(element.tag).startswith(bpmn("")) or kind in _KNOWN:
            continue
        if not kind.endswith("EventDefinition"):
            yield RULE.at(element, kind=kind)
    for node in reading.of_kind("subProcess"):
        if node.get("triggeredByEvent") == "true":
            yield RULE.at(node, kind="event subprocess")
