"""What a unit writes: minutes, its list, its letter; and what it is reminded of."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from service.actions.words import moment_words
from service.calendar import LOCAL_ZONE
from service.documents.contents.registry import content
from service.documents.contents.rows import lists_of, share, totals_of
from service.documents.contents.scene import Scene, lines_of
from service.documents.fields import Fields
from service.forms.words import AWARD_NAMES
from service.models import (
    Deadline,
    DocumentKind,
    Group,
    Nomination,
    NominationStatus,
    Person,
    ReviewStatus,
    UnitReview,
)
from service.queries.nominations import review_of


@content("unit_review", DocumentKind.UNIT_MINUTES)
def unit_minutes(scene: Scene) -> Fields | None:
    """Word the meeting a unit held last."""
    review = review_of(scene.session, scene.instance)
    task = scene.task("hold_meeting")
    if review is None or review.held_at is None or task is None:
        return None
    secretary = scene.session.get(Person, task.completed_by_id) if task.completed_by_id else None
    total, present = review.members_total or 0, review.members_present or 0
    voted = _voted(scene)
    return scene.of_unit(scene.unit) | {
        "held_on": _held_on(review),
        "date_line": scene.date_line(review.held_at.astimezone(LOCAL_ZONE).date()),
        "total": total,
        "present": present,
        "absent": total - present,
        "chair": scene.first(Group.UNIT_HEAD, scene.unit.id),
        "secretary": secretary.name if secretary else "",
        "minutes": lines_of(review.minutes),
        "votes": list(_votes(scene, voted, present)),
        "conclusion": _conclusion(voted),
    }


def _held_on(review: UnitReview) -> str:
    assert review.held_at is not None
    return f"{review.held_at.astimezone(LOCAL_ZONE):%d/%m/%Y}"


def _voted(scene: Scene) -> list[Nomination]:
    results = scene.answers("hold_meeting").get("results", {})
    return [one for one in _nominations(scene) if one.key in results]


def _votes(scene: Scene, voted: list[Nomination], present: int) -> Iterator[dict[str, object]]:
    results = scene.answers("hold_meeting").get("results", {})
    for one in voted:
        said = results[one.key]
        yield {
            "name": one.nominee,
            "award": AWARD_NAMES[one.proposed_award],
            "yes": said["yes"],
            "no": said["no"],
            "share": f"{share(said['yes'], present)}%",
        }


def _conclusion(voted: list[Nomination]) -> str:
    dropped = [one for one in voted if one.status is NominationStatus.NOT_NOMINATED]
    named = ", ".join(one.nominee for one in voted if one not in dropped)
    if not named:
        return "Cuộc họp không đề nghị trường hợp nào."
    return f"Cuộc họp thống nhất đề nghị khen thưởng: {named}."


@content("unit_review", DocumentKind.NOMINATION_LIST)
def unit_list(scene: Scene) -> Fields | None:
    """List what a unit proposes."""
    proposed = _proposed(scene)
    return scene.of_unit(scene.unit) | lists_of(proposed) if proposed else None


@content("unit_review", DocumentKind.UNIT_LETTER)
def unit_letter(scene: Scene) -> Fields | None:
    """Word the letter a unit hands its list in with, once it has met."""
    review = review_of(scene.session, scene.instance)
    proposed = _proposed(scene)
    if review is None or review.held_at is None or not proposed:
        return None
    return scene.of_unit(scene.unit) | {
        "number_line": scene.number_line("TTr"),
        "recipient": f"Hội đồng Thi đua - Khen thưởng {scene.office.name}",
        "held_on": _held_on(review),
        "totals": totals_of(proposed),
        "receivers": ["Như trên", "Bộ phận thường trực Hội đồng"],
    }


@content("unit_review", DocumentKind.REMINDER)
def reminder(scene: Scene) -> Fields | None:
    """Remind a unit of what it still has to hand in."""
    review = review_of(scene.session, scene.instance)
    deadline = scene.session.scalar(
        select(Deadline.due_at).where(
            Deadline.campaign_id == scene.campaign.id, Deadline.name == "unit_deadline"
        )
    )
    if review is None or review.status is not ReviewStatus.RUNNING or deadline is None:
        return None
    return {
        "number_line": scene.number_line("").replace("/-", "/"),
        "topic": "V/v đôn đốc nộp danh sách, hồ sơ đề nghị khen thưởng",
        "unit": scene.unit.name,
        "deadline": moment_words(deadline),
        "outstanding": list(_outstanding(scene, review)),
        "receivers": ["Như trên", "Giám đốc (để báo cáo)"],
    }


def _outstanding(scene: Scene, review: UnitReview) -> Iterator[str]:
    if review.held_at is None:
        yield "Chưa họp bình xét, chưa lập biên bản"
    yield "Chưa nộp danh sách đề nghị đã được Thủ trưởng đơn vị thông qua"
    unfinished = [one for one in _nominations(scene) if one.status in _UNFINISHED]
    if unfinished:
        keys = ", ".join(f"{one.key} ({one.nominee})" for one in unfinished)
        yield f"Còn {len(unfinished):02d} hồ sơ chưa hoàn thành: {keys}"


_UNFINISHED = frozenset(
    {NominationStatus.DRAFT, NominationStatus.BLOCKED, NominationStatus.RETURNED}
)


def _nominations(scene: Scene) -> Sequence[Nomination]:
    return scene.session.scalars(
        select(Nomination)
        .where(Nomination.campaign_id == scene.campaign.id, Nomination.unit_id == scene.unit.id)
        .order_by(Nomination.number)
    ).all()


def _proposed(scene: Scene) -> list[Nomination]:
    left = {NominationStatus.NOT_NOMINATED, NominationStatus.WITHDRAWN, NominationStatus.INELIGIBLE}
    return [one for one in _nominations(scene) if one.status not in left]
