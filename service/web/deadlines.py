"""Moving a deadline of a campaign: its page, and what moves along with it."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, reading
from service.edge.identity import actor, viewer
from service.edge.language import ZONE, language, say_many, until
from service.edge.language import say as _
from service.errors import Conflict, Invalid
from service.models import Campaign, CampaignStatus, Deadline
from service.operations.campaigns import move_deadline
from service.permissions import may_move_deadline
from service.queries.campaigns import find_campaign
from service.queries.deadlines import find_deadline, timers_resting_on
from service.web.measures import worker
from service.web.questions import (
    DAY_PARTS,
    Question,
    answer_sentence,
    day_parts,
    problems_of,
    read_day,
)
from service.web.words import DEADLINES, word

blueprint = Blueprint("deadlines", __name__, url_prefix="/campaigns")

Errors = Mapping[str, list[str]]
#: The last minute of a day, which is the first of the next one.
_DAY_END = "24:00"


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
    return _page(deadline, _as_typed(deadline.due_at))


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
    day = _parsed("%Y-%m-%d", read_day(_day_boxes(request.form)) or "")
    time = request.form.get("time", "").strip().replace("h", ":")
    is_day_end = time == _DAY_END
    clock = _parsed("%H:%M", "00:00" if is_day_end else time)
    wrong: dict[str, list[str]] = {}
    if day is None:
        wrong["due_at"] = ["not_a_date"]
    if clock is None:
        wrong["time"] = ["not_a_time"]
    if not basis.strip():
        wrong["basis"] = ["required"]
    if day is None or clock is None or wrong:
        raise Invalid(wrong)
    return datetime.combine(day + timedelta(days=is_day_end), clock.time(), ZONE)


def _parsed(pattern: str, text: str) -> datetime | None:
    try:
        return datetime.strptime(text, pattern).replace(tzinfo=ZONE)
    except ValueError:
        return None


def _day_boxes(typed: Mapping[str, str]) -> list[str]:
    return [typed.get(f"due_at-{part}", "").strip() for part in DAY_PARTS]


def _as_typed(due_at: datetime) -> dict[str, str]:
    """A moment as a person would type it; midnight is the end of the day before."""
    local = due_at.astimezone(ZONE)
    is_day_end = (local.hour, local.minute) == (0, 0)
    day = local - timedelta(days=is_day_end)
    boxes = day_parts(day.date().isoformat())
    time = _DAY_END if is_day_end else local.strftime("%H:%M")
    return {"time": time} | {f"due_at-{part}": value for part, value in boxes.items()}


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
    boxes = dict(zip(DAY_PARTS, _day_boxes(typed), strict=True))
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
