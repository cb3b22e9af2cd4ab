"""What the engine has at hand makes it quick and nothing else."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.unit.workflows.drawing import action, end, sources, start, user
from tests.unit.workflows.story import NOW
from workflows import Engine, StaticSurroundings
from workflows.engine import document
from workflows.engine.at_hand import AtHand
from workflows.engine.compiling import compile_sources
from workflows.engine.run import Limits, Run
from workflows.engine.workflow import Process

TWO_STEPS = sources(
    start(),
    user("first"),
    action("count"),
    user("second"),
    end(),
    flows="start -> first -> count -> second -> end",
)
QUIET = StaticSurroundings(NOW)


class Broken(Exception):
    pass


def fail(call):
    raise Broken


@pytest.fixture
def decoded(monkeypatch):
    """Every document the engine reads from its bytes."""
    read = []

    def noting(written, compiled, run):
        read.append(written)
        return document.decode(written, compiled, run)

    monkeypatch.setattr("workflows.engine.adapter.decode", noting)
    return read


def complete(engine, state, surroundings=QUIET, **variables):
    (task,) = state.open_tasks
    return engine.complete_user_task(
        TWO_STEPS, state.document, task.engine_task_id, variables, surroundings
    )


def test_the_next_step_of_an_instance_reads_no_document(decoded):
    engine = Engine()

    complete(engine, complete(engine, engine.start(TWO_STEPS, {}, QUIET)))

    assert decoded == []


def test_an_engine_with_nothing_at_hand_reads_every_document(decoded):
    engine = Engine(at_hand=0)
    started = engine.start(TWO_STEPS, {}, QUIET)

    after = complete(engine, started)
    complete(engine, after)

    assert decoded == [started.document, after.document]


def test_a_step_that_fails_leaves_nothing_of_itself_at_hand(decoded):
    engine = Engine()
    started = engine.start(TWO_STEPS, {"n": 1}, QUIET)
    with pytest.raises(Broken):
        complete(engine, started, StaticSurroundings(NOW, actions={"count": fail}), n=2)

    state = complete(engine, started, m=3)

    assert decoded == [started.document]
    assert engine.variables(TWO_STEPS, state.document) == {"n": 1, "m": 3}


def test_a_step_that_was_not_kept_is_forgotten(decoded):
    engine = Engine()
    started = engine.start(TWO_STEPS, {"n": 1}, QUIET)
    complete(engine, started, n=2)

    state = complete(engine, started, m=3)

    assert engine.variables(TWO_STEPS, state.document) == {"n": 1, "m": 3}


def test_a_document_runs_on_the_diagram_it_is_brought_with(decoded):
    engine = Engine()
    started = engine.start(TWO_STEPS, {}, QUIET)
    other = sources(
        start(),
        user("first"),
        action("count"),
        user("second", camunda__formKey="new"),
        end(),
        flows="start -> first -> count -> second -> end",
    )

    (task,) = started.open_tasks
    state = engine.complete_user_task(other, started.document, task.engine_task_id, {}, QUIET)

    assert [task.form_key for task in state.open_tasks] == ["new"]


def test_a_process_is_handed_out_once_however_many_ask():
    compiled = compile_sources(TWO_STEPS)
    run = Run(QUIET, Limits())
    at_hand = AtHand(10)
    at_hand.keep(b"state", Process(compiled.process, compiled.inner, run, deserializing=False))

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: at_hand.take(b"state", compiled), range(40)))

    assert len([process for process in taken if process is not None]) == 1


def test_only_the_latest_are_kept(decoded):
    engine = Engine(at_hand=2)
    states = [engine.start(TWO_STEPS, {}, QUIET) for _ in range(3)]

    for state in reversed(states):
        complete(engine, state)

    assert decoded == [states[0].document]


def test_an_instance_that_has_ended_makes_no_other_go(decoded):
    engine = Engine(at_hand=1)
    one, other = (engine.start(TWO_STEPS, {}, QUIET) for _ in range(2))

    complete(engine, complete(engine, one))
    decoded.clear()
    complete(engine, other)

    assert decoded == [other.document]
