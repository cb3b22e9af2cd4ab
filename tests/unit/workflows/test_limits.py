from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.unit.workflows.drawing import (
    call,
    copies,
    draw,
    end,
    script,
    sources,
    start,
    user,
    xor,
)
from tests.unit.workflows.story import Story
from workflows import BudgetExceeded, DocumentDamaged, Engine, Limits

ONE = sources(start(), user("work"), end(), flows="start -> work -> end")


LOOP = sources(
    start(),
    script("zero", "n = 0"),
    xor("again"),
    script("add", "n = n + 1"),
    xor("done"),
    end(),
    flows="""start -> zero -> again -> add -> done -[${n < rounds}]-> again
             done -*-> end""",
)


def test_an_endless_loop_exhausts_its_budget():
    assert Limits().steps == 1_000
    with pytest.raises(BudgetExceeded, match="200 steps"):
        Story(LOOP, {"rounds": 10**9}, limits=Limits(steps=200))


def test_too_many_copies_exhaust_the_budget():
    asked = sources(start(), user("ask", copies("people", "p")), end(), flows="start -> ask -> end")

    with pytest.raises(BudgetExceeded, match="200 copies"):
        Story(asked, {"people": list(range(201))})


def test_a_process_that_calls_itself_exhausts_the_budget():
    inner = draw(
        start("in"), call("deeper", "inner"), end("out"), flows="in -> deeper -> out", key="inner"
    )
    calling = sources(
        start(), call("c", "inner"), end(), flows="start -> c -> end", called={"inner": inner}
    )

    with pytest.raises(BudgetExceeded, match="16 processes"):
        Story(calling)


def test_a_smaller_budget_can_be_given():
    with pytest.raises(BudgetExceeded):
        Story(LOOP, {"rounds": 5}, limits=Limits(steps=10))


@pytest.mark.parametrize(
    "damage",
    [lambda d: b"", lambda d: d[:-1], lambda d: b"\x09" + d[1:], lambda d: d[:40] + b"?" + d[41:]],
)
def test_a_damaged_state_is_not_believed(damage):
    story = Story(ONE)

    with pytest.raises(DocumentDamaged):
        Engine().variables(ONE, damage(story.state.document))


def test_a_state_of_another_diagram_is_not_believed():
    other = sources(start(), user("other"), end(), flows="start -> other -> end")

    with pytest.raises(DocumentDamaged):
        Engine().variables(other, Story(ONE).state.document)


def test_many_threads_share_one_engine():
    engine = Engine()
    story = Story(ONE)

    def play(number: int) -> object:
        begun = engine.start(ONE, {"n": number}, story.surroundings)
        task = begun.open_tasks[0].engine_task_id
        done = engine.complete_user_task(
            ONE, begun.document, task, {"m": number}, story.surroundings
        )
        return engine.variables(ONE, done.document)

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(play, range(40)))

    assert results == [{"n": number, "m": number} for number in range(40)]
