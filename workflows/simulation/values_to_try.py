"""Which values are worth trying for a variable: those its conditions tell apart, and one beside."""

import ast
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any

from lxml import etree

from workflows.definitions.outline import process_of
from workflows.errors import ExpressionFailed
from workflows.expressions import Expression
from workflows.markup import bpmn, camunda, own, read_xml
from workflows.templates import parse_condition, parse_template
from workflows.values import Sources

_CONDITIONS = ("conditionExpression", "completionCondition", "loopCondition", "condition")
#: What is reckoned with is tried with these first numbers, where they make a difference.
MOST_RECKONED = 24
#: What a list is when nothing is asked but to go through it.
_LISTS: tuple[list[Any], ...] = ([1, 2], [])


def values_to_try(sources: Sources) -> dict[str, list[Any]]:
    """For every variable a condition asks, values that answer it in each way."""
    found: dict[str, list[Any]] = defaultdict(list)
    parts: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    asked = list(conditions(sources))
    for condition in asked:
        for name, value in _told_apart(condition):
            _add(found[name], value)
        for name, part, value in _parts(condition):
            _add(parts[name][part], value)
    for name, own_parts in parts.items():
        ways = product(*own_parts.values())
        found[name] = [dict(zip(own_parts, way, strict=True)) for way in ways]
    for name, values in found.items():
        alike = {seen(asked, name, value): value for value in reversed(values)}
        found[name] = [value for value in values if any(value is one for one in alike.values())]
    for name in _named(sources, _loops):
        found[name] = [one for one in found[name] if isinstance(one, list)] or [*_LISTS]
    for name in _named(sources, _records):
        found[name] = [one for one in found[name] if isinstance(one, dict)] or [{}]
    return dict(found)


def conditions(sources: Sources) -> Iterator[Expression]:
    """Every condition of a diagram and of the processes it calls."""
    for text in (sources.diagram, *sources.called.values()):
        process = process_of(read_xml(text))
        for tag in _CONDITIONS:
            for node in process.iter(bpmn(tag)):
                try:
                    yield parse_condition(node.text or "")
                except ExpressionFailed:
                    continue


def seen(asked: Iterable[Expression], name: str, value: Any) -> str:
    """What conditions make of a value of a variable."""
    return repr([_truth(one, name, value) for one in asked if name in one.names])


def _truth(condition: Expression, name: str, value: Any) -> Any:
    try:
        return bool(condition.evaluate({name: value}))
    except ExpressionFailed:
        return value


def _add(values: list[Any], value: Any) -> None:
    if not any(one == value and type(one) is type(value) for one in values):
        values.append(value)


def _told_apart(condition: Expression) -> Iterator[tuple[str, Any]]:
    """Every value a condition compares a variable with, and one that is none of them."""
    tree, handled = condition.tree, set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name):
            handled.add(node.left.id)
            yield from ((node.left.id, value) for value in _around(node.comparators[0]))
        elif isinstance(node, ast.Compare) and isinstance(node.left, ast.BinOp):
            for name in sorted(_names(node.left) & condition.names):
                handled.add(name)
                yield from ((name, value) for value in range(MOST_RECKONED))
        elif isinstance(node, ast.comprehension) and isinstance(node.iter, ast.Name):
            handled.add(node.iter.id)
            yield from ((node.iter.id, value) for value in _lists(tree, node))
        elif (counted := _counted(node)) is not None:
            handled.add(counted)
            yield from ((counted, value) for value in ([], [0]))
    for name in sorted(condition.names - handled):
        yield from ((name, value) for value in (True, False))


def _names(tree: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _parts(condition: Expression) -> Iterator[tuple[str, str, Any]]:
    """The parts of a variable that are asked by their keys, with values to try for each."""
    nodes = list(ast.walk(condition.tree))
    compared = {
        id(node.left): _around(node.comparators[0])
        for node in nodes
        if isinstance(node, ast.Compare)
    }
    for node in nodes:
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            key = getattr(node.slice, "value", None)
            if node.value.id in condition.names and isinstance(key, str):
                for value in compared.get(id(node), [True, False]):
                    yield node.value.id, key, value


def _named(
    sources: Sources, written: Callable[[etree._Element], Iterator[str | None]]
) -> Iterator[str]:
    """The variables that stand alone where something of one kind only can stand."""
    for text in (sources.diagram, *sources.called.values()):
        for value in filter(None, written(process_of(read_xml(text)))):
            try:
                template = parse_template(value if "${" in value else f"${{{value}}}")
            except ExpressionFailed:
                continue
            yield from (
                one.tree.id for one in template.expressions if isinstance(one.tree, ast.Name)
            )


def _loops(process: etree._Element) -> Iterator[str | None]:
    """For whom or what something is done several times: a list."""
    for loop in process.iter(bpmn("multiInstanceLoopCharacteristics")):
        yield camunda(loop, "collection")


def _records(process: etree._Element) -> Iterator[str | None]:
    """What a message carries and what an action is given: names with values."""
    for node in process.iter():
        yield own(node, "payload")
        yield own(node, "parameters")


def _counted(node: ast.AST) -> str | None:
    """The variable whose length is asked."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "len":
        return getattr(node.args[0], "id", None)
    return None


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
