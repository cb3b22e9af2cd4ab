"""What is written about a whole campaign: the consolidated list, and the list as posted."""

from sqlalchemy import select

from service.actions.words import until_words
from service.documents.contents.registry import content
from service.documents.contents.rows import lists_of, row_of
from service.documents.contents.scene import Scene
from service.documents.fields import Fields
from service.models import (
    CampaignStatus,
    DocumentKind,
    Group,
    Nomination,
    NominationStatus,
    TimerJob,
    TimerState,
)
from service.queries.nominations import posted_nominations

#: Before these the list is not consolidated; after them it is what the council was given.
_LISTED = frozenset(NominationStatus) - {
    NominationStatus.DRAFT,
    NominationStatus.SUBMITTED,
    NominationStatus.BLOCKED,
    NominationStatus.RETURNED,
    NominationStatus.NOT_NOMINATED,
    NominationStatus.INELIGIBLE,
    NominationStatus.WITHDRAWN,
}


@content("campaign", DocumentKind.NOMINATION_LIST)
def consolidated_list(scene: Scene) -> Fields | None:
    """List everything the department considers, once it is consolidated."""
    if scene.campaign.status in {CampaignStatus.PLANNED, CampaignStatus.OPEN}:
        return None
    listed = scene.session.scalars(
        select(Nomination).where(
            Nomination.campaign_id == scene.campaign.id, Nomination.status.in_(_LISTED)
        )
    ).all()
    return {**lists_of(listed), "receivers": ["Hội đồng Thi đua - Khen thưởng"]} if listed else None


@content("campaign", DocumentKind.POSTED_LIST)
def posted_list(scene: Scene) -> Fields | None:
    """Announce the list to the department while it is posted: names, units, awards and no more."""
    posted = posted_nominations(scene.session, scene.campaign.id)
    if not posted:
        return None
    return {
        "number_line": scene.number_line("TB"),
        "nominees": [{name: row_of(one)[name] for name in _POSTED} for one in posted],
        "days": scene.campaign.settings["posting_days"]["value"],
        "until": _until(scene),
        "contacts": ", ".join(scene.members(Group.STANDING_BODY)),
        "receivers": ["Các phòng, đơn vị trực thuộc", "Bộ phận thường trực Hội đồng"],
    }


#: What everybody may know of a nominee.
_POSTED = ("name", "unit", "award")


def _until(scene: Scene) -> str:
    due = scene.session.scalar(
        select(TimerJob.due_at).where(
            TimerJob.instance_id == scene.instance.id,
            TimerJob.element_id == "posting_over",
            TimerJob.state == TimerState.WAITING,
        )
    )
    return f", {until_words(due)}" if due else ""
