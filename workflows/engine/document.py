"""The state of an instance as bytes: a version, a hash, and the tasks, parents first.

A task is a row with what differs from its parent, so that variables are stored once. The
hash makes damage visible before anything is believed.
"""

import zlib
from hashlib import sha256
from typing import Any

import orjson
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.util.task import TaskState

from workflows.engine.compiling import Compiled
from workflows.engine.former import Former
from workflows.engine.run import Run
from workflows.engine.specs import ProcessSpec
from workflows.engine.task import UNFINISHED, Task
from workflows.engine.workflow import Process, Subprocess
from workflows.errors import DocumentDamaged
from workflows.values import Variables

VERSION = 1
_HASH = 32
_ABSENT = object()
#: What a task at a former element remembers of it.
_RAN_BESIDE = "ran_beside"
#: Tasks that have not been reached know no variables yet.
_AHEAD = TaskState.FUTURE | TaskState.PREDICTED_MASK


def encode(process: Process) -> bytes:
    """Write the state down."""
    content = {
        "process": _workflow_rows(process),
        "inside": [
            [host, inner.spec.name, _workflow_rows(inner)]
            for host, inner in process.subprocesses.items()
        ],
        "last": process.run.last_task.id if process.run.last_task is not None else None,
    }
    packed = zlib.compress(orjson.dumps(content), 1)
    return bytes([VERSION]) + sha256(packed).digest() + packed


def decode(document: bytes, compiled: Compiled, run: Run) -> Process:
    """Read the state of an instance back."""
    return _decoded(_opened(document), compiled, run)


def decode_at_rest(document: bytes, old: Compiled, new: Compiled, run: Run) -> Process:
    """Read a state that another version of the diagram left behind.

    What was ahead is forgotten; what waited at an element that is gone is cancelled, and what
    an event that is gone has begun beside its element is still known to have run there.
    """
    content = _opened(document)
    _rest(content["process"], old.process, new.process)
    for _, name, rows in content["inside"]:
        _rest(rows, old.inner.get(name), new.inner.get(name))
    return _decoded(content, new, run)


def _rest(content: dict[str, Any], old: Any, new: Any) -> None:
    before, known = (spec.task_specs if spec is not None else {} for spec in (old, new))
    places: dict[int, int] = {-1: -1}
    rows: list[Any] = []
    for place, row in enumerate(content["tasks"]):
        if row[3] & _AHEAD:
            continue
        places[place] = len(rows)
        row[1] = places[row[1]]
        if row[3] & UNFINISHED and row[2] not in known:
            row[3] = TaskState.CANCELLED
        if row[2] not in known and getattr(before.get(row[2]), "runs_beside", False):
            row[4:] = row[4:] or [False, {}, {}, []]
            row[5][_RAN_BESIDE] = True
        rows.append(row)
    content["tasks"], content["last"] = rows, places.get(content["last"])


def _decoded(content: dict[str, Any], compiled: Compiled, run: Run) -> Process:
    try:
        return _process(content, compiled, run)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise DocumentDamaged(f"the state does not fit its diagram: {error!r}") from error


def _opened(document: bytes) -> dict[str, Any]:
    if not document or document[0] != VERSION:
        raise DocumentDamaged("the state is of an unknown version")
    packed = document[1 + _HASH :]
    if sha256(packed).digest() != document[1 : 1 + _HASH]:
        raise DocumentDamaged("the state does not match its hash")
    content: dict[str, Any] = orjson.loads(zlib.decompress(packed))
    return content


def _workflow_rows(workflow: Any) -> dict[str, Any]:
    places = {task_id: place for place, task_id in enumerate(workflow.tasks)}
    last = workflow.last_task
    return {
        "tasks": [_row(task, places) for task in workflow.tasks.values()],
        "last": places.get(last.id) if last is not None else None,
        "completed": workflow.completed,
        "success": workflow.success,
    }


def _row(task: Any, places: dict[Any, int]) -> list[Any]:
    parent, state = task.parent, task._state
    row = [task.id, places[parent.id] if parent else -1, task.task_spec.name, state]
    before = {} if parent is None or state & _AHEAD else parent.data
    changed, gone = _difference(before, task.data)
    if task.triggered or task.internal_data or changed or gone:
        row += [task.triggered, task.internal_data, changed, gone]
    return row


def _difference(before: Variables, after: Variables) -> tuple[Variables, list[str]]:
    if before is after:
        return {}, []
    changed = {
        name: value
        for name, value in after.items()
        if (known := before.get(name, _ABSENT)) is not value and known != value
    }
    gone = [name for name in before if name not in after]
    return changed, gone


def _process(content: dict[str, Any], compiled: Compiled, run: Run) -> Process:
    process = Process(compiled.process, compiled.inner, run, deserializing=True)
    _fill(process, content["process"])
    for host_id, name, rows in content["inside"]:
        host = process.get_task_from_id(host_id)
        spec = compiled.inner.get(name) or _former_spec(name, host)
        inner = Subprocess(spec, host, deserializing=True)
        process.subprocesses[host.id] = inner
        _fill(inner, rows)
        if not inner.completed:
            inner.completed_event.connect(host.task_spec._on_subworkflow_completed, host)
    last = content["last"]
    run.last_task = process.find(last) if last else None
    return process


def _fill(workflow: Any, content: dict[str, Any]) -> None:
    tasks: list[Any] = []
    for row in content["tasks"]:
        tasks.append(_task(workflow, row, tasks))
    workflow.task_tree = tasks[0]
    workflow.last_task = None if content["last"] is None else tasks[content["last"]]
    workflow.completed = content["completed"]
    workflow.success = content["success"]


def _task(workflow: Any, row: list[Any], before: list[Any]) -> Any:
    task = Task.__new__(Task)
    task.id, place, name, state = row[:4]
    task.triggered, task.internal_data, changed, gone = row[4:] or (False, {}, {}, [])
    task.workflow, task._state = workflow, state
    task.task_spec = _spec(workflow, name, state, task.internal_data)
    task._children, task._parent = [], None
    data: Variables = {}
    if place >= 0:
        parent = before[place]
        parent._children.append(task.id)
        task._parent, data = parent.id, {} if state & _AHEAD else parent.data
    task.data = _variables(data, changed, gone, state)
    workflow.tasks[task.id] = task
    if state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent):
        workflow.top_workflow.event_manager.add_task(task)
    return task


def _spec(workflow: Any, name: str, state: int, told: dict[str, Any]) -> Any:
    known = workflow.spec.task_specs.get(name)
    if known is None and state & UNFINISHED:
        raise KeyError(name)
    return known or Former(name, _RAN_BESIDE in told)


def _former_spec(name: str, host: Any) -> Any:
    if host._state & UNFINISHED:
        raise KeyError(name)
    return ProcessSpec(name=name)


def _variables(data: Variables, changed: Variables, gone: list[str], state: int) -> Variables:
    """Finished tasks share what they did not change; a live one can set variables of its own.

    The values are shared all the same: nothing that runs changes a value in place.
    """
    if changed:
        data = {**data, **changed}
    if gone:
        data = {name: value for name, value in data.items() if name not in gone}
    if not state & TaskState.NOT_FINISHED_MASK:
        return data
    return dict(data)
