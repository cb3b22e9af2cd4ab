"""What happens to a campaign as a whole, from its opening to its archive."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select

from service.actions.registry import action
from service.actions.settling import count_unsettled, running_units
from service.actions.step import Step
from service.actions.words import moment_words
from service.audit.events import Event
from service.models import (
    CampaignStatus,
    Group,
    Nomination,
    NominationStatus,
    Person,
    Unit,
    UnitReview,
    UnitStatus,
)


@action("open_campaign")
def open_campaign(step: Step) -> int:
    """Open nominations: every active unit gets its review; answer with how many."""
    units = step.session.scalars(
        select(Unit).where(Unit.status == UnitStatus.ACTIVE).order_by(Unit.id)
    ).all()
    step.campaign.status = CampaignStatus.OPEN
    record(step, Event.CAMPAIGN_OPENED, units=[one.id for one in units])
    for unit in units:
        _start_review(step, unit)
    return len(units)


def _start_review(step: Step, unit: Unit) -> None:
    step.session.add(UnitReview(campaign_id=step.campaign.id, unit_id=unit.id))
    record(step, Event.REVIEW_STARTED, unit=unit.id)
    step.start(
        "unit_review",
        f"{step.campaign.code}/{unit.code}",
        unit_id=unit.id,
        variables={"late_deadline": None},
    )
    step.notify(
        [*step.members(Group.UNIT_CLERK, unit.id), *step.members(Group.UNIT_HEAD, unit.id)],
        "campaign_opened",
        f"opened/{unit.id}",
        campaign=step.campaign.name,
        unit=unit.name,
        deadline=moment_words(step.deadline("unit_deadline")),
    )


@action("escalate_late_units")
def escalate_late_units(step: Step) -> list[str]:
    """Tell the Director and the standing body which units are late; answer with their codes."""
    late = running_units(step.session, step.campaign.id)
    if late:
        names = ", ".join(one.name for one in late)
        _escalate(step, "units_late", units=names, campaign=step.campaign.name)
    record(step, Event.REVIEW_ESCALATED, units=[one.id for one in late])
    return [one.code for one in late]


@action("escalate_unsettled")
def escalate_unsettled(step: Step) -> int:
    """Tell the Director and the standing body how many dossiers keep the list from closing."""
    count = count_unsettled(step.session, step.campaign.id)
    _escalate(step, "dossiers_unsettled", count=count, campaign=step.campaign.name)
    record(step, Event.CAMPAIGN_CHANGED, unsettled=count)
    return count


def _escalate(step: Step, kind: str, **params: Any) -> None:
    people = [*step.members(Group.DIRECTOR), *step.members(Group.STANDING_BODY)]
    step.notify(people, kind, kind, **params)


@action("publish_results")
def publish_results(step: Step) -> int:
    """Announce the results to every unit; answer with how many were awarded."""
    given = (NominationStatus.AWARDED, NominationStatus.DOWNGRADED)
    awarded = step.session.scalar(
        select(func.count(Nomination.id)).where(
            Nomination.campaign_id == step.campaign.id, Nomination.status.in_(given)
        )
    )
    step.campaign.status = CampaignStatus.DECIDED
    record(step, Event.CAMPAIGN_PUBLISHED, awarded=awarded)
    step.notify(
        everybody(step),
        "results_published",
        "results",
        campaign=step.campaign.name,
        awarded=awarded,
    )
    return awarded or 0


@action("archive_campaign")
def archive_campaign(step: Step) -> None:
    """Close the campaign's file."""
    step.campaign.status = CampaignStatus.ARCHIVED
    report = step.answers("write_closing_report").get("report") or ""
    step.uow.record(
        Event.CAMPAIGN_ARCHIVED,
        instance_id=step.instance.id,
        detail={"campaign": step.campaign.id},
        values={"report": report},
    )


def everybody(step: Step) -> Sequence[Person]:
    """List the people of all units, the council and the standing body."""
    groups: Iterable[Group] = (
        Group.UNIT_CLERK,
        Group.UNIT_HEAD,
        Group.STANDING_BODY,
        Group.COUNCIL_MEMBER,
        Group.COUNCIL_CHAIR,
        Group.DIRECTOR,
    )
    return [person for group in groups for person in step.members(group)]


def record(step: Step, event: Event, **detail: Any) -> None:
    """Note in the ledger what happened to the campaign of this step."""
    step.uow.record(
        event, instance_id=step.instance.id, detail={"campaign": step.campaign.id} | detail
    )
