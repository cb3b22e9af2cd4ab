"""Going back to an earlier element, so that nothing that was done is taken out of the record.

SpiffWorkflow's own reset deletes the tasks after the one it goes back to, and counts a vote of
one of many twice. Here a new token is put on the earlier element, after everything that was
done; what is under way is cancelled. It is offered only where one thing is under way at a time:
then no join waits for a token that will not come, and no vote is disturbed.
"""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import MultiInstanceTask
from SpiffWorkflow.util.task import TaskState

from workflows.engine.catching import is_watch
from workflows.engine.events import BoundaryEvent, Watch
from workflows.engine.gateways import (
    BoundaryEventJoin,
    BoundaryEventSplit,
    EventBasedGateway,
    ExclusiveGateway,
)
from workflows.engine.run import element_id
from workflows.engine.specs import ActionTask, DecisionTask, EndJoin, ScriptTask, UserTask
from workflows.engine.task import UNFINISHED
from workflows.engine.trail import CHILD
from workflows.engine.variables import known_inside
from workflows.engine.workflow import Process
from workflows.errors import NoWayBack
from workflows.plain import plain

_UNDER_WAY = TaskState.READY | TaskState.WAITING | TaskState.STARTED
_TARGETS = (UserTask, ActionTask, DecisionTask, ScriptTask)
#: They have several ways on and take one, or hold what they lead to together again.
_TAKES_ONE = (ExclusiveGateway, EventBasedGateway, BoundaryEventSplit)
_ASIDE = (BoundaryEvent, BoundaryEventJoin, EndJoin)


def ways_back(process: Process) -> dict[str, Any]:
    """The earlier elements it is safe to go back to, by id, with the scope each is in."""
    found: dict[str, Any] = {}
    scope: Any = process
    while scope is not None:
        strand = _strand(scope)
        if strand is None:
            return {}
        found |= {name: scope for name in _done_alone(scope) if name != element_id(strand[0])}
        scope = process.subprocesses.get(strand[0].id)
    return found


def go_back(process: Process, target: str) -> None:
    """Cancel what is under way in the target's scope, and reach the target anew."""
    scope = ways_back(process).get(target)
    strand = _strand(scope) if scope is not None else None
    if scope is None or strand is None:
        raise NoWayBack(target)
    token = strand[0] if len(strand) == 1 else strand[0].parent
    known = plain(known_inside(token))
    after = _last_done(token)
    _cancel_all(scope)
    again = after._add_child(_entry(scope.spec.task_specs[target]), TaskState.WAITING)
    again.data = known
    again.task_spec._predict(again, mask=UNFINISHED)
    again.task_spec._update(again)


def _strand(scope: Any) -> list[Any] | None:
    """The one thing under way in a scope, as the tasks that stand for it; None if not one."""
    tokens: dict[Any, list[Any]] = {}
    for task in scope.in_state(_UNDER_WAY):
        if isinstance(task.task_spec, MultiInstanceTask):
            return None
        if not isinstance(task.task_spec, _ASIDE) and not is_watch(task):
            waits_with = getattr(task.parent.task_spec, "waits_for_first", False)
            tokens.setdefault(task.parent.id if waits_with else task.id, []).append(task)
    return next(iter(tokens.values())) if len(tokens) == 1 else None


def _done_alone(scope: Any) -> Iterator[str]:
    beside = _beside_others(scope.spec)
    done = {
        task.task_spec.name: task.task_spec
        for task in scope.tasks.values()
        if task._state == TaskState.COMPLETED
    }
    for name, spec in done.items():
        if isinstance(spec, _TARGETS) and not name.endswith(CHILD) and name not in beside:
            yield name


def _beside_others(spec: Any) -> set[str]:
    """The elements of a process that may run while another one does."""
    ways = {name: [after.name for after in _next(one)] for name, one in spec.task_specs.items()}
    found: set[str] = set()
    for name, one in spec.task_specs.items():
        if getattr(one, "runs_beside", False) or isinstance(one, Watch):
            found |= _reached(ways, [after.name for after in _next(one)])
        elif len(ways[name]) > 1 and not isinstance(one, _TAKES_ONE):
            found |= _between(ways, name)
    return found


def _next(spec: Any) -> list[Any]:
    """What follows an element of its own accord, without what only waits beside it."""
    aside = (BoundaryEventJoin, Watch) if isinstance(spec, BoundaryEvent) else Watch
    return [after for after in spec.outputs if not isinstance(after, aside)]


def _between(ways: dict[str, list[str]], split: str) -> set[str]:
    """What lies between a split and the first element every branch of it comes to."""
    inside = _reached(ways, ways[split])
    for meeting in sorted(inside):
        short_of_it = _reached(ways, ways[split], without=meeting)
        if "End" not in short_of_it:
            inside &= short_of_it
    return inside


def _reached(ways: dict[str, list[str]], begin: list[str], without: str = "") -> set[str]:
    found = {name for name in begin if name != without}
    open_ends = list(found)
    while open_ends:
        for name in ways[open_ends.pop()]:
            if name not in found and name != without:
                found.add(name)
                open_ends.append(name)
    return found


def _last_done(token: Any) -> Any:
    """The last element completed before a token: what comes now comes after it."""
    task = token.parent
    while task.parent is not None and (
        task.task_spec.bpmn_id is None or task._state != TaskState.COMPLETED
    ):
        task = task.parent
    return task


def _cancel_all(scope: Any) -> None:
    for task in scope.in_state(UNFINISHED):
        if not is_watch(task) and task.id in scope.tasks and task._state & UNFINISHED:
            task.cancel()
    for task in scope.tasks.values():
        task.internal_data.pop("arrived", None)


def _entry(spec: Any) -> Any:
    """Where an element is come to: with the events on its boundary, if it has any."""
    before = spec.inputs[0] if spec.inputs else None
    return before if isinstance(before, BoundaryEventSplit) else spec
