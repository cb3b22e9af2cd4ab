"""Moving a deadline of a campaign: its page, and what moves along with it."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, reading
from service.edge.identity import actor, viewer
from service.edge.language import language, say_many, until
from service.edge.language import say as _
from service.errors import Conflict, Invalid
from service.models import Campaign, CampaignStatus, Deadline
from service.operations.campaigns import move_deadline
from service.permissions import may_move_deadline
from service.queries.campaigns import find_campaign
from service.queries.deadlines import find_deadline, timers_resting_on
from service.web.measures import worker
from service.web.moments import day_boxes, moment_boxes, read_moment
from service.web.questions import DAY_PARTS, Question, answer_sentence, problems_of
from service.web.words import DEADLINES, word

blueprint = Blueprint("deadlines", __name__, url_prefix="/campaigns")

Errors = Mapping[str, list[str]]


def may_move(campaign: Campaign) -> bool:
    """Whether the viewer may move the deadlines of a campaign."""
    is_over = campaign.status is CampaignStatus.ARCHIVED
    is_rehearsal = current_app.extensions["config"].is_rehearsal
    return not is_over and not is_rehearsal and bool(may_move_deadline(worker()))


@blueprint.get("/<code>/deadlines/<name>")
def deadline_page(code: str, name: str) -> ResponseReturnValue:
    """Ask where to move a deadline, and say what rests on it."""
    deadline = _deadline(code, name)
    may_move_deadline(worker()).require()
    return _page(deadline, moment_boxes(deadline.due_at, "due_at", "time"))


@blueprint.post("/<code>/deadlines/<name>")
def move(code: str, name: str) -> ResponseReturnValue:
    """Move it, and say how many dates move along."""
    deadline = _deadline(code, name)
    may_move_deadline(worker()).require()
    campaign_id, basis = deadline.campaign_id, request.form.get("basis", "")
    try:
        due_at = _typed_moment(basis)
        with commanding(actor()) as uow:
            resting = len(timers_resting_on(uow.session, campaign_id, name))
            move_deadline(uow, campaign_id, name, due_at, basis)
    except Invalid as error:
        return _page(_deadline(code, name), request.form, error.fields), 422
    except Conflict as error:
        return _page(_deadline(code, name), request.form, conflict=error), 409
    flash(_notice(name, due_at, resting))
    return redirect(url_for("campaigns.campaign_page", code=code))


def _notice(name: str, due_at: datetime, resting: int) -> str:
    moved = _("“%(name)s” is now: %(when)s.", name=word(DEADLINES, name), when=until(due_at))
    along = say_many(
        "%(num)d waiting date is computed anew.",
        "%(num)d waiting dates are computed anew.",
        resting,
    )
    return f"{moved} {along if resting else _('No case waits for it at present.')}"


def _deadline(code: str, name: str) -> Deadline:
    viewer()
    campaign = find_campaign(reading(), code) or abort(404)
    return find_deadline(reading(), campaign.id, name) or abort(404)


def _typed_moment(basis: str) -> datetime:
    """The moment in the boxes of the page; everything wrong with the page is said at once."""
    due_at, wrong = read_moment(request.form, "due_at", "time")
    if not basis.strip():
        wrong["basis"] = ["required"]
    if due_at is None or wrong:
        raise Invalid(wrong)
    return due_at


def _page(
    deadline: Deadline,
    typed: Mapping[str, str],
    errors: Errors | None = None,
    conflict: Conflict | None = None,
) -> str:
    questions = _questions(typed, errors or {})
    problems = list(problems_of(questions))
    if conflict is not None:
        problems.append((questions[0].id, conflict.sentence(language())))
    resting = timers_resting_on(reading(), deadline.campaign_id, deadline.name)
    return render_template(
        "deadline.html",
        campaign=deadline.campaign,
        deadline=deadline,
        questions=questions,
        problems=problems,
        resting=resting,
        processes=Counter(one.instance.process_key for one in resting),
    )


def _questions(typed: Mapping[str, str], errors: Errors) -> list[Question]:
    boxes = dict(zip(DAY_PARTS, day_boxes(typed, "due_at"), strict=True))
    said = {
        "not_a_time": _("Enter a time of day, as 17:00."),
        "required": _("Enter what the new date rests on."),
        "past": _("Enter a moment that is still to come."),
    }
    wrong = {name: said.get(codes[0]) or answer_sentence(codes) for name, codes in errors.items()}

    def question(name: str, kind: str, label: str, hint: str, value: object) -> Question:
        return Question(name, kind, label, hint, required=True, value=value, error=wrong.get(name))

    return [
        question("due_at", "datetime", _("New date"), "", boxes),
        question(
            "time",
            "textfield",
            _("Time of day"),
            _("Time of Viet Nam, as 17:00; 24:00 is the end of the day."),
            typed.get("time", ""),
        ),
        question(
            "basis",
            "textarea",
            _("Basis"),
            _("The paper or decision the new date rests on."),
            typed.get("basis", ""),
        ),
    ]
