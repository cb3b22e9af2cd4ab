"""What happens to a nomination's dossier on its way to the council."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from service.actions.registry import action
from service.actions.settling import settle
from service.actions.step import Step
from service.actions.words import until_words
from service.audit.events import Event
from service.errors import Invalid
from service.models import (
    Award,
    Content,
    Dossier,
    Group,
    Nomination,
    NominationStatus,
    Person,
    Rating,
    Subject,
)
from service.queries.nominations import review_of

_FLAGS = (
    "under_discipline_review",
    "under_investigation",
    "complaint_under_verification",
    "already_awarded",
)


@action("register_nomination")
def register_nomination(step: Step) -> str:
    """Register the nominee the unit proposed last, and start the nomination's own process."""
    given = step.answers("propose_nominee")
    nomination = _new_nomination(step, given)
    step.session.add(nomination)
    step.uow.flush()
    step.uow.record(
        Event.NOMINATION_REGISTERED,
        instance_id=step.instance.id,
        nomination_id=nomination.id,
        detail={
            "number": nomination.number,
            "unit": nomination.unit_id,
            "award": nomination.award.value,
            "subject": nomination.subject.value,
            "content": nomination.content.value,
        },
        values={"nominee": nomination.nominee, "achievement": nomination.achievement},
    )
    step.start(
        "nomination",
        f"{step.campaign.code}/{nomination.key}",
        unit_id=nomination.unit_id,
        nomination_id=nomination.id,
        variables={"passed": None, "province_key": None, "supplement_days": None},
    )
    return nomination.key


def _new_nomination(step: Step, given: dict[str, Any]) -> Nomination:
    award = Award(given["award"])
    return Nomination(
        campaign_id=step.campaign.id,
        number=_next_number(step),
        unit_id=step.unit.id,
        subject=Subject(given["subject"]),
        nominee=given["nominee"],
        person_id=_account(step, given.get("person")),
        position=given.get("position") or "",
        is_woman=given.get("is_woman"),
        is_leader=bool(given.get("is_leader")),
        award=award,
        proposed_award=award,
        content=Content(given["content"]),
        achievement=given["achievement"],
        is_late=_is_late(step),
        proposed_by_id=step.uow.actor.person_id,
        created_at=step.now,
    )


def _is_late(step: Step) -> bool:
    review = review_of(step.session, step.instance)
    return review is not None and review.is_late


def _next_number(step: Step) -> int:
    last = step.session.scalar(
        select(func.max(Nomination.number)).where(Nomination.campaign_id == step.campaign.id)
    )
    return (last or 0) + 1


def _account(step: Step, username: str | None) -> int | None:
    if username is None:
        return None
    person_id = step.session.scalar(select(Person.id).where(Person.username == username))
    if person_id is None:
        raise Invalid({"person": ["no_such_account"]})
    return person_id


@action("save_dossier")
def save_dossier(step: Step) -> None:
    """Keep what the unit filed last: the dossier itself, or its supplement."""
    given = _filed_last(step)
    dossier = _dossier(step)
    _fill(dossier, given)
    dossier.revision += 1
    dossier.missing = None
    dossier.supplement_due_at = None
    step.nomination.status = NominationStatus.SUBMITTED
    step.uow.record(
        Event.DOSSIER_SAVED,
        instance_id=step.instance.id,
        nomination_id=step.nomination.id,
        detail={"revision": dossier.revision, "parts": dossier.parts},
        values={"dossier": given},
    )


def _filed_last(step: Step) -> dict[str, Any]:
    """Read the dossier as filed; a supplement adds to it what it does not leave empty."""
    filed = [*step.all_answers("prepare_dossier"), *step.all_answers("supplement_dossier")]
    filed.sort(key=lambda task: (task.closed_at, task.id))
    dossier: dict[str, Any] = {}
    for task in filed:
        given = task.answers or {}
        if task.element_id == "prepare_dossier":
            dossier = dict(given)
        else:
            dossier |= {key: value for key, value in given.items() if value not in (None, [])}
    return dossier


def _dossier(step: Step) -> Dossier:
    nomination = step.nomination
    if nomination.dossier is None:
        nomination.dossier = Dossier(nomination_id=nomination.id, revision=0)
        step.uow.flush()
    return nomination.dossier


def _fill(dossier: Dossier, given: dict[str, Any]) -> None:
    dossier.rating = _rating(given)
    dossier.achievement_from = _day(given.get("achievement_from"))
    dossier.achievement_to = _day(given.get("achievement_to"))
    dossier.report = given.get("report") or ""
    dossier.direct_contribution = given.get("direct_contribution") or ""
    dossier.parts = given.get("parts") or []
    dossier.internal_unity = given.get("internal_unity")
    _flag(dossier, given)


def _flag(dossier: Dossier, given: dict[str, Any]) -> None:
    for flag in _FLAGS:
        setattr(dossier, flag, bool(given.get(flag)))


def _rating(given: dict[str, Any]) -> Rating | None:
    return Rating(given["rating"]) if given.get("rating") else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@action("block_nomination")
def block_nomination(step: Step) -> None:
    """Note that a rule stands in the way, until the unit mends or drops the nomination."""
    step.nomination.status = NominationStatus.BLOCKED
    step.uow.record(
        Event.NOMINATION_BLOCKED,
        instance_id=step.instance.id,
        nomination_id=step.nomination.id,
    )


@action("return_dossier")
def return_dossier(step: Step) -> None:
    """Return the dossier to its unit, with what is missing and until when."""
    missing = step.answers("check_completeness")["missing"]
    dossier = _dossier(step)
    dossier.missing = missing
    dossier.supplement_due_at = step.calendar.after(step.now, step.variables["supplement_days"])
    step.nomination.status = NominationStatus.RETURNED
    step.uow.record(
        Event.NOMINATION_RETURNED,
        instance_id=step.instance.id,
        nomination_id=step.nomination.id,
        detail={"days": step.variables["supplement_days"]},
        values={"missing": missing},
    )
    step.notify(
        step.members(Group.UNIT_CLERK, step.nomination.unit_id),
        "dossier_returned",
        f"returned/{dossier.revision}",
        nomination=step.nomination.key,
        missing=missing.rstrip(" ."),
        due=until_words(dossier.supplement_due_at),
    )


@action("note_overdue")
def note_overdue(step: Step) -> None:
    """Note that the unit did not supplement its dossier in time."""
    nomination = step.nomination
    nomination.is_late = True
    step.uow.record(
        Event.NOMINATION_OVERDUE, instance_id=step.instance.id, nomination_id=nomination.id
    )
    unit_head = step.members(Group.UNIT_HEAD, nomination.unit_id)
    step.notify(
        [*unit_head, *step.members(Group.STANDING_BODY)],
        "supplement_overdue",
        f"overdue/{_dossier(step).revision}",
        nomination=nomination.key,
    )


@action("save_cross_check")
def save_cross_check(step: Step) -> None:
    """Keep what the standing body found in the records."""
    given = step.answers("cross_check")
    dossier = _dossier(step)
    dossier.rating = _rating(given)
    _flag(dossier, given)
    step.uow.record(
        Event.NOMINATION_CHECKED,
        instance_id=step.instance.id,
        nomination_id=step.nomination.id,
        detail={"revision": dossier.revision},
        values={"findings": given},
    )


@action("mark_ready")
def mark_ready(step: Step) -> None:
    """Put the nomination on the list for the council."""
    step.nomination.status = NominationStatus.READY
    step.uow.record(
        Event.NOMINATION_MADE_READY,
        instance_id=step.instance.id,
        nomination_id=step.nomination.id,
    )
    settle(step)
