"""An error always interrupts what it happened in."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import bpmn, interrupts
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "error-interrupts",
    seeks="events that catch an error without interrupting",
    vi=(
        "{element} bắt lỗi nhưng không ngắt: lỗi luôn dừng nơi nó xảy ra. Đổi thành sự kiện có "
        "ngắt, hoặc dùng leo thang."
    ),
    en=(
        "{element} catches an error without interrupting, but an error always ends what it "
        "happened in: let it interrupt, or use an escalation."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find events that catch an error without interrupting."""
    for node in reading.of_kind("boundaryEvent", "startEvent"):
        if not interrupts(node) and node.find(bpmn("errorEventDefinition")) is not None:
            yield RULE.at(node)
