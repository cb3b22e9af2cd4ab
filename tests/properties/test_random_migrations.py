"""What is predicted for an instance under way is what becomes of it, whatever was redrawn.

A pair is a random diagram, an edit of it, and an instance some steps into the old one. A failure
names the seed of its pair: ``judged(Pair(17))`` plays it again.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import pytest

from tests.properties.redrawing import redrawn
from tests.support.random_diagrams import Block, Edit, Play, Wait, edited, grown, walk
from tests.support.random_diagrams.drawn import sources
from tests.support.random_diagrams.model import Model
from tests.support.random_diagrams.played import BEGUN, PATIENCE
from workflows import Category, Engine, EngineState, MigrationRefused, Versions
from workflows.engine import migration

ENGINE = Engine()
BATCH = 25
#: Edits that leave what happened before as it was.
_SURE = {"insert", "rename", "guard"}
NO_BALLOTS = frozenset(
    {
        *("task", "action", "script", "wait", "catch", "sequence", "choice", "parallel", "race"),
        *("loop", "inside", "call", "guarded"),
    }
)


@dataclass(frozen=True)
class Happened:
    kind: str
    element_id: str
    occurrence: int
    values: dict
    now: datetime


class Told(Play):
    """A play that remembers what happened, so that it can be told of another diagram."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.history: list[Happened] = []
        self.left = set(self.model.left)

    def go_on(self) -> None:
        """Play random steps until nothing is open; what was begun is not begun anew."""
        while self.model.waits:
            self.step()
        assert self.model.completed
        assert self.variables() == self.model.variables

    def engine(self) -> Engine:
        return ENGINE

    def happen(self, wait: Wait, values: dict) -> None:
        super().happen(wait, values)
        told = Happened(wait.kind, wait.element_id, wait.occurrence, values, self.now)
        self.history.append(told)
        self.left.update(self.model.left)


class Pair:
    """An instance under way and the version it is to be moved to."""

    def __init__(self, seed: int, edit: Callable[..., tuple[Block, Edit]] = edited) -> None:
        random = Random(seed)
        kinds = None if seed % 4 == 0 else NO_BALLOTS
        self.old = grown(seed, depth=random.randint(2, 3), kinds=kinds)
        whole = Told(self.old, Random(seed)).to_the_end()
        self.play = Told(self.old, Random(seed)).begin()
        for _ in whole.steps[: random.randrange(len(whole.steps))]:
            self.play.step()
        self.new, self.edits = self.old, list[Edit]()
        for _ in range(random.randint(1, 2)):
            self.new, done = edit(self.new, random)
            self.edits.append(done)
        self.versions = Versions(self.play.sources, sources(self.new))

    @property
    def before(self) -> EngineState:
        return self.play.state


def judged(pair: Pair) -> str:
    """Hold the outcome of a pair against its prediction; say what was predicted, and how held."""
    plan = ENGINE.plan_migration(pair.versions, pair.before.document)
    if plan.category is not Category.MOVES:
        stays_as_it_was(pair, plan)
        return plan.category.value
    around = pair.play._surroundings()
    state = ENGINE.migrate(pair.versions, pair.before.document, around)
    assert around.calls == []
    keeps_what_is_open(pair, state)
    model = told_again(pair)
    if model is None or repeats_anew(pair, state) or looks_alike(model):
        walks_to_the_end(pair, state)
        return "moves"
    runs_as_drawn(pair, state, model)
    return "moves as the model"


def stays_as_it_was(pair, plan):
    before = bytes(pair.before.document)
    assert plan.reasons
    with pytest.raises(MigrationRefused) as refusal:
        ENGINE.migrate(pair.versions, pair.before.document, pair.play._surroundings())
    assert refusal.value.plan == plan
    assert pair.before.document == before
    pair.play.go_on()


def keeps_what_is_open(pair, state):
    """The same tasks are open under the same ids, and what waited is due when it was."""
    before, after = pair.before, state
    assert {(one.engine_task_id, one.element_id) for one in after.open_tasks} == {
        (one.engine_task_id, one.element_id) for one in before.open_tasks
    }
    dues = {one.engine_task_id: (one.due_at, one.occurrence) for one in before.timers}
    kept = {one.engine_task_id: (one.due_at, one.occurrence) for one in after.timers}
    there = {block.id for block in walk(pair.new)} | guards_of(pair.new)
    assert {key: due for key, due in kept.items() if key in dues}.items() <= dues.items()
    assert dues.keys() - kept.keys() <= {
        one.engine_task_id for one in before.timers if one.element_id not in there
    }
    assert (after.completed, after.sent, after.trail) == (False, (), ())


def guards_of(block: Block) -> set[str]:
    return {guard.id for one in walk(block) for guard in one.options.get("guards", ())}


def told_again(pair) -> Model | None:
    """The model of the new diagram after the same happenings; None where they do not fit it."""
    unsure = {edit.element_id for edit in pair.edits if edit.kind not in _SURE}
    if unsure & {name.rpartition("/")[2].partition("_")[0] for name in pair.play.left}:
        return None
    model = Model(pair.new, dict(pair.play.variables_at_first), BEGUN)
    for told in pair.play.history:
        fitting = [
            wait
            for wait in model.waits
            if (wait.kind, wait.element_id, wait.occurrence)
            == (told.kind, told.element_id, told.occurrence)
        ]
        assert fitting or unsure or is_in_a_loop(pair), "something was left out"
        if len(fitting) != 1:
            return None
        model.happen(fitting[0], told.values, told.now)
    model.left, model.called, model.seen = [], [], []
    return model


def is_in_a_loop(pair) -> bool:
    """Whether something was put into a loop, where it can be missed once and come again."""
    put = {edit.element_id for edit in pair.edits}
    loops = [one for one in walk(pair.new) if one.kind == "loop"]
    return any(put & {one.id for one in walk(loop)} for loop in loops)


def runs_as_drawn(pair, state, model):
    """Play on from here by engine and model side by side, to the end of both."""
    dues = {(one.element_id, one.occurrence): one.due_at for one in state.timers}
    for wait in model.waits:
        if wait.kind == "timer":
            # What was added is armed now, not when its host was reached.
            wait.due_at = dues.pop((wait.element_id, wait.occurrence))
    moved = Told.__new__(Told)
    moved.__dict__ |= {**vars(pair.play), "block": pair.new, "model": model, "state": state}
    moved.sources, moved._paired = pair.versions.new, {}
    moved._flows, moved.looking = flows_of(pair.new), moved.engine()
    moved._compare(moved._surroundings())
    moved.go_on()


def looks_alike(model) -> bool:
    """Whether several things that wait cannot be told apart by what is shown of them."""
    waits = Counter((one.kind, one.element_id, one.occurrence) for one in model.waits)
    return any(number > 1 for number in waits.values())


def flows_of(block: Block) -> set[str]:
    drawn = sources(block)
    texts = (drawn.diagram, *drawn.called.values())
    return {flow.id for text in texts for flow in ENGINE.outline(text).flows}


def repeats_anew(pair, state) -> bool:
    """Whether a repeating timer was added to what is open: the model counts it from its host."""
    known = {one.engine_task_id for one in pair.before.timers}
    added = {one.element_id for one in state.timers if one.engine_task_id not in known}
    return any(
        guard.id in added and guard.times
        for one in walk(pair.new)
        for guard in one.options.get("guards", ())
    )


def walks_to_the_end(pair, state):
    """Whatever is left of the way can be walked: no step fails, and the end is reached."""
    drawn, random, now = pair.versions.new, Random(7), pair.play.now
    beside = {
        guard.id
        for one in walk(pair.new)
        for guard in one.options.get("guards", ())
        if not guard.interrupts
    }
    for step in range(300):
        waiting = [*state.open_tasks, *state.timers, *state.messages]
        if step >= PATIENCE:
            waiting = [one for one in waiting if one.element_id not in beside]
        if state.completed or not waiting:
            break
        one = random.choice(waiting)
        now = max(now + timedelta(hours=1), getattr(one, "due_at", None) or now)
        pair.play.now = now
        kind = kind_of(one)
        state = acted(pair, drawn, state, one.engine_task_id, kind)
    assert state.completed


def acted(pair, drawn, state, engine_task_id, kind) -> EngineState:
    known, around = (drawn, state.document, engine_task_id), pair.play._surroundings()
    if kind == "timer":
        return ENGINE.fire_timer(*known, around)
    verb = ENGINE.complete_user_task if kind == "task" else ENGINE.deliver_message
    return verb(*known, {"a": 1}, around)


def kind_of(waiting) -> str:
    return {"OpenTask": "task", "PendingTimer": "timer"}.get(type(waiting).__name__, "message")


def outcomes(seeds, edit=edited) -> Counter:
    found = Counter()
    for seed in seeds:
        try:
            found[judged(Pair(seed, edit))] += 1
        except Exception as error:
            raise AssertionError(f"the pair of seed {seed}: {error}"[:500]) from error
    return found


@pytest.mark.parametrize("first", range(0, 300, BATCH))
def test_what_is_predicted_is_what_becomes_of_it(first):
    found = outcomes(range(first, first + BATCH))

    assert found["moves"] + found["moves as the model"] >= BATCH // 5, found


@pytest.mark.parametrize("first", range(0, 100, BATCH))
def test_so_it_is_where_the_diagram_is_redrawn_boldly(first):
    found = outcomes(range(first, first + BATCH), redrawn)

    assert found["undecided"] >= BATCH // 5, found


@pytest.mark.nightly
@pytest.mark.parametrize("first", range(100, 1_100, BATCH))
def test_so_it_is_where_the_diagram_is_redrawn_boldly_all_night(first):
    found = outcomes(range(first, first + BATCH), redrawn)

    assert found["undecided"] > 0, found


@pytest.mark.nightly
@pytest.mark.parametrize("first", range(300, 3_300, BATCH))
def test_what_is_predicted_is_what_becomes_of_it_all_night(first):
    found = outcomes(range(first, first + BATCH))

    assert found["moves"] + found["moves as the model"] > 0, found


@pytest.mark.parametrize("check", [migration._history, migration._live], ids=["past", "present"])
def test_a_check_that_is_switched_off_is_missed(check, monkeypatch):
    for name in ("_LIVE", "_OVER"):
        monkeypatch.setattr(
            migration, name, tuple(one for one in getattr(migration, name) if one is not check)
        )

    with pytest.raises(AssertionError, match="the pair of seed"):
        outcomes(range(100))
