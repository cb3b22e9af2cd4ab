"""What the service tasks of diagrams call: rows in, rows out, in the step's own transaction."""

from service.actions.registry import ACTIONS, FACTS, NameTaken, action, facts
from service.actions.step import Step

__all__ = ["ACTIONS", "FACTS", "NameTaken", "Step", "action", "facts"]
