"""What a drawing leaves open and a run needs, filled in; nothing that is drawn is changed.

This is everything a model of another tool is given before it is walked, besides being marked as
executable and one group for all tasks that name nobody:

- a gateway that asks nothing goes where ``way`` says, a number the walk draws;
- a timer without a value fires after an hour;
- a message or signal without a name is called after its element, and a message that is sent to
  nobody goes elsewhere;
- an automatic step without an action calls ``work``; a business rule task without a table asks
  ``answers``; what is done once for each of an unnamed collection is done twice.

The processes it calls are at hand, as they would be deployed beside it.
"""

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
THIDUA = "{https://thidua.example/bpmn/1.0}"
_TIMERS = ("timeDate", "timeDuration", "timeCycle")
_SENDING = ("sendTask", "intermediateThrowEvent", "endEvent")


def filled_in(text):
    """The diagram, ready to be walked."""
    root = etree.fromstring(text.encode(), etree.XMLParser(encoding="utf-8"))
    for process in root.iter(f"{BPMN}process"):
        if process.get("isExecutable") == "true":
            _ask(process)
            _time(process)
            _name(root, process)
            _automate(process)
    return etree.tostring(root, encoding="unicode")


def _ask(process):
    for kind in ("exclusiveGateway", "inclusiveGateway"):
        for gateway in process.iter(f"{BPMN}{kind}"):
            flows = [
                flow
                for flow in process.iter(f"{BPMN}sequenceFlow")
                if flow.get("sourceRef") == gateway.get("id")
            ]
            _ask_gateway(gateway, flows)


def _ask_gateway(gateway, flows):
    if len(flows) < 2:
        return
    asked = [flow for flow in flows if flow.find(f"{BPMN}conditionExpression") is not None]
    if not gateway.get("default") and len(asked) < len(flows):
        default = next(flow for flow in reversed(flows) if flow not in asked)
        gateway.set("default", default.get("id"))
    for number, flow in enumerate(flows):
        if flow not in asked and flow.get("id") != gateway.get("default"):
            condition = etree.SubElement(flow, f"{BPMN}conditionExpression")
            condition.text = f"${{way % {len(flows)} == {number}}}"


def _time(process):
    for definition in process.iter(f"{BPMN}timerEventDefinition"):
        values = [definition.find(f"{BPMN}{name}") for name in _TIMERS]
        given = [value for value in values if value is not None]
        if not any((value.text or "").strip() for value in given):
            for value in given:
                definition.remove(value)
            etree.SubElement(definition, f"{BPMN}timeDuration").text = "PT1H"


def _name(root, process):
    for kind in ("message", "signal"):
        known = {one.get("id"): one for one in root.iter(f"{BPMN}{kind}")}
        handling = [
            *process.iter(f"{BPMN}{kind}EventDefinition"),
            *(process.iter(f"{BPMN}sendTask", f"{BPMN}receiveTask") if kind == "message" else ()),
        ]
        for one in handling:
            _name_one(root, kind, one, known)


def _name_one(root, kind, handling, known):
    node = handling if handling.get("id") and "Task" in handling.tag else handling.getparent()
    if handling.get(f"{kind}Ref") not in known:
        made = etree.Element(f"{BPMN}{kind}", id=f"{kind}_{node.get('id')}")
        next(root.iter(f"{BPMN}process")).addprevious(made)
        handling.set(f"{kind}Ref", made.get("id"))
        known[made.get("id")] = made
    named = known[handling.get(f"{kind}Ref")]
    if not named.get("name"):
        named.set("name", node.get("id"))
    if kind == "message" and etree.QName(node).localname in _SENDING:
        for name in ("toProcess", "toKey"):
            if not node.get(f"{THIDUA}{name}"):
                node.set(f"{THIDUA}{name}", "elsewhere")


def _automate(process):
    for task in process.iter(f"{BPMN}serviceTask"):
        if not task.get(f"{THIDUA}action"):
            task.set(f"{THIDUA}action", "work")
    for task in process.iter(f"{BPMN}businessRuleTask"):
        if not task.get(f"{CAMUNDA}decisionRef"):
            task.set(f"{CAMUNDA}decisionRef", "answers")
    for loop in process.iter(f"{BPMN}multiInstanceLoopCharacteristics"):
        if not loop.get(f"{CAMUNDA}collection"):
            loop.set(f"{CAMUNDA}collection", "${[1, 2]}")
