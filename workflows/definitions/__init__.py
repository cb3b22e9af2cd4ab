"""Diagrams as they were drawn: what they contain and what leads where, without judging them."""

from workflows.definitions.outline import read_outline

__all__ = ["read_outline"]
