"""Playing what has not happened: every path of a diagram, and recorded cases on another version.

It runs the engine as it is, with answers of a record, or every answer, in place of people.
"""

from workflows.simulation.recording import RecordedStep, Recording, StepKind, UnfiredTimer
from workflows.simulation.replaying import World, replay
from workflows.simulation.unreached import Unreached, Why, unreached_sentence
from workflows.simulation.verdicts import Outcome, Verdict, verdict_sentence
from workflows.simulation.walking import Ground, Path, Walked, walk_every_path

__all__ = [
    "Ground",
    "Outcome",
    "Path",
    "RecordedStep",
    "Recording",
    "StepKind",
    "UnfiredTimer",
    "Unreached",
    "Verdict",
    "Walked",
    "Why",
    "World",
    "replay",
    "unreached_sentence",
    "verdict_sentence",
    "walk_every_path",
]
