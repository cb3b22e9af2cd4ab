"""Which values are worth trying for a variable: those its conditions tell apart, and one beside."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Any

from workflows.definitions.outline import process_of
from workflows.errors import ExpressionFailed
from workflows.markup import bpmn, read_xml
from workflows.templates import parse_condition
from workflows.values import Sources

_CONDITIONS = ("conditionExpression", "completionCondition", "condition")


def values_to_try(sources: Sources) -> dict[str, list[Any]]:
    """For every variable a condition asks, values that answer it in each way."""
    found: dict[str, list[Any]] = defaultdict(list)
    parts: dict[str, set[str]] = defaultdict(set)
    for tree in _conditions(sources):
        for name, part in _parts(tree):
            parts[name].add(part)
        for name, value in _told_apart(tree):
            if value not in found[name]:
                found[name].append(value)
    for name, keys in parts.items():
        ways = product((True, False), repeat=len(keys))
        found[name] = [dict(zip(sorted(keys), way, strict=True)) for way in ways]
    return dict(found)


def _conditions(sources: Sources) -> Iterator[ast.expr]:
    for text in (sources.diagram, *sources.called.values()):
        process = process_of(read_xml(text))
        for tag in _CONDITIONS:
            for node in process.iter(bpmn(tag)):
                try:
                    yield parse_condition(node.text or "").tree
                except ExpressionFailed:
                    continue


def _told_apart(tree: ast.expr) -> Iterator[tuple[str, Any]]:
    """Every value a condition compares a variable with, and one that is none of them."""
    handled: set[str] = set(_locals(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name):
            handled.add(node.left.id)
            yield from ((node.left.id, value) for value in _around(node.comparators[0]))
        elif isinstance(node, ast.comprehension) and isinstance(node.iter, ast.Name):
            handled.add(node.iter.id)
            yield from ((node.iter.id, value) for value in _lists(tree, node))
        elif (counted := _counted(node)) is not None:
            handled.add(counted)
            yield from ((counted, value) for value in ([], [0]))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id not in handled:
            yield from ((node.id, value) for value in (True, False))


def _parts(tree: ast.expr) -> Iterator[tuple[str, str]]:
    """The parts of a variable that are asked by their keys."""
    local = set(_locals(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            key = getattr(node.slice, "value", None)
            if node.value.id not in local and isinstance(key, str):
                yield node.value.id, key


def _counted(node: ast.AST) -> str | None:
    """The variable whose length is asked."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "len":
        return getattr(node.args[0], "id", None)
    return None


def _locals(tree: ast.expr) -> Iterator[str]:
    """The names in a condition that are no variables of the process."""
    for node in ast.walk(tree):
        if isinstance(node, ast.comprehension):
            yield getattr(node.target, "id", "")
        elif isinstance(node, ast.Call):
            yield getattr(node.func, "id", "")


def _around(other: ast.expr) -> list[Any]:
    try:
        value = ast.literal_eval(other)
    except ValueError:
        return [True, False]
    if isinstance(value, (list, tuple)):
        return [one for each in value for one in (each, _beside(each))]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return [value, value + 1, value - 1]
    return [value, _beside(value)]


def _beside(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if value is None:
        return True
    return f"not {value}" if isinstance(value, str) else value + 1


def _lists(tree: ast.expr, loop: ast.comprehension) -> Iterator[list[Any]]:
    """An empty list, and one with an item of each kind the condition looks for."""
    yield []
    looked_at = ast.dump(ast.Name(getattr(loop.target, "id", ""), ast.Load()))
    for node in ast.walk(tree):
        left = node.left if isinstance(node, ast.Compare) else None
        if isinstance(left, ast.Subscript) and ast.dump(left.value) == looked_at:
            assert isinstance(node, ast.Compare)
            for value in _around(node.comparators[0]):
                yield [{ast.literal_eval(left.slice): value}]
