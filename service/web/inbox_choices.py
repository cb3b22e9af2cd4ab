"""What an inbox can be narrowed to: the units, campaigns, processes and steps there are."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from service.edge.context import engine, reading
from service.edge.identity import viewer
from service.models import Campaign, Unit
from service.queries.campaigns import list_campaigns
from service.queries.definitions import NewestProcess, diagram_of, list_newest_processes
from service.queries.inbox import units_with_cases
from service.web.words import PROCESSES, word

#: A step as the filter names it, and as its diagram does.
Step = tuple[str, str]
#: What a version asks people to do never changes, so each is read once.
_steps: dict[str, tuple[Step, ...]] = {}


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything the filters offer."""

    units: list[Unit]
    campaigns: list[Campaign]
    #: The steps of each process that is in force.
    steps: dict[str, tuple[Step, ...]]

    @property
    def unit_options(self) -> list[tuple[str, str]]:
        """The units, by code."""
        return [(one.code, one.name) for one in self.units]

    @property
    def campaign_options(self) -> list[tuple[str, str]]:
        """The campaigns, by code."""
        return [(one.code, one.name) for one in self.campaigns]

    @property
    def process_options(self) -> list[tuple[str, str]]:
        """The processes, by key, under the name people know them by."""
        return [(key, word(PROCESSES, key)) for key in self.steps]


def choices() -> Choices:
    """What the viewer may narrow the inbox to."""
    return Choices(
        units=list(units_with_cases(reading(), viewer())),
        campaigns=list(list_campaigns(reading())),
        steps={one.key: _steps_of(reading(), one) for one in list_newest_processes(reading())},
    )


def _steps_of(session: Session, process: NewestProcess) -> tuple[Step, ...]:
    if process.sha256 not in _steps:
        outline = engine().outline(diagram_of(session, process.id))
        _steps[process.sha256] = tuple(
            (one.id, one.name or one.id) for one in outline.elements if one.kind == "userTask"
        )
    return _steps[process.sha256]
