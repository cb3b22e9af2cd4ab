"""Decision tables of DMN: read once, answered with the reasons."""

from workflows.decisions.answering import Decision, decide
from workflows.decisions.checking import check_table
from workflows.decisions.examples import example_facts
from workflows.decisions.kinds import answer_kind
from workflows.decisions.reading import read_table
from workflows.decisions.table import HitPolicy, Rule, Table

__all__ = [
    "Decision",
    "HitPolicy",
    "Rule",
    "Table",
    "answer_kind",
    "check_table",
    "decide",
    "example_facts",
    "read_table",
]
