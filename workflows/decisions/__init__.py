"""Decision tables of DMN: read once, answered with the reasons."""

from workflows.decisions.answering import Decision, decide
from workflows.decisions.reading import check_table, read_table
from workflows.decisions.table import HitPolicy, Rule, Table

__all__ = ["Decision", "HitPolicy", "Rule", "Table", "check_table", "decide", "read_table"]
