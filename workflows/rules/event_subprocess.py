"""An event subprocess stands alone and is set off by its start event."""

from collections.abc import Iterator

from workflows.definitions.diagram import id_of, is_event_subprocess
from workflows.definitions.reading import Reading
from workflows.markup import local_name
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "event-subprocess",
    seeks="event subprocesses with flows, or done once for each of a collection",
    vi=(
        "{element} là quy trình con sự kiện: sự kiện bắt đầu bên trong khởi động nó, nên xóa "
        "mũi tên vào ra và dấu lặp, hoặc đổi thành quy trình con thường."
    ),
    en=(
        "{element} is an event subprocess, which its start event sets off: delete its flows and "
        "its loop marker, or make it a plain subprocess."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find event subprocesses with flows, or done once for each of a collection."""
    for node in filter(is_event_subprocess, reading.of_kind("subProcess")):
        flows = reading.incoming.get(id_of(node)) or reading.outgoing.get(id_of(node))
        if flows or any("LoopCharacteristics" in local_name(child) for child in node):
            yield RULE.at(node)
