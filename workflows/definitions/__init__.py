"""Diagrams as they were drawn: what they contain, and whether they can be executed."""

from workflows.definitions.gate import check_sources
from workflows.definitions.outline import read_outline

__all__ = ["check_sources", "read_outline"]
