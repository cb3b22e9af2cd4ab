"""What kind of answer a decision table gives, as far as its cells are written out."""

from functools import lru_cache

from workflows.decisions.cells import evaluate, is_constant
from workflows.decisions.reading import read_table
from workflows.decisions.table import Output, Table
from workflows.expressions import Expression
from workflows.kinds import NOTHING, NUMBER, TEXT, UNKNOWN, Kind, any_of, kind_of_value


@lru_cache(maxsize=64)
def answer_kind(xml: str) -> Kind:
    """The kind of the variable a table makes, or DefinitionRejected where it cannot be read."""
    table = read_table(xml)
    if table.aggregation is not None:
        return NUMBER
    parts = {output.name: _output_kind(table, n) for n, output in enumerate(table.outputs)}
    record = Kind("record", parts={**parts, "rule": TEXT})
    return record if table.hit_policy.answers_once else Kind("list", item=record)


def _output_kind(table: Table, place: int) -> Kind:
    output: Output = table.outputs[place]
    if output.values:
        return any_of(map(kind_of_value, output.values))
    default = [output.default] if output.default else []
    return any_of(map(_cell_kind, [*(rule.outputs[place] for rule in table.rules), *default]))


def _cell_kind(cell: Expression | None) -> Kind:
    if cell is None:
        return NOTHING
    return kind_of_value(evaluate(cell, {})) if is_constant(cell) else UNKNOWN
