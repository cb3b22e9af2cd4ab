"""Puts an instance on another version of its diagram, where a plan has found that it fits.

What is over stays as it was. What is live keeps its place, its id and what it was given; what
lies ahead is predicted anew, and events that were added to it are armed now.
"""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.util.task import TaskState

from workflows.engine.compiling import Compiled
from workflows.engine.document import decode_at_rest
from workflows.engine.events import Watch
from workflows.engine.run import Run
from workflows.engine.specs import UserTask
from workflows.engine.task import UNFINISHED
from workflows.engine.trail import SPLIT
from workflows.engine.workflow import Process


def refit(document: bytes, old: Compiled, new: Compiled, run: Run) -> Process:
    """Read the state of an instance of the old version as one of the new."""
    process = decode_at_rest(document, old, new, run)
    for workflow in (process, *process.get_active_subprocesses()):
        former = old.process if workflow is process else old.inner[workflow.spec.name]
        for task in workflow.in_state(UNFINISHED):
            _guard(task, former)
            _offer(task, former)
        _watch(workflow, former)
        for task in workflow.in_state(UNFINISHED):
            task.task_spec._predict(task, mask=UNFINISHED)
    return process


def _watch(workflow: Any, former: Any) -> None:
    """Arm what sets off the event subprocesses that were added."""
    for spec in workflow.spec.start.outputs:
        if isinstance(spec, Watch) and spec.name not in former.task_specs:
            spec._update(workflow.task_tree._add_child(spec, TaskState.WAITING))


def _guard(task: Any, former: Any) -> None:
    """Arm the events that were added to the boundary of an element under way."""
    name = f"{task.task_spec.name}{SPLIT}"
    split = task.workflow.spec.task_specs.get(name)
    if split is None:
        return
    watched = former.task_specs.get(name)
    before = {spec.name for spec in watched.outputs} if watched else {task.task_spec.name}
    added = [spec for spec in split.outputs if spec.name not in before]
    if added and task.parent.task_spec is not split:
        _put_under(task, split)
    for spec in added:
        event = task.parent._add_child(spec, TaskState.WAITING)
        spec._predict(event, mask=UNFINISHED)
        spec._update(event)


def _put_under(task: Any, split: Any) -> None:
    before = task.parent
    parting = before._add_child(split, TaskState.COMPLETED)
    parting.data = before.data
    before._children.remove(task.id)
    parting._children.append(task.id)
    task.parent = parting
    _put_before(task.workflow.tasks, parting, task)


def _put_before(tasks: Any, first: Any, second: Any) -> None:
    """Tasks are written down in the order of their coming into being, parents first."""
    places = list(tasks)
    for task_id in places[places.index(second.id) :]:
        if task_id != first.id:
            tasks[task_id] = tasks.pop(task_id)


def _offer(task: Any, former: Any) -> None:
    """Work out anew who may do an open task, where the diagram now says it otherwise."""
    spec = task.task_spec
    if not isinstance(spec, UserTask) or task._state != TaskState.READY:
        return
    old = former.task_specs[spec.name].assignment
    if list(_texts(old)) != list(_texts(spec.assignment)):
        spec.set_workers(task)
    if (old.due is None) != (spec.assignment.due is None):
        spec.set_due(task)


def _texts(assignment: Any) -> Iterator[str]:
    yield assignment.assignee.text if assignment.assignee else ""
    for group in assignment.candidate_groups:
        yield group.text
