"""SpiffWorkflow's task, with its changes of state kept cheap.

For each of them the library makes up an entry of a log, with a look at the whole task, whether or
not anybody reads it. What a run does is in its trail; here a change of state is that and no more.
"""

from secrets import token_urlsafe
from typing import Any

from SpiffWorkflow.task import Task as LibraryTask
from SpiffWorkflow.util.task import TaskState

UNFINISHED = TaskState.NOT_FINISHED_MASK


class Task(LibraryTask):
    """A task of the tree; its id is a text, the same before and after a reload."""

    last_state_change = 0.0

    def __init__(
        self, workflow: Any, task_spec: Any, parent: Any = None, state: int = TaskState.MAYBE
    ) -> None:
        super().__init__(workflow, task_spec, parent, state, token_urlsafe(12))

    def _add_child(self, task_spec: Any, state: int = TaskState.MAYBE) -> "Task":
        child = Task(self.workflow, task_spec, self, state)
        if state == TaskState.READY:
            child._ready()
        return child

    def _set_state(self, value: int) -> None:
        self._state = value


class Tasks(dict[str, Task]):
    """The tasks of a workflow, with those that may be unfinished at hand."""

    def __init__(self) -> None:
        super().__init__()
        self._live: dict[str, Task] = {}

    def __setitem__(self, task_id: str, task: Task) -> None:
        super().__setitem__(task_id, task)
        self._live[task_id] = task

    def pop(self, task_id: Any, default: Any = None) -> Any:
        """Let a task go."""
        self._live.pop(task_id, None)
        return super().pop(task_id, default)

    def unfinished(self) -> list[Task]:
        """The unfinished tasks; what is finished once stays so and is not looked at again."""
        over = [task_id for task_id, task in self._live.items() if not task._state & UNFINISHED]
        for task_id in over:
            del self._live[task_id]
        return list(self._live.values())
