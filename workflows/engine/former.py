"""Elements that an earlier version of a diagram had and this one has no more."""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent


class Former(BoundaryEvent):
    """Where finished tasks of a migrated instance stand.

    It counts as an event beside what it may have sat on: the library takes any other neighbour
    of boundary events for the element they watch.
    """

    def __init__(self, name: str, runs_beside: bool) -> None:
        # Not the library's: that would add the element to a compiled diagram others share.
        self.name = self.bpmn_id = name
        self.bpmn_name = None
        self.runs_beside = runs_beside
        self.manual = self.cancel_activity = False
        self.event_definition: Any = None
