"""Everything a season left behind in its database, read once; what is told is told from here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from service.models import (
    Ballot,
    Campaign,
    Complaint,
    CouncilSession,
    InstanceStatus,
    Message,
    Nomination,
    Paper,
    PaperLine,
    ProcessInstance,
    RuleResult,
    Tally,
    TaskStatus,
    TimerJob,
    Unit,
    UnitReview,
    UserTask,
)
from service.rehearsal.trails import Happening, read_happenings


@dataclass(frozen=True, slots=True)
class Record:
    """The rows of one campaign, in the order they were written."""

    campaign: Campaign
    units: dict[int, Unit]
    nominations: list[Nomination]
    instances: dict[int, ProcessInstance]
    tasks: list[UserTask]
    timers: list[TimerJob]
    rules: list[RuleResult]
    reviews: list[UnitReview]
    sessions: list[CouncilSession]
    ballots: list[Ballot]
    tallies: list[Tally]
    lines: list[PaperLine]
    complaints: list[Complaint]
    #: What went wrong in a step of the clock, whether a later attempt mended it or not.
    failures: list[str]
    happenings: list[Happening]

    def instance_of(self, process_key: str, business_key: str) -> ProcessInstance | None:
        """The instance of a process with a business key."""
        for instance in self.instances.values():
            if (instance.process_key, instance.business_key) == (process_key, business_key):
                return instance
        return None

    def of_unit(self, unit_id: int | None) -> list[Nomination]:
        """The nominations of one unit."""
        return [one for one in self.nominations if one.unit_id == unit_id]

    def of_session(self, session_id: int) -> list[Nomination]:
        """The nominations a session of the council voted on."""
        voted = {one.nomination_id for one in self.tallies if one.session_id == session_id}
        return [one for one in self.nominations if one.id in voted]

    def alive_at(self, moment: datetime) -> list[Nomination]:
        """The nominations that were under way at a moment."""
        return [
            one
            for one in self.nominations
            if one.created_at <= moment and (one.ended_at is None or one.ended_at > moment)
        ]

    def answered(self, element: str) -> list[UserTask]:
        """The completed tasks of an element."""
        done = TaskStatus.COMPLETED
        return [one for one in self.tasks if one.element_id == element and one.status == done]

    def unfinished(self) -> list[ProcessInstance]:
        """The instances that still run."""
        return [one for one in self.instances.values() if one.status == InstanceStatus.RUNNING]


def read_record(session: Session, campaign_code: str) -> Record:
    """Read what a campaign left behind."""
    campaign = session.scalars(select(Campaign).where(Campaign.code == campaign_code)).one()
    in_campaign = ProcessInstance.campaign_id == campaign.id
    instances = session.scalars(select(ProcessInstance).where(in_campaign)).all()
    ids = select(ProcessInstance.id).where(in_campaign)
    sessions = _all(session, CouncilSession, CouncilSession.campaign_id == campaign.id)
    of_sessions = [one.id for one in sessions]
    return Record(
        campaign=campaign,
        units={one.id: one for one in session.scalars(select(Unit))},
        nominations=_all(session, Nomination, Nomination.campaign_id == campaign.id),
        instances={one.id: one for one in sorted(instances, key=lambda one: one.id)},
        tasks=_all(session, UserTask, UserTask.instance_id.in_(ids)),
        timers=_all(session, TimerJob, TimerJob.instance_id.in_(ids)),
        rules=_all(session, RuleResult, RuleResult.instance_id.in_(ids)),
        reviews=_all(session, UnitReview, UnitReview.campaign_id == campaign.id),
        sessions=sessions,
        ballots=_all(session, Ballot, Ballot.session_id.in_(of_sessions)),
        tallies=_all(session, Tally, Tally.session_id.in_(of_sessions)),
        lines=list(
            session.scalars(
                select(PaperLine)
                .join(Paper)
                .where(Paper.campaign_id == campaign.id)
                .options(joinedload(PaperLine.paper))
                .order_by(PaperLine.id)
            )
        ),
        complaints=list(
            session.scalars(
                select(Complaint)
                .join(Nomination, Complaint.nomination_id == Nomination.id)
                .where(Nomination.campaign_id == campaign.id)
                .order_by(Complaint.id)
            )
        ),
        failures=_failures(session, campaign.id),
        happenings=read_happenings(session),
    )


def _all(session: Session, kind: Any, condition: Any) -> list[Any]:
    return list(session.scalars(select(kind).where(condition).order_by(kind.id)))


def _failures(session: Session, campaign_id: int) -> list[str]:
    timers = (
        select(TimerJob.last_error)
        .join(ProcessInstance, TimerJob.instance_id == ProcessInstance.id)
        .where(ProcessInstance.campaign_id == campaign_id, TimerJob.last_error.is_not(None))
    )
    messages = select(Message.last_error).where(
        Message.campaign_id == campaign_id, Message.last_error.is_not(None)
    )
    return [str(one) for wanted in (timers, messages) for one in session.scalars(wanted)]
