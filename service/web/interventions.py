"""Suspending, resuming, cancelling and taking back a case: a page each that says what happens."""

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, engine, reading
from service.edge.identity import actor, viewer
from service.edge.language import language
from service.errors import Conflict, Invalid
from service.operations.interventions import (
    cancel_instance,
    resume_instance,
    suspend_instance,
    take_back,
)
from service.queries.cases import Case, find_case
from service.unit_of_work import UnitOfWork
from service.web.administering import INTERVENTIONS, Intervention
from service.web.intervening import (
    consequences,
    obstacle,
    questions_about,
    ruling,
)
from service.web.questions import problems_of

blueprint = Blueprint("interventions", __name__, url_prefix="/cases")

_ADDRESS = "/<int:instance_id>/<any(suspend,resume,back,cancel):key>"
Posted = Mapping[str, str]


@blueprint.get(_ADDRESS)
def intervention_page(instance_id: int, key: str) -> ResponseReturnValue:
    """Say what will happen and ask why; what does not fit any more is said on the case."""
    intervention, case = Intervention(key), _visible(instance_id)
    conflict = obstacle(intervention, case.instance)
    if conflict is None:
        return _page(intervention, case)
    flash(conflict.sentence(language()))
    return redirect(_home(instance_id))


@blueprint.post(_ADDRESS)
def take(instance_id: int, key: str) -> ResponseReturnValue:
    """Do it, and say on the case what happened."""
    intervention = Intervention(key)
    _visible(instance_id)
    try:
        with commanding(actor()) as uow:
            _TAKING[intervention](uow, instance_id, request.form)
    except Invalid as error:
        return _page(intervention, _visible(instance_id), error.fields), 422
    except Conflict as error:
        return _page(intervention, _visible(instance_id), conflict=error), 409
    flash(str(INTERVENTIONS[intervention].done))
    return redirect(_home(instance_id))


def _back(uow: UnitOfWork, instance_id: int, posted: Posted) -> None:
    element_id, reason = posted.get("element", ""), posted.get("reason", "")
    if not element_id:
        unsaid = {} if reason.strip() else {"reason": ["required"]}
        raise Invalid({"element": ["required"], **unsaid})
    take_back(uow, engine(), instance_id, element_id, reason, _seen(posted))


def _suspend(uow: UnitOfWork, instance_id: int, posted: Posted) -> None:
    suspend_instance(uow, instance_id, posted.get("reason", ""), _seen(posted))


def _resume(uow: UnitOfWork, instance_id: int, posted: Posted) -> None:
    resume_instance(uow, instance_id, posted.get("reason", ""), _seen(posted))


def _cancel(uow: UnitOfWork, instance_id: int, posted: Posted) -> None:
    cancel_instance(uow, instance_id, posted.get("reason", ""), _seen(posted))


_TAKING: Mapping[Intervention, Callable[[UnitOfWork, int, Posted], None]] = {
    Intervention.SUSPEND: _suspend,
    Intervention.RESUME: _resume,
    Intervention.BACK: _back,
    Intervention.CANCEL: _cancel,
}


def _seen(posted: Posted) -> int:
    text = posted.get("revision", "")
    return int(text) if text.isdecimal() else -1


def _visible(instance_id: int) -> Case:
    case = find_case(reading(), viewer(), instance_id) or abort(404)
    ruling(case).require()
    return case


def _home(instance_id: int) -> str:
    return url_for("cases.case_page", instance_id=instance_id)


def _page(
    intervention: Intervention,
    case: Case,
    errors: Mapping[str, list[str]] | None = None,
    conflict: Conflict | None = None,
) -> str:
    questions = questions_about(intervention, case, request.form, errors or {})
    problems = list(problems_of(questions))
    if conflict is not None:
        problems.append(("main", conflict.sentence(language())))
    return render_template(
        "intervention.html",
        intervention=intervention,
        wording=INTERVENTIONS[intervention],
        case=case,
        happens=list(consequences(intervention, case)),
        questions=questions,
        problems=problems,
        seen=(
            case.instance.revision
            if conflict
            else request.form.get("revision", case.instance.revision)
        ),
        home=_home(case.instance.id),
    )
