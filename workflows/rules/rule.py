"""What a rule is: a name, a severity, what it looks for, and what it says in two languages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from workflows.definitions.diagram import Node, id_of
from workflows.definitions.reading import Reading
from workflows.errors import ExpressionFailed
from workflows.markup import line_of, local_name
from workflows.values import Problem
from workflows.wording import Both

Check: TypeAlias = Callable[[Reading], Iterator[Problem]]

_MAX_PARAM = 300


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; its sentences name the element, what is wrong with it, and the remedy."""

    name: str
    seeks: str
    vi: str
    en: str
    severity: str = "error"

    def at(self, node: Node, **params: object) -> Problem:
        """A problem at the place of a node."""
        said = {"element": _called(node)}
        for name, value in params.items():
            said[name] = str(value)[:_MAX_PARAM]
            if isinstance(value, (ExpressionFailed, Both)):
                said[f"{name}_vi"] = value.vi[:_MAX_PARAM]
        place = _identified(node)
        message = self.en.format_map(said)
        return Problem(self.name, message, id_of(place) or None, line_of(node), self.severity, said)

    def sentence(self, problem: Problem, locale: str) -> str:
        """What the rule found, in Vietnamese or English."""
        said = {"element": problem.element_id or "—", "reason": problem.message, **problem.params}
        if locale == "vi":
            said |= {name[:-3]: text for name, text in said.items() if name.endswith("_vi")}
        template = self.vi if locale == "vi" else self.en
        try:
            return template.format_map(said)
        except KeyError:
            return problem.message


def _called(node: Node) -> str:
    name, place = " ".join((node.get("name") or "").split()), _identified(node)
    key = id_of(place) or local_name(node)
    return f"“{name[:80]}” ({key})" if name and name != key else key


def _identified(node: Node) -> Node:
    """The node itself, or the nearest around it that has an id."""
    found = node
    while not id_of(found) and (around := found.getparent()) is not None:
        found = around
    return found
