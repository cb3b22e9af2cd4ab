"""Who is left to do a task: everybody there on a day, measured by the rules of everybody."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.models import Group, Membership, Person, UserTask
from service.permissions.duties import Away
from service.permissions.rules import Worker
from service.permissions.steads import all_steads, people_away
from service.permissions.task_rules import may_complete


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody who has an account and is there on a day, with whom they stand in for."""

    workers: Mapping[int, Worker]

    def left_for(self, task: UserTask, process_key: str, away: Away) -> list[int]:
        """List those who may complete a task as it stands."""
        return [
            person_id
            for person_id, worker in self.workers.items()
            if may_complete(worker.within(process_key), task, away)
        ]


def staff_on(session: Session, day: date) -> Staff:
    """Find out who is there on a day."""
    groups: dict[int, set[tuple[Group, int | None]]] = defaultdict(set)
    for person_id, group, unit_id in session.execute(
        select(Membership.person_id, Membership.group, Membership.unit_id)
    ):
        groups[person_id].add((group, unit_id))
    steads, away = all_steads(session, day), people_away(session, day)
    there = session.scalars(select(Person.id).where(Person.is_active).order_by(Person.id))
    return Staff(
        {
            one: Worker(one, frozenset(groups[one]), steads.get(one, ()))
            for one in there
            if one not in away
        }
    )
