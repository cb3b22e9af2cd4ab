"""What is written to the province: the letter of submission and the list that goes with it."""

from sqlalchemy import select

from service.calendar import LOCAL_ZONE
from service.documents.contents.registry import content
from service.documents.contents.rows import lists_of, totals_of
from service.documents.contents.scene import Scene, dated
from service.documents.fields import Fields
from service.models import Award, CouncilSession, DocumentKind, Nomination, Paper, Person
from service.queries.awards import letter_of
from service.queries.subjects import subjects_of


@content("provincial_submission", DocumentKind.NOMINATION_LIST)
def submitted_list(scene: Scene) -> Fields | None:
    """List what is submitted to the province."""
    submitted = _submitted(scene)
    return {**lists_of(submitted), "receivers": ["Sở Nội vụ"]} if submitted else None


@content("provincial_submission", DocumentKind.SUBMISSION_LETTER)
def submission_letter(scene: Scene) -> Fields | None:
    """Word the letter of submission, from its draft on; signed and numbered once it is."""
    drafted = scene.answers("draft_submission")
    submitted = _submitted(scene)
    if not drafted or not submitted:
        return None
    letter = letter_of(scene.session, scene.instance)
    number, day = (letter.number, letter.dated) if letter else (None, None)
    return {
        "number_line": scene.number_line("TTr", number),
        "date_line": scene.date_line(day),
        "abstract": drafted["abstract"],
        "recipient": drafted["recipient"],
        # Through whom a letter goes stands at its head only.
        "addressee": drafted["recipient"].partition(" (")[0],
        "asked": _asked(submitted),
        "council_on": _council_on(scene),
        "totals": totals_of(submitted),
        "receivers": ["Như trên", "Sở Nội vụ", "Lãnh đạo Sở"],
        **_signed_by(scene, letter),
    }


def _submitted(scene: Scene) -> list[Nomination]:
    """What stands on the letter; before it went out, what would."""
    letter = letter_of(scene.session, scene.instance)
    if letter is not None:
        return [line.nomination for line in letter.lines]
    return list(subjects_of(scene.session, scene.instance))


def _asked(submitted: list[Nomination]) -> str:
    """What the province is asked for: what the Prime Minister decides it only passes on."""
    is_passed_on = {one.award is Award.BANG_KHEN_TTG for one in submitted}
    if is_passed_on == {False}:
        return "xét, khen thưởng"
    passed_on = "trình Thủ tướng Chính phủ khen thưởng"
    return f"xét, {passed_on}" if is_passed_on == {True} else f"xét, khen thưởng và {passed_on}"


def _signed_by(scene: Scene, letter: Paper | None) -> dict[str, str]:
    if letter is None or letter.signed_by_id is None:
        return {}
    return {"signer": scene.session.get_one(Person, letter.signed_by_id).name}


def _council_on(scene: Scene) -> str:
    held = scene.session.scalars(
        select(CouncilSession.convened_for)
        .where(
            CouncilSession.campaign_id == scene.campaign.id,
            CouncilSession.concluded_at.is_not(None),
        )
        .order_by(CouncilSession.number.desc())
    ).first()
    return dated(held.astimezone(LOCAL_ZONE).date()) if held else ""
