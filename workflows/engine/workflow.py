"""SpiffWorkflow's workflow, scanned flat.

The library walks its tree of tasks and stops at a depth of 1,000: a long loop then looks
completed while work is open. Here the tasks, which it also keeps in a dictionary, are gone
through one by one, in subprocesses and called processes as in the process itself.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from SpiffWorkflow.bpmn.util.subworkflow import BpmnBaseWorkflow, BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from workflows.engine.event_kinds import ask
from workflows.engine.run import Run, RunEngine, element_id, run_of
from workflows.engine.specs import CallActivity
from workflows.engine.task import UNFINISHED, Task, Tasks
from workflows.engine.trail import note
from workflows.errors import BudgetExceeded


class _Flat(BpmnBaseWorkflow):
    """What process and subprocess share."""

    #: The call activities around it, the outermost first: ``outer/inner``.
    called_by = ""

    def __init__(self, spec: Any, *more: Any, deserializing: bool = False, **named: Any) -> None:
        # Not the library's beginning: its tasks would not be ours.
        super().__init__(spec, *more, deserializing=True, **named)
        self.tasks = Tasks()
        if not deserializing:
            self.task_tree = Task(self, spec.start, state=TaskState.FUTURE)
            spec.start._predict(self.task_tree, mask=UNFINISHED)
            self.task_tree._ready()

    def in_state(self, mask: int) -> list[Any]:
        """The unfinished tasks in one of these states, in the order they came into being."""
        return [task for task in self.tasks.unfinished() if task._state & mask]

    def update_waiting_tasks(self) -> None:
        """Let every waiting task look whether it can go on."""
        for task in self.in_state(TaskState.WAITING):
            if task._state == TaskState.WAITING:
                task.task_spec._update(task)

    def is_completed(self) -> bool:
        """Whether no task is unfinished."""
        return bool(self.completed) or not self.in_state(UNFINISHED)

    def _task_completed_notify(self, task: Any) -> None:
        note(task)
        super()._task_completed_notify(task)


class Subprocess(_Flat, BpmnSubWorkflow):
    """An embedded subprocess or a called process that is or was under way."""

    def __init__(self, spec: Any, host: Any, deserializing: bool = False) -> None:
        super().__init__(spec, host.id, host.workflow.top_workflow, deserializing=deserializing)
        self.called_by = _called_by(host)

    def cancel(self, success: bool = False) -> list[Any]:
        """Cancel every unfinished task."""
        self.success = success
        self.completed = True
        cancelled = self.in_state(UNFINISHED)
        for task in cancelled:
            task.cancel()
        return cancelled

    def _task_removed_notify(self, task: Any) -> None:
        super()._task_removed_notify(task)
        self.top_workflow.forget(task)


class Process(_Flat, BpmnWorkflow):
    """One process instance while the engine has it in hand."""

    def __init__(self, spec: Any, subprocess_specs: Any, run: Run, deserializing: bool) -> None:
        super().__init__(
            spec, subprocess_specs, script_engine=RunEngine(run), deserializing=deserializing
        )

    def ask_conditions(self) -> None:
        """Let every event happen that waits for a condition which has come true."""
        if not self._asks:
            return
        for task in list(self.live_tasks()):
            if task._state == TaskState.WAITING and task.id in task.workflow.tasks:
                ask(task)

    @cached_property
    def _asks(self) -> bool:
        return any(spec.asks for spec in (self.spec, *self.subprocess_specs.values()))

    @property
    def run(self) -> Run:
        """The run that is under way, or the last one."""
        run: Run = self.script_engine.run
        return run

    def begin(self, run: Run) -> None:
        """Go on in another run."""
        run.last_task = self.run.last_task
        self.script_engine = RunEngine(run)

    def live_tasks(self) -> Iterator[Any]:
        """The unfinished tasks of the process and of its subprocesses that are under way."""
        yield from self.in_state(UNFINISHED)
        for subprocess in self.get_active_subprocesses():
            yield from subprocess.in_state(UNFINISHED)

    def find(self, task_id: Any) -> Any:
        """The task with this id, wherever it is, or None."""
        for workflow in (self, *self.subprocesses.values()):
            if task_id in workflow.tasks:
                return workflow.tasks[task_id]
        return None

    def find_live(self, task_id: Any) -> Any:
        """The task with this id where something is under way, or None."""
        task = self.find(task_id)
        return None if task is None or task.workflow.completed else task

    def create_subprocess(self, my_task: Any, spec_name: str) -> Subprocess:
        """Start the subprocess of a task."""
        subprocess = Subprocess(self.subprocess_specs[spec_name], my_task)
        limit = run_of(my_task).limits.levels
        if subprocess.depth > limit:
            raise BudgetExceeded(f"more than {limit} processes inside one another")
        self.subprocesses[my_task.id] = subprocess
        return subprocess

    def forget(self, task: Any) -> None:
        """Let go of a task that left the tree, and of the subprocess it held."""
        self.event_manager.remove_task(task)
        subprocess = self.subprocesses.pop(task.id, None)
        for inner in list(subprocess.tasks.values()) if subprocess else ():
            self.forget(inner)

    def refresh_timers(self) -> None:
        """Do nothing: a timer fires when the engine is told to fire it, never by itself."""

    def _do_engine_steps(
        self, will_complete_task: Any = None, did_complete_task: Any = None
    ) -> bool:
        ran = False
        active = self.get_active_subprocesses()
        for subprocess in sorted(active, key=lambda one: one.depth, reverse=True):
            while self._is_under_way(subprocess) and _run_ready(subprocess):
                ran = True
        return _run_ready(self) or ran

    def _is_under_way(self, subprocess: Subprocess) -> bool:
        return self.subprocesses.get(subprocess.parent_task_id) is subprocess

    def _task_removed_notify(self, task: Any) -> None:
        super()._task_removed_notify(task)
        self.forget(task)


def _called_by(host: Any) -> str:
    """The call activities around a host and what is in it; a subprocess adds none."""
    around: str = host.workflow.called_by
    if not isinstance(host.task_spec, CallActivity):
        return around
    return f"{around}/{element_id(host)}" if around else element_id(host)


def _run_ready(workflow: Any) -> bool:
    ran = False
    for task in workflow.in_state(TaskState.READY):
        is_there = task.id in workflow.tasks and task._state == TaskState.READY
        if is_there and not task.task_spec.manual:
            task.run()
            workflow.top_workflow.ask_conditions()
            ran = True
    return ran
