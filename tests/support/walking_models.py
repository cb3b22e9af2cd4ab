"""Walks any diagram from its start to its end, with answers that fit no question in particular."""

from datetime import UTC, datetime
from random import Random

from tests.support.filling_in import filled_in
from tests.unit.workflows.drawing import table
from workflows import Choice, Sources, StaticSurroundings, WorkflowError, translate
from workflows.simulation import Ground, walk_every_path

#: More than any of the models needs; what takes longer is going round in circles.
LONGEST_WALK = 300
GROUP = "staff"
#: Which way is taken where nothing decides; always the same ways.
SEED = 1
TABLES = {"answers": table("- => 1", inputs="way")}
NOW = datetime(2026, 1, 5, 2, tzinfo=UTC)


def verdict(engine, text, process, callable_texts=()):
    """``runs``, or why one process of a model does not: the rules that refuse it, or a failure."""
    sources = prepared(text, process, callable_texts)
    found = engine.lint(sources)
    refused = sorted({one.rule for one in found if one.severity == "error"})
    if refused:
        return "refused by " + ", ".join(refused)
    try:
        return _walked(engine, sources)
    except WorkflowError as error:
        return f"fails: {error}"


def prepared(text, process, callable_texts=()):
    """One process of a model, filled in, with the diagrams of those it may call, by their ids."""
    made = filled_in(translate(text, Choice(process, GROUP)).text)
    called = {
        key: filled_in(translate(other, Choice(key, GROUP)).text)
        for key, other in dict(callable_texts).items()
        if key != process
    }
    return Sources(process, made, called, TABLES)


def every_path(engine, sources):
    """Walk every path of one process of a model."""
    return walk_every_path(engine, sources, Ground(NOW, start={"way": 0}, most_states=300))


def _walked(engine, sources):
    surroundings, ways = StaticSurroundings(NOW), Random(SEED)
    state = engine.start(sources, {"way": 0}, surroundings)
    for _ in range(LONGEST_WALK):
        if state.completed:
            return "runs"
        happening = _next(engine, state)
        if happening is None:
            return "waits for ever"
        verb, waiting, *brought = happening
        brought = [{"way": ways.randrange(60)}] if brought else []
        state = verb(sources, state.document, waiting.engine_task_id, *brought, surroundings)
    return f"is not over after {LONGEST_WALK} steps"


def _next(engine, state):
    """What happens next: somebody works, a message comes, or else time passes."""
    if state.open_tasks:
        return engine.complete_user_task, state.open_tasks[0], True
    if state.messages:
        return engine.deliver_message, state.messages[0], True
    return (engine.fire_timer, state.timers[0]) if state.timers else None
