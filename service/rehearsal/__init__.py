"""Plays a whole season of a scenario file through the real diagrams, operations and timers.

Nothing here decides anything: it moves a virtual clock, lets invented people complete the
tasks that wait for them, and reads off afterwards what became of every nomination.
"""

from service.rehearsal.live import open_live_campaign
from service.rehearsal.scene import create_scene
from service.rehearsal.season import Rehearsal, measure_coverage, rehearse, walk_definitions
from service.rehearsal.wording import RehearsalRefused, RehearsalStuck, ScenarioInvalid

__all__ = [
    "Rehearsal",
    "RehearsalRefused",
    "RehearsalStuck",
    "ScenarioInvalid",
    "create_scene",
    "measure_coverage",
    "open_live_campaign",
    "rehearse",
    "walk_definitions",
]
