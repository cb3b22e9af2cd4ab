"""The facts the tables of rules read about a nomination."""

from sqlalchemy import func, select

from service.actions.registry import facts
from service.actions.step import Step
from service.actions.suspensions import grounds_of
from service.models import OUTCOMES, Campaign, Dossier, Nomination, NominationStatus
from workflows.values import Variables

#: The papers a dossier needs; before the unit has met there is only the report.
_PARTS_AT = {"submission": {"report"}, "appraisal": {"report", "minutes", "letter"}}


@facts("nomination")
def nomination_facts(step: Step) -> Variables:
    """Tell the tables of rules what is known; ``None`` means that nobody has said it yet."""
    nomination = step.nomination
    dossier = nomination.dossier or Dossier(parts=[], direct_contribution="")
    stage = _stage(step)
    return {
        "stage": stage,
        "subject": nomination.subject.value,
        "award": nomination.award.value,
        "rating": dossier.rating.value if dossier.rating else None,
        "suspension_grounds": len(grounds_of(dossier)),
        "already_awarded": bool(dossier.already_awarded) or _count_awarded(step) > 0,
        "same_achievement_elsewhere": _count_elsewhere(step),
        "achievement_period": _period(step.campaign, dossier),
        "contribution_described": bool(dossier.direct_contribution.strip()),
        "unit_passed": step.variables.get("passed"),
        "internal_unity": dossier.internal_unity,
        "unit_status": nomination.unit.status.value,
        "missing_parts": len(_PARTS_AT[stage] - set(dossier.parts)),
        "campaign_starts": step.campaign.starts_on.isoformat(),
    }


def _stage(step: Step) -> str:
    """Appraisal begins once the standing body has compared the dossier with the records."""
    return "appraisal" if step.all_answers("cross_check") else "submission"


def _period(campaign: Campaign, dossier: Dossier) -> str:
    begun, ended = dossier.achievement_from, dossier.achievement_to
    if begun is None or ended is None:
        return "unknown"
    if ended < campaign.starts_on or begun > campaign.ends_on:
        return "outside"
    if begun < campaign.starts_on or ended > campaign.ends_on:
        return "partly"
    return "inside"


def _count_elsewhere(step: Step) -> int:
    """Count the other live nominations of this campaign for the same achievement."""
    others = select(Nomination).where(
        Nomination.campaign_id == step.campaign.id,
        Nomination.id != step.nomination.id,
        Nomination.status.not_in(OUTCOMES),
    )
    return sum(_is_same_achievement(one, step.nomination) for one in step.session.scalars(others))


def _is_same_achievement(one: Nomination, other: Nomination) -> bool:
    same_person = one.person_id is not None and one.person_id == other.person_id
    same_name = (one.unit_id, _plain(one.nominee)) == (other.unit_id, _plain(other.nominee))
    return (same_person or same_name) and _plain(one.achievement) == _plain(other.achievement)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _count_awarded(step: Step) -> int:
    """Count the awards the nominee already has for the achievement in these words."""
    nomination = step.nomination
    awarded = select(func.count(Nomination.id)).where(
        Nomination.id != nomination.id,
        Nomination.unit_id == nomination.unit_id,
        Nomination.nominee == nomination.nominee,
        Nomination.achievement == nomination.achievement,
        Nomination.status.in_((NominationStatus.AWARDED, NominationStatus.DOWNGRADED)),
    )
    return step.session.scalar(awarded) or 0
