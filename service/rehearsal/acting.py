"""The people of a scenario at work: what waits for them, and how they complete it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from service.forms import Row
from service.models import (
    Campaign,
    Complaint,
    Membership,
    Nomination,
    Person,
    ProcessInstance,
    TaskCandidate,
    TaskStatus,
    Unit,
    UserTask,
)
from service.operations.tasks import complete_task, form_of, rows_of
from service.permissions import away_from
from service.rehearsal.answers import Script, Situation
from service.rehearsal.people import ZONE
from service.rehearsal.scenario import Proposal
from service.unit_of_work import Actor, UnitOfWork, UnitsOfWork
from workflows import Engine

_OPEN = (
    select(UserTask.id)
    .join(ProcessInstance, UserTask.instance_id == ProcessInstance.id)
    .join(Campaign, ProcessInstance.campaign_id == Campaign.id)
    .outerjoin(Nomination, ProcessInstance.nomination_id == Nomination.id)
    .where(
        UserTask.status == TaskStatus.OPEN,
        Campaign.code == bindparam("campaign_code"),
        Nomination.suspended_at.is_(None),
    )
    .order_by(UserTask.id)
)


@dataclass(frozen=True, slots=True)
class OpenWork:
    """An open task, and the people it is offered to in the order of their accounts."""

    task_id: int
    element: str
    business_key: str
    usernames: tuple[str, ...]
    unit: str | None
    proposal: Proposal | None
    round: int

    def __str__(self) -> str:
        return f"{self.element} of {self.business_key}"


@dataclass(frozen=True, slots=True)
class Plan:
    """When a task is to be done: so many hours of work after a moment, or never."""

    hours: float
    not_before: datetime | None
    leave: bool


@dataclass(slots=True)
class Company:
    """The people of a scenario on a database, who do what its script says."""

    units_of_work: UnitsOfWork
    engine: Engine
    script: Script
    campaign_code: str
    _done: Counter[tuple[int, str, str]] = field(default_factory=Counter)
    _known: dict[int, OpenWork] = field(default_factory=dict)
    _person_ids: dict[str, int] = field(default_factory=dict)
    #: What the scenario calls the nominations of the campaign, by number.
    _refs: dict[int, str | None] = field(default_factory=dict)

    def open_work(self) -> list[OpenWork]:
        """List the tasks somebody can do now; those of a suspended nomination wait."""
        with self.units_of_work.read() as session:
            ids = list(session.scalars(_OPEN, {"campaign_code": self.campaign_code}))
            for task_id in ids:
                if task_id not in self._known:
                    self._known[task_id] = self._describe(session, task_id)
        return [self._known[task_id] for task_id in ids]

    def plan_for(self, work: OpenWork) -> Plan:
        """When the scenario has this task done."""
        situation = self._situation(work, work.usernames[0] if work.usernames else "")
        overrides = self.script.overrides(situation)
        hours = [self.script.default(work.element).hours]
        hours += [one.hours for one in overrides if one.hours is not None]
        moments = [one.not_before for one in overrides if one.not_before is not None]
        return Plan(
            hours=hours[-1],
            not_before=moments[-1] if moments else None,
            leave=any(one.leave for one in overrides),
        )

    def complete(self, task_id: int, username: str) -> None:
        """Complete a task as its person would: read the form, fill it in, send it."""
        work = self._known[task_id]
        actor = Actor.person(self.person_id(username))
        with self.units_of_work.open(actor=actor) as uow:
            answers = self._answers(uow, work, username)
            task = complete_task(uow, self.engine, task_id, answers)
            counted = (task.instance_id, task.element_id, _named(task, username))
        self._done[counted] += 1
        del self._known[task_id]

    def describe(self, task_id: int) -> str:
        """Name a task for a person to read."""
        return str(self._known[task_id])

    def person_id(self, username: str) -> int:
        """The account of somebody in the scenario."""
        if username not in self._person_ids:
            with self.units_of_work.read() as session:
                people = session.execute(select(Person.username, Person.id))
                self._person_ids = {row.username: row.id for row in people}
        return self._person_ids[username]

    def nomination_id(self, ref: str) -> int:
        """The nomination that came of a proposal of the scenario."""
        proposal = self.script.proposals[ref]
        wanted = (
            select(Nomination.id)
            .join(Campaign, Nomination.campaign_id == Campaign.id)
            .where(
                Campaign.code == self.campaign_code,
                Nomination.nominee == proposal.nominee,
                Nomination.proposed_award == proposal.award,
            )
        )
        with self.units_of_work.read() as session:
            return session.scalars(wanted).one()

    def _describe(self, session: Session, task_id: int) -> OpenWork:
        task = session.get_one(UserTask, task_id)
        instance = session.get_one(ProcessInstance, task.instance_id)
        unit = session.get(Unit, instance.unit_id) if instance.unit_id else None
        usernames = tuple(usernames_of(session, task))
        named = usernames[0] if task.assignee_id and usernames else ""
        return OpenWork(
            task_id=task.id,
            element=task.element_id,
            business_key=instance.business_key,
            usernames=usernames,
            unit=unit.code if unit else None,
            proposal=self._proposal_of(session, instance.nomination_id),
            round=self._done[instance.id, task.element_id, named] + 1,
        )

    def _proposal_of(self, session: Session, nomination_id: int | None) -> Proposal | None:
        if nomination_id is None:
            return None
        nomination = session.get_one(Nomination, nomination_id)
        return self._by_nominee(nomination)

    def _by_nominee(self, nomination: Nomination) -> Proposal | None:
        for proposal in self.script.proposals.values():
            same_award = proposal.award == nomination.proposed_award
            if same_award and proposal.nominee == nomination.nominee:
                return proposal
        return None

    def _answers(self, uow: UnitOfWork, work: OpenWork, username: str) -> dict[str, object]:
        task = uow.session.get_one(UserTask, work.task_id)
        instance = uow.session.get_one(ProcessInstance, task.instance_id)
        form = form_of(uow.session, task, instance)
        if form is None:
            return {}
        rows = rows_of(uow.session, form, instance, uow.actor.person_id)
        names = self._names(uow.session, instance, rows)
        situation = replace(self._situation(work, username), rows=rows, names=names)
        return self.script.answers(form, situation)

    def _situation(self, work: OpenWork, username: str) -> Situation:
        return Situation(
            element=work.element,
            username=username,
            today=self.units_of_work.now().astimezone(ZONE).date(),
            unit=work.unit,
            proposal=work.proposal,
            round=work.round,
        )

    def _names(
        self, session: Session, instance: ProcessInstance, rows: Mapping[str, list[Row]]
    ) -> dict[str, str]:
        """What the rows of a list are about, in the words of the scenario."""
        found = {}
        for source, listed in rows.items():
            for row in listed:
                name = self._name(session, instance, source, row.key)
                if name is not None:
                    found[row.key] = name
        return found

    def _name(
        self, session: Session, instance: ProcessInstance, source: str, key: str
    ) -> str | None:
        if source == "council_members":
            return session.get_one(Person, int(key)).username
        if source == "open_complaints":
            complaint = session.get_one(Complaint, int(key))
            number = session.get_one(Nomination, complaint.nomination_id).number
        elif key.startswith("N") and key[1:].isdigit():
            number = int(key[1:])
        else:
            return None
        if number not in self._refs:
            wanted = select(Nomination).where(
                Nomination.campaign_id == instance.campaign_id, Nomination.number == number
            )
            proposal = self._by_nominee(session.scalars(wanted).one())
            self._refs[number] = proposal.ref if proposal else None
        return self._refs[number]


def _named(task: UserTask, username: str) -> str:
    """Rounds of a task for one named person are counted for that person."""
    return username if task.assignee_id else ""


def usernames_of(session: Session, task: UserTask) -> list[str]:
    """List whom a task is offered to and who need not keep away, in the order of their accounts."""
    if task.assignee_id is not None:
        return [session.get_one(Person, task.assignee_id).username]
    offered = (
        select(Membership.person_id)
        .join(TaskCandidate, TaskCandidate.group == Membership.group)
        .where(
            TaskCandidate.task_id == task.id,
            TaskCandidate.unit_id.is_(None) | (TaskCandidate.unit_id == Membership.unit_id),
        )
    )
    people = select(Person).where(Person.id.in_(offered), Person.is_active).order_by(Person.id)
    away = away_from(session, task, session.get_one(ProcessInstance, task.instance_id))
    return [one.username for one in session.scalars(people) if one.id not in away]
