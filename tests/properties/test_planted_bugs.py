"""Every remedy of the engine is needed: switched off, the random diagrams or its trap test fail.

A remedy whose absence nothing noticed would be a test too few, or one thing too many to carry.
Trap 10 has nothing to switch off: what was done is never reset, only reached anew.
"""

from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

import orjson
import pytest
from SpiffWorkflow.bpmn.serializer.helpers import DefaultRegistry
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.util.deep_merge import DeepMerge
from SpiffWorkflow.util.task import TaskState
from SpiffWorkflow.workflow import Workflow

from tests.support.random_diagrams import Play, grown
from tests.unit.workflows import test_copies as copying
from tests.unit.workflows import test_limits as limits
from tests.unit.workflows import test_meeting as meeting
from tests.unit.workflows import test_traps_data as data
from tests.unit.workflows import test_traps_running as running
from tests.unit.workflows.drawing import sources, user
from tests.unit.workflows.inside import opened
from tests.unit.workflows.story import Story
from workflows import expressions, interpreting, rules, templates
from workflows.engine import adapter, document, event_kinds, events, gateways, instances, specs
from workflows.engine import variables as passing
from workflows.engine import workflow as flat
from workflows.engine.run import Run

Switch = tuple[Any, str, Any]


def random_diagrams() -> None:
    for seed in range(40):
        Play(grown(seed), Random(seed)).to_the_end()


def few_tasks_lie_ahead() -> None:
    nodes, flows = running.diamonds(6)
    story = Story(
        sources(user("wait"), *nodes, flows=flows.replace("start ->", "start -> wait ->"))
    )
    assert len(opened(story).tasks) < 10


def nothing(*_: Any, **__: Any) -> None:
    """What is left of a remedy that is switched off."""


def always(*_: Any, **__: Any) -> bool:
    return True


def never(*_: Any, **__: Any) -> bool:
    return False


def merged(known: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> None:
    known.update(DeepMerge.merge(known, after))


def at_once(branches: list[Any], place: int = 0) -> dict[str, Any]:
    base = branches[0].line[0].data
    joined = dict(base)
    for branch in branches:
        passing._give(joined, base, branch.known)
    return joined


def armed_anew(timer: Any, my_task: Any) -> bool:
    my_task.internal_data["timer"] = event_kinds.arm(my_task, timer.text)
    return "fired" in my_task.internal_data


def rows_by_key(workflow: Any, rows: Callable[..., Any] = document._workflow_rows) -> Any:
    """Rows kept by a key, as a database reorders them, in place of a list."""
    content = rows(workflow)
    order = sorted(range(len(content["tasks"])), key=str)
    return {**content, "tasks": [content["tasks"][number] for number in order]}


def restored(packed: bytes) -> Any:
    return DefaultRegistry().restore(orjson.loads(packed))


def shared(
    known: Any,
    changed: Any,
    gone: Any,
    _: int,
    read: Callable[..., Any] = document._variables,
) -> Any:
    """What a live task knows, as if it were finished."""
    return read(known, changed, gone, TaskState.COMPLETED)


class LooseJson:
    """Reads states as the library does: whatever has a key ``typename`` is an object."""

    dumps = staticmethod(orjson.dumps)
    loads = staticmethod(restored)


def shadowed(
    interpreter: Any,
    variables: Any,
    functions: Any,
    begin: Callable[..., None] = interpreting._Interpreter.__init__,
) -> None:
    begin(interpreter, variables, {**functions, **variables})


def walked(workflow: Any, mask: int) -> list[Any]:
    """What the library finds, which goes no deeper than a thousand tasks."""
    return list(Workflow.get_tasks(workflow, state=mask))


WITHOUT_RESERVED = tuple(check for check in rules.CHECKS if check[0].name != "reserved-id")
LISTS = (["yes"], ["yes", "yes", "no"])
CALLED_END = running.LOST["an element called End"]

REMEDIES: dict[str, tuple[list[Switch], Callable[[], None]]] = {
    "trap 1: a whitelist": (
        [(expressions, "_refuse_unlisted", nothing)],
        running.test_trap_1_a_diagram_cannot_run_python,
    ),
    "trap 2: rows in a list": (
        [(document, "_workflow_rows", rows_by_key)],
        data.test_trap_2_the_order_of_keys_in_the_database_loses_no_variable,
    ),
    "trap 3: merge events connected": (
        [(instances._Instances, "connect_copies", nothing)],
        random_diagrams,
    ),
    "trap 4: actions get copies": (
        [(specs, "copied", lambda task: task.data)],
        data.test_trap_4_what_a_finished_task_knew_is_not_rewritten,
    ),
    "trap 4: what is live has variables of its own": (
        [(document, "_variables", shared)],
        data.test_trap_4_what_a_finished_task_knew_is_not_rewritten,
    ),
    "trap 5: values are whole": (
        [(passing, "_give", merged)],
        partial(data.test_trap_5_lists_from_two_branches_are_not_mixed, *LISTS),
    ),
    "trap 5: only changes are given": (
        [(passing, "_give", lambda known, before, after: known.update(after))],
        data.test_trap_5_what_the_early_branch_changed_is_not_undone_by_the_late_one,
    ),
    "trap 6: tasks gone through flat": (
        [(flat._Flat, "in_state", walked)],
        running.test_trap_6_a_long_loop_is_not_taken_for_completed,
    ),
    "trap 7: gateways predict nothing": (
        [(gateways.ParallelGateway, "_predict_hook", TaskSpec._predict_hook)],
        few_tasks_lie_ahead,
    ),
    "trap 8: no registry of types": (
        [(document, "orjson", LooseJson)],
        data.test_trap_8_a_field_called_typename_does_no_harm,
    ),
    "trap 9: functions are no variables": (
        [(interpreting._Interpreter, "__init__", shadowed)],
        data.test_trap_9_a_variable_cannot_stand_in_for_a_function,
    ),
    "trap 11: only what is open": (
        [(adapter, name, always) for name in ("_is_open", "_is_timer", "_is_message")],
        random_diagrams,
    ),
    "trap 12: a gate": (
        [(rules, "CHECKS", WITHOUT_RESERVED)],
        partial(running.test_trap_12_what_would_be_lost_in_silence_is_refused, CALLED_END),
    ),
    "timers keep when they are due": (
        [(event_kinds.Timer, "has_fired", armed_anew)],
        random_diagrams,
    ),
    "an event gateway waits for the first": (
        [(events._Catching, "_on_ready_hook", TaskSpec._on_ready_hook)],
        random_diagrams,
    ),
    "choices predict nothing": (
        [(gateways.Choosing, "_predict_hook", TaskSpec._predict_hook)],
        random_diagrams,
    ),
    "a budget of steps": (
        [(Run, "count_step", nothing)],
        limits.test_a_smaller_budget_can_be_given,
    ),
    "an end waits for everything beside it": (
        [(specs.EndJoin, "_may_pass", always)],
        random_diagrams,
    ),
    "events wait again": (
        [(events._Reacting, "_wait_again", nothing)],
        random_diagrams,
    ),
    "who is done ends the others": (
        [(gateways.BoundaryEventJoin, "_siblings", lambda join, my_task: [])],
        random_diagrams,
    ),
    "subprocesses are let go of": (
        [(flat.Process, "forget", nothing)],
        copying.test_a_subprocess_can_have_copies_and_be_interrupted_with_all_of_them,
    ),
    "what is let go of runs no further": (
        [(flat.Process, "_is_under_way", always)],
        copying.test_copies_interrupted_by_one_of_them_in_the_same_run_do_nothing_more,
    ),
    "subprocesses are let go of inside others": (
        [(flat.Subprocess, "_task_removed_notify", nothing)],
        copying.test_copies_inside_a_subprocess_are_interrupted_with_everything_in_them,
    ),
    "runs beside do not mix": (
        [(gateways, "begun_aside", nothing)],
        meeting.test_two_runs_beside_a_task_do_not_steal_each_other_s_branches,
    ),
    "runs beside give only their own": (
        [(passing, "_runs_beside", never)],
        meeting.test_nor_does_one_begun_in_a_branch_that_was_joined_before,
    ),
    "who parted last is joined first": (
        [(passing, "_joined", at_once)],
        meeting.test_branches_that_parted_twice_and_meet_at_once_give_only_their_own_changes,
    ),
    "copies begin with what those before left": (
        [
            (
                instances.SequentialInstances,
                "_known_before",
                instances.ParallelInstances._known_before,
            )
        ],
        meeting.test_a_later_copy_can_set_a_variable_back,
    ),
    "what was learnt inside stays known": (
        [(events, "known_inside", lambda host: {})],
        meeting.test_an_interrupted_subprocess_keeps_what_each_of_its_branches_learnt,
    ),
}


@pytest.fixture(autouse=True)
def _nothing_read_with_a_remedy_off():
    """Forget what was read: what a switch let through must not be at hand for later tests."""
    yield
    for reader in (expressions.parse, templates.parse_template, templates.parse_script):
        reader.cache_clear()


@pytest.mark.parametrize("remedy", REMEDIES)
def test_a_remedy_that_is_switched_off_is_missed(remedy, monkeypatch):
    switches, notice = REMEDIES[remedy]
    for owner, name, without in switches:
        monkeypatch.setattr(owner, name, without)

    # While it is switched on, the random diagrams and the trap tests pass: they are tests as well.
    with pytest.raises((Exception, pytest.fail.Exception)) as noticed:
        notice()
    assert not isinstance(noticed.value, (AttributeError, NameError)), "the switch itself fails"
