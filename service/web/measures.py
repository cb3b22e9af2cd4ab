"""What may befall a nomination outside its diagram: the words, and for whom it is offered."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask import current_app

from service.edge.context import reading
from service.edge.identity import viewer
from service.edge.language import say_later as _
from service.errors import Conflict
from service.models import OUTCOMES, Nomination
from service.permissions import Ruling, Worker, may_complain, may_suspend, may_withdraw
from service.queries.nominations import find_known_nomination, is_list_settled
from service.queries.viewers import memberships_of
from service.web.questions import Choice, Question, answer_sentence

_SUSPENSION_LAW = "Điều 4(4) Nghị định 152/2025/NĐ-CP"


class Measure(StrEnum):
    """One thing that may befall a nomination; its value is the last part of its address."""

    WITHDRAW = "withdraw"
    SUSPEND = "suspend"
    CONCLUDE = "conclude"
    COMPLAIN = "complaints"


@dataclass(frozen=True, slots=True)
class Wording:
    """What the page of a measure says."""

    title: object
    link: object
    about: object
    field: str
    label: object
    hint: object
    needed: object
    button: object
    law: str = ""


WORDINGS: Mapping[Measure, Wording] = {
    Measure.WITHDRAW: Wording(
        title=_("Withdraw the nomination"),
        link=_("Withdraw the nomination"),
        about=_(
            "The nomination ends as withdrawn. Its open tasks and deadlines are dropped; what"
            " happened so far stays in the ledger. This cannot be undone."
        ),
        field="reason",
        label=_("Reason"),
        hint=_("For instance: at the nominee's own wish, or by a resolution of the unit."),
        needed=_("Enter the reason for withdrawing the nomination."),
        button=_("Withdraw the nomination"),
    ),
    Measure.SUSPEND: Wording(
        title=_("Suspend the nomination"),
        link=_("Suspend under Article 4(4) of Decree 152/2025"),
        about=_(
            "No award is considered while discipline is being considered, while an investigation,"
            " inspection or audit finds signs of a violation, or while a complaint, denunciation"
            " or report of corruption is being verified. The nomination stands still until a"
            " conclusion is recorded; the others do not wait for it."
        ),
        field="ground",
        label=_("Ground of the suspension"),
        hint=_("Name the matter and the paper it rests on."),
        needed=_("Enter the ground of the suspension."),
        button=_("Suspend the nomination"),
        law=_SUSPENSION_LAW,
    ),
    Measure.CONCLUDE: Wording(
        title=_("Record the conclusion"),
        link=_("Record the conclusion"),
        about=_("Suspended since %(when)s on this ground: %(ground)s."),
        field="note",
        label=_("What the conclusion says"),
        hint=_("Its number, its date and who reached it."),
        needed=_("Enter what the conclusion says."),
        button=_("Record the conclusion"),
        law=_SUSPENSION_LAW,
    ),
    Measure.COMPLAIN: Wording(
        title=_("Bring something forward"),
        link=_("Record a comment or complaint"),
        about=_(
            "The standing body answers before the list goes to the council. Whoever sees the"
            " nomination can read the text; your name is not shown with it."
        ),
        field="text",
        label=_("What you bring forward"),
        hint=_("Say what is not right and how it can be verified."),
        needed=_("Enter what you bring forward."),
        button=_("Send"),
    ),
}


def offered(nomination: Nomination) -> list[Measure]:
    """The measures the viewer may take on a nomination as it stands now."""
    if current_app.extensions["config"].is_rehearsal:
        return []
    return [one for one in Measure if ruling(one, nomination) and obstacle(one, nomination) is None]


def ruling(measure: Measure, nomination: Nomination) -> Ruling:
    """Whether the viewer is one of those who may take a measure."""
    match measure:
        case Measure.WITHDRAW:
            return may_withdraw(worker(), nomination)
        case Measure.COMPLAIN:
            is_visible = find_known_nomination(reading(), viewer(), nomination.id) is not None
            return may_complain(worker(), is_visible=is_visible)
        case _:
            return may_suspend(worker(), nomination)


def obstacle(measure: Measure, nomination: Nomination) -> Conflict | None:
    """Why a measure does not fit the nomination as it stands, if so."""
    name = nomination.nominee
    if nomination.status in OUTCOMES:
        return Conflict("nomination.ended", name=name)
    if measure is Measure.SUSPEND and nomination.suspended_at is not None:
        return Conflict("nomination.suspended", name=name)
    if measure is Measure.CONCLUDE and nomination.suspended_at is None:
        return Conflict("nomination.not_suspended", name=name)
    if measure is Measure.COMPLAIN and is_list_settled(reading(), nomination.campaign_id):
        return Conflict("complaint.too_late", name=name)
    return None


def worker() -> Worker:
    """The viewer as the rules know people."""
    return Worker(viewer().person_id, frozenset(memberships_of(viewer())))


def questions_about(
    measure: Measure, typed: Mapping[str, str], errors: Mapping[str, list[str]]
) -> list[Question]:
    """What the page of a measure asks, with what was typed and what is wrong with it."""
    words = WORDINGS[measure]
    codes = errors.get(words.field)
    text = Question(
        name=words.field,
        kind="textarea",
        label=str(words.label),
        hint=str(words.hint),
        required=True,
        value=typed.get(words.field, ""),
        error=str(words.needed) if codes == ["required"] else answer_sentence(codes),
    )
    return [_verdict(typed, errors), text] if measure is Measure.CONCLUDE else [text]


def _verdict(typed: Mapping[str, str], errors: Mapping[str, list[str]]) -> Question:
    said = {
        "true": _("Cleared: the nomination goes on"),
        "false": _("Violation confirmed: the nomination ends as not eligible"),
    }
    return Question(
        name="cleared",
        kind="radio",
        label=str(_("The conclusion")),
        hint="",
        required=True,
        value=typed.get("cleared"),
        error=str(_("Choose what the conclusion comes to.")) if "cleared" in errors else None,
        choices=tuple(
            Choice(f"cleared-{code}", code, str(words), typed.get("cleared") == code)
            for code, words in said.items()
        ),
    )
