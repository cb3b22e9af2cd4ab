"""Playing what has not happened: recorded cases on another version of their diagram.

It runs the engine as it is, with answers from a recording in place of people and actions.
"""

from workflows.simulation.recording import RecordedStep, Recording, StepKind, UnfiredTimer
from workflows.simulation.replaying import World, replay
from workflows.simulation.verdicts import Outcome, Verdict, verdict_sentence

__all__ = [
    "Outcome",
    "RecordedStep",
    "Recording",
    "StepKind",
    "UnfiredTimer",
    "Verdict",
    "World",
    "replay",
    "verdict_sentence",
]
