"""Withdrawing, suspending, concluding and complaining: a page each, with one question or two."""

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, reading
from service.edge.identity import actor, viewer
from service.edge.language import language
from service.edge.language import say as _
from service.errors import Conflict, Invalid
from service.models import Nomination
from service.operations.nominations import (
    conclude_suspension,
    file_complaint,
    suspend_nomination,
    withdraw_nomination,
)
from service.queries.nominations import (
    case_of_nomination,
    find_known_nomination,
    find_nomination,
)
from service.unit_of_work import UnitOfWork
from service.web.measures import WORDINGS, Measure, obstacle, questions_about, ruling
from service.web.questions import problems_of

blueprint = Blueprint("nominations", __name__, url_prefix="/nominations")

_ADDRESS = "/<int:nomination_id>/<any(withdraw,suspend,conclude,complaints):key>"
Posted = Mapping[str, str]


@blueprint.get(_ADDRESS)
def measure_page(nomination_id: int, key: str) -> ResponseReturnValue:
    """Ask what a measure needs to know; what does not fit any more is said on the case."""
    measure = Measure(key)
    nomination = _visible(measure, nomination_id)
    ruling(measure, nomination).require()
    conflict = obstacle(measure, nomination)
    if conflict is None:
        return _page(measure, nomination)
    flash(conflict.sentence(language()))
    return redirect(_home(nomination))


@blueprint.post(_ADDRESS)
def take(nomination_id: int, key: str) -> ResponseReturnValue:
    """Take the measure, and say on the case what happened."""
    measure = Measure(key)
    _visible(measure, nomination_id)
    try:
        with commanding(actor()) as uow:
            done = _TAKING[measure](uow, nomination_id, request.form)
    except Invalid as error:
        return _page(measure, _visible(measure, nomination_id), error.fields), 422
    except Conflict as error:
        return _page(measure, _visible(measure, nomination_id), conflict=error), 409
    flash(done)
    return redirect(_home(_visible(measure, nomination_id)))


def _withdraw(uow: UnitOfWork, nomination_id: int, posted: Posted) -> str:
    taken = withdraw_nomination(uow, nomination_id, posted.get("reason", ""))
    return _("The nomination of “%(name)s” is withdrawn.", name=taken.nominee)


def _suspend(uow: UnitOfWork, nomination_id: int, posted: Posted) -> str:
    taken = suspend_nomination(uow, nomination_id, posted.get("ground", ""))
    return _(
        "The nomination of “%(name)s” is suspended until a conclusion is recorded.",
        name=taken.nominee,
    )


def _conclude(uow: UnitOfWork, nomination_id: int, posted: Posted) -> str:
    note, verdict = posted.get("note", ""), posted.get("cleared")
    if verdict not in {"true", "false"}:
        unsaid = {} if note.strip() else {"note": ["required"]}
        raise Invalid({"cleared": ["required"], **unsaid})
    taken = conclude_suspension(uow, nomination_id, cleared=verdict == "true", note=note)
    if verdict == "true":
        return _("Conclusion recorded: the nomination of “%(name)s” goes on.", name=taken.nominee)
    return _(
        "Conclusion recorded: the nomination of “%(name)s” ends as not eligible.",
        name=taken.nominee,
    )


def _complain(uow: UnitOfWork, nomination_id: int, posted: Posted) -> str:
    file_complaint(uow, nomination_id, posted.get("text", ""))
    return _("Recorded. The standing body answers before the list goes to the council.")


_TAKING: Mapping[Measure, Callable[[UnitOfWork, int, Posted], str]] = {
    Measure.WITHDRAW: _withdraw,
    Measure.SUSPEND: _suspend,
    Measure.CONCLUDE: _conclude,
    Measure.COMPLAIN: _complain,
}


def _visible(measure: Measure, nomination_id: int) -> Nomination:
    find = find_known_nomination if measure is Measure.COMPLAIN else find_nomination
    return find(reading(), viewer(), nomination_id) or abort(404)


def _home(nomination: Nomination) -> str:
    """The case, for those who see it; else the list the nomination is posted on."""
    if find_nomination(reading(), viewer(), nomination.id) is None:
        return url_for("campaigns.campaign_page", code=nomination.campaign.code)
    case_id = case_of_nomination(reading(), nomination.id)
    return url_for("cases.case_page", instance_id=case_id)


def _page(
    measure: Measure,
    nomination: Nomination,
    errors: Mapping[str, list[str]] | None = None,
    conflict: Conflict | None = None,
) -> str:
    questions = questions_about(measure, request.form, errors or {})
    problems = list(problems_of(questions))
    if conflict is not None:
        problems.append((questions[0].id, conflict.sentence(language())))
    return render_template(
        "measure.html",
        measure=measure,
        wording=WORDINGS[measure],
        nomination=nomination,
        questions=questions,
        problems=problems,
        home=_home(nomination),
    )
