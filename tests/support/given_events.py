"""Diagrams whose events meet the clock and the post: timers, messages and errors of the service."""

from itertools import pairwise

from tests.support.diagrams import catch, diagram, end, timer, user_task
from tests.support.given_processes import SMALL_FILES, process

UNIT, CLOSING = "${deadline('unit_deadline')}", "${deadline('closing')}"
FAILURE = (
    '<bpmn:endEvent id="bad"><bpmn:errorEventDefinition id="bad_error" errorRef="e_7"/>'
    "</bpmn:endEvent>"
)
EITHER = '<bpmn:eventBasedGateway id="either"/>'
NEWS = (
    '<bpmn:boundaryEvent id="news" attachedToRef="work" cancelActivity="false">'
    '<bpmn:messageEventDefinition id="news_message" messageRef="m_news"/></bpmn:boundaryEvent>'
)


def failing(key, *elements):
    """A process that, behind these elements, ends with an error nobody catches."""
    names = [element.split('id="')[1].split('"')[0] for element in elements]
    ways = ["begin", *names, "bad"]
    drawn = diagram(key, [*elements, FAILURE], list(pairwise(ways)), messages=("word",))
    return process(key, drawn.replace("<bpmn:process", f"{ERROR}<bpmn:process", 1))


ERROR = '<bpmn:error id="e_7" name="refused" errorCode="E7"/>'
ASIDE = (
    '<bpmn:subProcess id="aside" triggeredByEvent="true"><bpmn:startEvent id="called"'
    ' isInterrupting="true"><bpmn:messageEventDefinition id="called_message"'
    ' messageRef="m_news"/></bpmn:startEvent>'
    f"{user_task('look', 'director')}{end('seen')}"
    '<bpmn:sequenceFlow id="a1" sourceRef="called" targetRef="look"/>'
    '<bpmn:sequenceFlow id="a2" sourceRef="look" targetRef="seen"/></bpmn:subProcess>'
)
EVENT_FILES = (
    *SMALL_FILES,
    failing("after_clock", timer("moment", UNIT)),
    failing("after_word", catch("listen", "word")),
    failing("after_person", user_task("prepare", "standing_body", form="opinion")),
    process(
        "two_timers",
        diagram(
            "two_timers",
            [
                EITHER,
                timer("first", UNIT),
                timer("second", CLOSING),
                user_task("early", "director"),
                user_task("late", "director"),
                end("one"),
                end("two"),
            ],
            [
                ("begin", "either"),
                ("either", "first"),
                ("either", "second"),
                ("first", "early"),
                ("second", "late"),
                ("early", "one"),
                ("late", "two"),
            ],
        ),
    ),
    process(
        "told_again",
        diagram(
            "told_again",
            [
                user_task("work", "director"),
                NEWS,
                user_task("read", "standing_body"),
                end(),
                end("noted"),
            ],
            [("begin", "work"), ("work", "finish"), ("news", "read"), ("read", "noted")],
            messages=("news",),
        ),
    ),
    process(
        "beside",
        diagram(
            "beside",
            [
                user_task("work", "director"),
                timer("reminder", UNIT, host="work", interrupting=False),
                end(),
                end("reminded"),
                ASIDE,
            ],
            [("begin", "work"), ("work", "finish"), ("reminder", "reminded")],
            messages=("news",),
        ),
    ),
)
