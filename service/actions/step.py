"""What an action may see and do: the rows around one step of one process instance."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actions.telling import News, tell
from service.audit.events import Event
from service.calendar import WorkingCalendar, load_calendar
from service.models import (
    Campaign,
    Deadline,
    Group,
    Membership,
    Message,
    MessageKind,
    Nomination,
    Notice,
    Person,
    ProcessInstance,
    TaskStatus,
    Unit,
    UserTask,
)
from service.unit_of_work import UnitOfWork
from workflows.values import Variables


@dataclass
class Step:
    """One step of an instance, in the unit of work that runs it.

    Other instances are reached by ``start`` and ``send`` only: both leave a message that is
    delivered later, under the other instance's own lock.
    """

    uow: UnitOfWork
    instance: ProcessInstance
    #: A copy: what an action changes here, nobody else sees.
    variables: Variables
    element_id: str

    def __post_init__(self) -> None:
        self.variables = deepcopy(self.variables)

    @property
    def session(self) -> Session:
        """The session of the unit of work."""
        return self.uow.session

    @property
    def now(self) -> datetime:
        """The moment of the unit of work."""
        return self.uow.now

    @cached_property
    def campaign(self) -> Campaign:
        """The campaign the instance belongs to."""
        return self.session.get_one(Campaign, self.instance.campaign_id)

    @cached_property
    def unit(self) -> Unit:
        """The unit the instance belongs to."""
        return self.session.get_one(Unit, self.instance.unit_id)

    @cached_property
    def nomination(self) -> Nomination:
        """The nomination the instance belongs to."""
        return self.session.get_one(Nomination, self.instance.nomination_id)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The working calendar in force."""
        return load_calendar(self.session)

    def setting(self, name: str) -> Any:
        """Read a setting of the campaign, as ``posting_days``."""
        return self.campaign.settings[name]["value"]

    def deadline(self, name: str) -> datetime:
        """Read a named deadline of the campaign."""
        wanted = select(Deadline.due_at).where(
            Deadline.campaign_id == self.instance.campaign_id, Deadline.name == name
        )
        return self.session.scalars(wanted).one()

    def members(self, group: Group, unit_id: int | None = None) -> list[Person]:
        """List the active people of a group, of one unit where one is given."""
        wanted = select(Membership.person_id).where(Membership.group == group)
        if unit_id is not None:
            wanted = wanted.where(Membership.unit_id == unit_id)
        people = select(Person).where(Person.id.in_(wanted), Person.is_active)
        return list(self.session.scalars(people.order_by(Person.id)))

    def answers(self, element_id: str) -> dict[str, Any]:
        """Read the answers of the user task of this element that was completed last."""
        task = self.session.scalars(self._completed(element_id).limit(1)).first()
        return dict(task.answers or {}) if task else {}

    def all_answers(self, element_id: str) -> list[UserTask]:
        """List the completed user tasks of this element, the earliest first."""
        return list(self.session.scalars(self._completed(element_id)))[::-1]

    def _completed(self, element_id: str) -> Any:
        self.uow.flush()
        return (
            select(UserTask)
            .where(
                UserTask.instance_id == self.instance.id,
                UserTask.element_id == element_id,
                UserTask.status == TaskStatus.COMPLETED,
            )
            .order_by(UserTask.closed_at.desc(), UserTask.id.desc())
        )

    def start(
        self,
        process_key: str,
        business_key: str,
        *,
        unit_id: int | None = None,
        nomination_id: int | None = None,
        variables: Variables | None = None,
    ) -> None:
        """Have another instance started, with the campaign and its subject as variables."""
        given: Variables = {"campaign": self.campaign.code}
        if unit_id is not None:
            given["unit"] = self.session.get_one(Unit, unit_id).code
        if nomination_id is not None:
            given["nomination"] = self.session.get_one(Nomination, nomination_id).key
        self._write(
            MessageKind.START,
            process_key,
            (process_key, business_key),
            given | (variables or {}),
            {"unit_id": unit_id, "nomination_id": nomination_id},
        )

    def send(
        self,
        process_key: str,
        business_key: str,
        message: str,
        variables: Variables | None = None,
    ) -> None:
        """Tell another instance something; it arrives once, or expires with the instance."""
        self._write(MessageKind.CATCH, message, (process_key, business_key), variables or {}, {})

    def _write(
        self,
        kind: MessageKind,
        name: str,
        addressee: tuple[str, str],
        variables: Variables,
        subject: dict[str, Any],
    ) -> None:
        self.session.add(
            Message(
                kind=kind,
                name=name,
                process_key=addressee[0],
                business_key=addressee[1],
                campaign_id=self.instance.campaign_id,
                subject=subject,
                variables=variables,
                sender_id=self.instance.id,
                sent_at=self.now,
            )
        )
        self.uow.record(
            Event.MESSAGE_SENT,
            instance_id=self.instance.id,
            nomination_id=subject.get("nomination_id"),
            detail={"message": name, "process": addressee[0]},
            values={"business_key": addressee[1], "variables": variables},
        )

    def notify(
        self, people: Iterable[Person], kind: str, dedup_key: str, **params: object
    ) -> Sequence[Notice]:
        """Write a notice to each person who has none yet under this key and instance."""
        key = f"{self.instance.process_key}/{self.instance.business_key}/{dedup_key}"
        return tell(self.uow, people, News(kind, key, params, self.instance))
