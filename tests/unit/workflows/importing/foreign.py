"""Draws diagrams as other tools write them."""

from workflows import Engine, Sources, translate

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPACES = {
    "camunda": "http://camunda.org/schema/1.0/bpmn",
    "operaton": "http://operaton.org/schema/1.0/bpmn",
    "spiffworkflow": "http://spiffworkflow.org/bpmn/schema/1.0/core",
    "zeebe": "http://camunda.org/schema/zeebe/1.0",
    "thidua": "https://thidua.example/bpmn/1.0",
}


def diagram(middle, beside="", executable="true", spaces=tuple(SPACES)):
    """A process of one element ``x`` between its start and its end."""
    declared = " ".join(f'xmlns:{name}="{SPACES[name]}"' for name in spaces)
    marked = f' isExecutable="{executable}"' if executable else ""
    return (
        f'<definitions xmlns="{BPMN}" {declared} id="d" targetNamespace="urn:t">{beside}\n'
        f'<process id="p"{marked}>\n<startEvent id="start"/>\n{middle}\n<endEvent id="end"/>\n'
        '<sequenceFlow id="one" sourceRef="start" targetRef="x"/>\n'
        '<sequenceFlow id="two" sourceRef="x" targetRef="end"/>\n</process></definitions>'
    )


def choice(yes, no, default=""):
    """A process that asks a gateway ``x`` one question with two answers."""
    said = f' default="{default}"' if default else ""
    return (
        f'<definitions xmlns="{BPMN}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'id="d" targetNamespace="urn:t">\n<process id="p" isExecutable="true">\n'
        f'<startEvent id="start"/>\n<exclusiveGateway id="x"{said}/>\n'
        '<endEvent id="end"/><endEvent id="other"/>\n'
        '<sequenceFlow id="one" sourceRef="start" targetRef="x"/>\n'
        f'<sequenceFlow id="yes" sourceRef="x" targetRef="end">{yes}</sequenceFlow>\n'
        f'<sequenceFlow id="no" sourceRef="x" targetRef="other">{no}</sequenceFlow>\n'
        "</process></definitions>"
    )


def condition(text):
    return f"<conditionExpression>{text}</conditionExpression>"


def said(text, chosen=None):
    """What is said differently, as pairs."""
    return [(one.found, one.becomes) for one in translate(text, chosen).translations]


def rules(text, chosen=None):
    """The rules the translation breaks, warnings aside."""
    found = Engine().lint(Sources("p", translate(text, chosen).text))
    return {problem.rule for problem in found if problem.severity == "error"}
