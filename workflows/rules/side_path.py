"""A path that runs beside a task does not lead into the main way."""

from collections.abc import Iterator

from workflows.definitions.diagram import id_of
from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "side-path",
    seeks="events that do not interrupt and lead into the main way",
    vi=(
        "{element} không ngắt công việc nhưng dẫn vào đường chính ở {target}: bước đó "
        "có thể chạy hai lần. Cho nhánh này kết thúc riêng."
    ),
    en=(
        "{element} does not interrupt, yet leads into the main way at {target}, which "
        "may run twice: end this path on its own."
    ),
    severity="warning",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find events that do not interrupt and lead into the main way."""
    if reading.paths.is_connected:
        for event, node in reading.paths.side_paths:
            yield RULE.at(event, target=id_of(node))
