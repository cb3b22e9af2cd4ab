"""Which facts are worth trying for a decision table: one set for each way on it can lead to."""

from collections import defaultdict
from collections.abc import Iterator

from workflows.decisions import Table, decide, example_facts, read_table
from workflows.definitions.outline import nodes_of, process_of
from workflows.errors import ExpressionFailed
from workflows.expressions import Expression
from workflows.markup import camunda, own, read_xml
from workflows.simulation.values_to_try import conditions, seen
from workflows.values import Sources, Variables


def facts_to_try(sources: Sources) -> dict[str, list[Variables]]:
    """For every name tables ask facts by, facts that conditions will tell apart by the answers."""
    asked: dict[str, list[_Asking]] = defaultdict(list)
    for name, asking in _askings(sources):
        asked[name].append(asking)
    return {name: _told_apart(every) for name, every in asked.items()}


class _Asking:
    """A table, and the conditions its answer is asked by."""

    def __init__(self, table: Table, result: str, asked: list[Expression]) -> None:
        self._table, self._result, self._asked = table, result, asked
        self.examples = example_facts(table)

    def seen(self, facts: Variables) -> str:
        """What the conditions make of the answer."""
        try:
            return seen(self._asked, self._result, decide(self._table, facts).answer)
        except ExpressionFailed as error:
            return str(error)


def _told_apart(askings: list[_Asking]) -> list[Variables]:
    quiet = {name: value for one in askings for name, value in one.examples[0].items()}
    found: dict[str, Variables] = {}
    for asking in askings:
        for facts in ({**quiet, **example} for example in asking.examples):
            found.setdefault(repr([one.seen(facts) for one in askings]), facts)
    return list(found.values())


def _askings(sources: Sources) -> Iterator[tuple[str, _Asking]]:
    asked = list(conditions(sources))
    tables = {key: read_table(text) for key, text in sources.decisions.items()}
    for text in (sources.diagram, *sources.called.values()):
        for node in nodes_of(process_of(read_xml(text))):
            table = tables.get(camunda(node, "decisionRef") or "")
            name = own(node, "facts")
            if table is not None and name:
                yield name, _Asking(table, camunda(node, "resultVariable") or "", asked)
