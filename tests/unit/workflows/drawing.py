"""Draws small diagrams and decision tables for tests, in few words."""

import re
from xml.sax.saxutils import escape, quoteattr

from workflows import Sources

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:thidua="https://thidua.example/bpmn/1.0" '
    'id="definitions" targetNamespace="https://thidua.example/test">'
)
_ARROW = re.compile(r"\s*(?:->|-\*->|-\[(?P<condition>.*?)\]->)\s*")


def node(tag: str, node_id: str, inside: str = "", **attributes: str) -> str:
    written = "".join(
        f" {name.replace('__', ':')}={quoteattr(value)}" for name, value in attributes.items()
    )
    return f'<{tag} id="{node_id}" name="{node_id}"{written}>{inside}</{tag}>'


def start(node_id: str = "start", inside: str = "") -> str:
    return node("startEvent", node_id, inside)


def end(node_id: str = "end", inside: str = "", **attributes: str) -> str:
    return node("endEvent", node_id, inside, **attributes)


def user(node_id: str, inside: str = "", **attributes: str) -> str:
    attributes.setdefault("camunda__candidateGroups", "staff")
    return node("userTask", node_id, inside, **attributes)


def action(node_id: str, inside: str = "", **attributes: str) -> str:
    attributes.setdefault("thidua__action", node_id)
    return node("serviceTask", node_id, inside, **attributes)


def script(node_id: str, text: str) -> str:
    return node("scriptTask", node_id, f"<script>{escape(text)}</script>")


def xor(node_id: str) -> str:
    return f'<exclusiveGateway id="{node_id}"/>'


def parallel(node_id: str) -> str:
    return node("parallelGateway", node_id)


def event_gateway(node_id: str) -> str:
    return node("eventBasedGateway", node_id)


def timer(value: str, kind: str = "timeDate") -> str:
    return (
        f'<timerEventDefinition><{kind} xsi:type="tFormalExpression">{escape(value)}</{kind}>'
        "</timerEventDefinition>"
    )


def message(name: str) -> str:
    return f'<messageEventDefinition messageRef="message_{name}"/>'


def signal(name: str) -> str:
    return f'<signalEventDefinition signalRef="signal_{name}"/>'


def error(code: str = "") -> str:
    return f'<errorEventDefinition errorRef="error_{code}"/>' if code else "<errorEventDefinition/>"


def escalation(code: str = "") -> str:
    ref = f' escalationRef="escalation_{code}"' if code else ""
    return f"<escalationEventDefinition{ref}/>"


def link(name: str) -> str:
    return f'<linkEventDefinition name="{name}"/>'


def catch(node_id: str, inside: str, **attributes: str) -> str:
    return node("intermediateCatchEvent", node_id, inside, **attributes)


def throw(node_id: str, inside: str, **attributes: str) -> str:
    return node("intermediateThrowEvent", node_id, inside, **attributes)


def boundary(node_id: str, host: str, inside: str, interrupts: bool = True, **more: str) -> str:
    cancels = "true" if interrupts else "false"
    return node(
        "boundaryEvent", node_id, inside, attachedToRef=host, cancelActivity=cancels, **more
    )


def copies(collection: str, variable: str, condition: str = "", sequential: bool = False) -> str:
    inside = (
        f'<completionCondition xsi:type="tFormalExpression">{escape(condition)}'
        "</completionCondition>"
    )
    return (
        f'<multiInstanceLoopCharacteristics isSequential="{str(sequential).lower()}" '
        f"camunda:collection={quoteattr(collection)} "
        f'camunda:elementVariable="{variable}">{inside if condition else ""}'
        "</multiInstanceLoopCharacteristics>"
    )


def subprocess(node_id: str, *nodes: str, flows: str) -> str:
    return f'<subProcess id="{node_id}" name="{node_id}">{_connected(nodes, flows)}</subProcess>'


def event_subprocess(
    node_id: str, inside: str, *nodes: str, flows: str, interrupts: bool = True
) -> str:
    """Draw an event subprocess; its start event is called as it is, and ``_start``."""
    begin = node("startEvent", f"{node_id}_start", inside, isInterrupting=str(interrupts).lower())
    body = _connected((begin, *nodes), flows)
    return (
        f'<subProcess id="{node_id}" name="{node_id}" triggeredByEvent="true">{body}</subProcess>'
    )


def call(node_id: str, process: str) -> str:
    return node("callActivity", node_id, calledElement=process)


def draw(*nodes: str, flows: str, key: str = "p") -> str:
    """Draw a process; ``flows`` are lines of ``a -> b``, ``x -[${…}]-> b`` and ``x -*-> c``."""
    body = _connected(nodes, flows)
    known = "".join(
        f'<{tag} id="{tag}_{name}" name="{name}"{_coded(tag, name)}/>'
        for tag in ("message", "signal", "error", "escalation")
        for name in sorted(set(re.findall(rf'Ref="{tag}_(\w+)"', body)))
    )
    return f'{HEAD}{known}<process id="{key}" isExecutable="true">{body}</process></definitions>'


def _coded(tag: str, name: str) -> str:
    return f' {tag}Code="{name}"' if tag in ("error", "escalation") else ""


def sources(
    *nodes: str, flows: str, called: dict[str, str] | None = None, **tables: str
) -> Sources:
    return Sources("p", draw(*nodes, flows=flows), called or {}, tables)


def table(*rules: str, inputs: str, outputs: str = "answer", policy: str = "UNIQUE") -> str:
    """Draw a decision table; a rule is written ``cell | cell => output | output // note``."""
    columns = "".join(
        f'<input id="in{n}" label="{escape(text)}"><inputExpression id="ie{n}">'
        f"<text>{escape(text)}</text></inputExpression></input>"
        for n, text in enumerate(inputs.split("|"))
    )
    results = "".join(
        f'<output id="out{n}" name="{name.strip()}"/>' for n, name in enumerate(outputs.split("|"))
    )
    rows = "".join(_rule(number, rule) for number, rule in enumerate(rules, start=1))
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" '
        'namespace="https://thidua.example/test"><decision id="decision" name="decision">'
        f'<decisionTable id="table" hitPolicy="{policy}">{columns}{results}'
        f'<annotation name="basis"/>{rows}</decisionTable></decision></definitions>'
    )


def _rule(number: int, text: str) -> str:
    tests, results = text.split("=>")
    results, _, note = results.partition("//")
    cells = "".join(_cell("inputEntry", one) for one in tests.split("|"))
    cells += "".join(_cell("outputEntry", one) for one in results.split("|"))
    return f'<rule id="r{number}">{cells}{_cell("annotationEntry", note)}</rule>'


def _cell(tag: str, text: str) -> str:
    return f"<{tag}><text>{escape(text.strip())}</text></{tag}>"


def _connected(nodes: tuple[str, ...], flows: str) -> str:
    body, drawn = "".join(nodes), []
    for line in filter(None, (line.strip() for line in flows.splitlines())):
        ends, arrows = _ARROW.split(line)[::2], list(_ARROW.finditer(line))
        for source, arrow, target in zip(ends, arrows, ends[1:], strict=False):
            flow = f"{source}_{target}"
            if arrow.group().strip() == "-*->":
                body = body.replace(f' id="{source}"', f' id="{source}" default="{flow}"', 1)
            drawn.append(_flow(flow, source, target, arrow["condition"]))
    return body + "".join(drawn)


def _flow(flow: str, source: str, target: str, condition: str | None) -> str:
    inside = (
        f'<conditionExpression xsi:type="tFormalExpression">{escape(condition)}'
        "</conditionExpression>"
        if condition
        else ""
    )
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<sequenceFlow id="{flow}" {ends}>{inside}</sequenceFlow>'
