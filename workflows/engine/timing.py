"""When a timer is due: worked out once, when it is armed, from the run's moment and its text."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from workflows.engine.run import element_id, evaluate, run_of
from workflows.errors import ExpressionFailed, StepFailed
from workflows.moments import aware, read_duration, read_moment, read_repetition
from workflows.templates import Template
from workflows.values import LatePolicy


@dataclass(frozen=True, slots=True)
class TimerText:
    """What the diagram says about a timer."""

    value: Template
    repeats: bool
    late_policy: LatePolicy


def due_of(task: Any, text: Template) -> tuple[datetime, list[str]]:
    """The moment a text stands for, and the deadlines it asked for on the way."""
    value, basis = _asked(task, text)
    try:
        return _moment(task, value), basis
    except ExpressionFailed as error:
        raise StepFailed(element_id(task), str(error), error.vi) from None


def arm(task: Any, timer: TimerText) -> dict[str, Any]:
    """The state of a timer that has just been reached."""
    if timer.repeats:
        return _armed_cycle(task, timer)
    due, basis = due_of(task, timer.value)
    return {"due": due.isoformat(), "basis": basis, "n": 0}


def rearm(task: Any, timer: TimerText, state: dict[str, Any]) -> dict[str, Any]:
    """The same timer worked out again, after a deadline it is based on was moved."""
    if not timer.repeats:
        return arm(task, timer)
    return _occurrence(_armed_cycle(task, timer), state["n"])


def after_firing(task: Any, timer: TimerText, state: dict[str, Any]) -> dict[str, Any] | None:
    """The next occurrence of a repeating timer, or None after the last.

    Unless every one is to fire, occurrences that are over by now count as fired.
    """
    if not timer.repeats:
        return None
    coming = _next(state)
    while (
        coming is not None
        and timer.late_policy is not LatePolicy.FIRE
        and datetime.fromisoformat(coming["due"]) <= run_of(task).now
    ):
        coming = _next(coming)
    return coming


def _next(state: dict[str, Any]) -> dict[str, Any] | None:
    count = state["n"] + 1
    if state["times"] is not None and count >= state["times"]:
        return None
    return _occurrence(state, count)


def _occurrence(state: dict[str, Any], count: int) -> dict[str, Any]:
    start = datetime.fromisoformat(state["from"])
    due = read_duration(state["every"]).after(start, count)
    return {**state, "n": count, "due": due.isoformat()}


def _armed_cycle(task: Any, timer: TimerText) -> dict[str, Any]:
    value, basis = _asked(task, timer.value)
    try:
        cycle = read_repetition(str(value))
    except ExpressionFailed as error:
        raise StepFailed(element_id(task), str(error), error.vi) from None
    start = cycle.start or aware(cycle.every.after(run_of(task).now))
    every = str(value).rsplit("/", maxsplit=1)[-1]
    return {
        "due": start.isoformat(),
        "basis": basis,
        "n": 0,
        "from": start.isoformat(),
        "every": every,
        "times": cycle.times,
    }


def _asked(task: Any, text: Template) -> tuple[Any, list[str]]:
    run = run_of(task)
    run.asked_deadlines.clear()
    value = evaluate(task, text)
    return value, sorted(set(run.asked_deadlines))


def _moment(task: Any, value: Any) -> datetime:
    if isinstance(value, datetime):
        return aware(value)
    if isinstance(value, timedelta):
        return aware(run_of(task).now + value)
    if isinstance(value, str) and value.strip().upper().startswith("P"):
        return aware(read_duration(value).after(run_of(task).now))
    if isinstance(value, str):
        return read_moment(value)
    raise ExpressionFailed(
        f"{value!r} is neither a moment nor a duration",
        f"{value!r} không phải thời điểm hay khoảng thời gian",
    )
