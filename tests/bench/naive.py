"""What one writes first: load the library's JSON, run, save the JSON, commit. Nothing else.

No sign-in, no permission, no form check, no task list, no timers, no history.
"""

import sqlite3
from contextlib import closing

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from tests.bench.figures import Stopwatch
from tests.bench.work import MEMBERS, STEPS, answers, stock_nomination
from tests.unit.workflows.stock import SPIFF_CONFIG, stock_spec

_SERIALIZER = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(SPIFF_CONFIG))


def measure(file, instances):
    """Carry instances through their ten completions, each committed as durably as ours."""
    spec = stock_spec(stock_nomination(), key="work")
    with closing(opened(file)) as database:
        for number in range(instances):
            start(database, number, spec)
        with Stopwatch() as took:
            for step in range(len(STEPS)):
                for number in range(instances):
                    complete(database, number, step)
        (state,) = database.execute("SELECT avg(length(state)) FROM instance").fetchone()
    return took.each(instances * len(STEPS)), state / 1024


def opened(file):
    """A connection that commits as durably as ours, with the one table there is."""
    database = sqlite3.connect(file, isolation_level=None, timeout=30)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE IF NOT EXISTS instance (id INTEGER PRIMARY KEY, state TEXT)")
    return database


def start(database, number, spec):
    workflow = BpmnWorkflow(*spec)
    workflow.task_tree.data.update(members=[str(one) for one in range(MEMBERS)])
    workflow.do_engine_steps()
    state = _SERIALIZER.serialize_json(workflow)
    database.execute("INSERT INTO instance VALUES (?, ?)", (number, state))


def complete(database, number, step):
    database.execute("BEGIN IMMEDIATE")
    (state,) = database.execute("SELECT state FROM instance WHERE id = ?", (number,)).fetchone()
    workflow = _SERIALIZER.deserialize_json(state)
    task = workflow.get_next_task(state=TaskState.READY, manual=True)
    task.data.update(answers(step))
    task.run()
    workflow.do_engine_steps()
    state = _SERIALIZER.serialize_json(workflow)
    database.execute("UPDATE instance SET state = ? WHERE id = ?", (state, number))
    database.execute("COMMIT")
