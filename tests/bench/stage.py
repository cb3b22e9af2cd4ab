"""A database with people, a campaign and the work deployed, for everything that is measured."""

from contextlib import contextmanager
from math import prod

from sqlalchemy import select, text

from service.models import Group, TaskStatus, UserTask
from service.operations.tasks import complete_task
from service.unit_of_work import Actor, UnitsOfWork
from tests.bench.work import FILES, GROUPS, MEMBERS, answers
from tests.support.clocks import MovableClock
from tests.support.databases import opened
from tests.support.given import Given
from workflows import Engine


class Stage:
    """Where the work is done, with what is needed to do one more step of it."""

    def __init__(self, url, database, engine):
        self.url = url
        clock = MovableClock()
        self.given = Given(UnitsOfWork(database, clock), engine, clock)
        self.given.calendar()
        self.given.small_deployment()
        self.given.small_deployment(FILES)
        self.campaign = self.given.campaign()
        self.people = {step: self.given.person(step, group) for step, group in GROUPS.items()}
        members = (f"member_{number}" for number in range(MEMBERS))
        self.members = [str(self.given.person(one, Group.COUNCIL_MEMBER).id) for one in members]
        self.everybody = [*(one.id for one in self.people.values()), *map(int, self.members)]

    def start(self, key):
        return self.given.instance(self.campaign, "work", key, members=self.members)

    def open_tasks(self, step):
        """The open tasks of a step, who does each, and the revision they see."""
        wanted = select(UserTask.id, UserTask.assignee_id, UserTask.revision).where(
            UserTask.status == TaskStatus.OPEN, UserTask.element_id == step
        )
        with self.given.units_of_work.read() as session:
            return [
                (row.id, row.assignee_id or self.people[step].id, row.revision)
                for row in session.execute(wanted.order_by(UserTask.id))
            ]

    def size(self):
        """The bytes of the SQLite file, whatever is still in its log included."""
        with self.given.units_of_work.read() as session:
            pragmas = (text(f"PRAGMA {name}") for name in ("page_count", "page_size"))
            return prod(session.scalar(pragma) for pragma in pragmas)

    def complete(self, task_id, person_id):
        """One command, from opening the unit of work to the commit on disk."""
        with self.given.units_of_work.open(Actor.person(person_id)) as uow:
            complete_task(uow, self.given.engine, task_id, answers(task_id))


@contextmanager
def staged(databases, backend, **engine):
    with databases.migrated(backend) as url, opened(url) as database:
        yield Stage(url, database, Engine(**engine))
