"""Setting the scene through the operations people use, never by inserting rows.

Each topic has its builders in a module ``given_<topic>.py``; ``Given`` puts them together.
"""

from service.unit_of_work import UnitsOfWork
from tests.support.clocks import MovableClock
from tests.support.given_absences import GivenAbsences
from tests.support.given_calendars import GivenCalendars
from tests.support.given_drafts import GivenDrafts
from tests.support.given_people import GivenPeople
from tests.support.given_processes import GivenProcesses
from workflows import Engine


class Given(GivenPeople, GivenCalendars, GivenProcesses, GivenDrafts, GivenAbsences):
    def __init__(self, units_of_work: UnitsOfWork, engine: Engine, clock: MovableClock) -> None:
        self.units_of_work = units_of_work
        self.engine = engine
        self.clock = clock
