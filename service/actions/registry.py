"""The actions service tasks call and the facts decision tables ask for, by name."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from service.actions.step import Step
from workflows.values import Variables

Action: TypeAlias = Callable[..., Any]
Facts: TypeAlias = Callable[[Step], Variables]

_actions: dict[str, Action] = {}
_facts: dict[str, Facts] = {}

#: What diagrams may name; filled when ``service.actions`` is imported.
ACTIONS: Mapping[str, Action] = _actions
FACTS: Mapping[str, Facts] = _facts


class NameTaken(Exception):
    """Two actions or two sets of facts want the same name."""


def action(name: str) -> Callable[[Action], Action]:
    """Offer a function to service tasks under this name; its result enters the process.

    A ``BpmnError`` it answers instead goes to whatever catches it in the diagram.
    """

    def register(function: Action) -> Action:
        if name in _actions:
            raise NameTaken(name)
        _actions[name] = function
        return function

    return register


def facts(name: str) -> Callable[[Facts], Facts]:
    """Offer a function to business rule tasks under this name; its result feeds the table."""

    def register(function: Facts) -> Facts:
        if name in _facts:
            raise NameTaken(name)
        _facts[name] = function
        return function

    return register
