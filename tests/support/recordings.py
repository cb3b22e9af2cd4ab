"""Recordings of what tests have played, as the service makes them of its ledger."""

from tests.support.random_diagrams import Play
from workflows import EngineState
from workflows.simulation import RecordedStep, Recording, StepKind, UnfiredTimer


def recording(play: Play) -> Recording:
    """What happened in a play of a random diagram."""
    begun = play.states[0]
    start = RecordedStep(
        StepKind.START,
        play.begun_at,
        variables=play.variables_at_first,
        trail=begun.trail,
        told=begun.told,
    )
    steps = [
        RecordedStep(
            StepKind(step.kind),
            step.at,
            step.element_id,
            step.values,
            step.assignee,
            step.occurrence,
            step.due_at,
            state.trail,
            state.told,
        )
        for step, state in zip(play.steps, play.states[1:], strict=True)
    ]
    unfired = never_fired(play.states, [start, *steps])
    return Recording(play.sources, (start, *steps), unfired, play.state.completed, play.now)


def never_fired(states: list[EngineState], steps: list[RecordedStep]) -> tuple[UnfiredTimer, ...]:
    fired = {(one.element_id, one.occurrence, one.due_at) for one in steps}
    reached = {
        (one.element_id, one.occurrence, one.due_at) for state in states for one in state.timers
    }
    return tuple(UnfiredTimer(*one) for one in sorted(reached - fired))
