"""Incidents: what failed, why, on what data, who did something about it, and what can be done."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, abort, flash, jsonify, redirect, render_template, request
from flask import url_for as address_of
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, engine, reading
from service.edge.identity import actor
from service.edge.language import language
from service.errors import Conflict, Invalid
from service.models import Incident
from service.operations.resolutions import (
    ask_skip,
    change_variables,
    confirm_skip,
    retry_incident,
)
from service.permissions import may_see_incidents
from service.queries.cases import case_of
from service.queries.incidents import find_incident, list_being_retried, list_incidents
from service.unit_of_work import UnitOfWork
from service.web.administering import REMEDIES, Remedy
from service.web.measures import worker
from service.web.questions import problems_of
from service.web.resolving import (
    asked_of,
    element_of,
    obstacle,
    offered,
    questions_about,
    read_changes,
    read_skip,
    ruling,
    written,
)
from service.web.stories import history_of, tell

blueprint = Blueprint("incidents", __name__, url_prefix="/incidents")

_ADDRESS = "/<int:incident_id>/<any(retry,data,skip,confirm):key>"
Posted = Mapping[str, str]


@blueprint.get("")
def incidents_page() -> ResponseReturnValue:
    """List what needs somebody now, or what has been dealt with."""
    may_see_incidents(worker()).require()
    resolved = request.args.get("state") == "resolved"
    return render_template(
        "incidents.html",
        resolved=resolved,
        incidents=list_incidents(reading(), resolved=resolved),
        retried=[] if resolved else list_being_retried(reading()),
        language_code=language(),
    )


@blueprint.get("/<int:incident_id>")
def incident_page(incident_id: int) -> ResponseReturnValue:
    """Show one incident with the data as of then."""
    incident = _visible(incident_id)
    return render_template(
        "incident.html",
        incident=incident,
        element=element_of(incident),
        cause=incident.sentence(language()),
        remedies=offered(incident),
        wordings=REMEDIES,
        asked=asked_of(incident),
        written=written,
    )


@blueprint.get("/<int:incident_id>/history.json")
def history(incident_id: int) -> Response:
    """What to mark on the diagram: the way of the case, and the element that failed."""
    incident = _visible(incident_id)
    if incident.instance is None:
        abort(404)
    marks = history_of(tell(case_of(reading(), incident.instance)))
    return jsonify({**marks, "current": [incident.element_id], "late": []})


@blueprint.get(_ADDRESS)
def remedy_page(incident_id: int, key: str) -> ResponseReturnValue:
    """Say what a remedy does and ask for it; what does not fit is said on the incident."""
    remedy, incident = Remedy(key), _visible(incident_id)
    ruling(remedy, incident).require()
    conflict = obstacle(remedy, incident)
    if conflict is None:
        return _page(remedy, incident)
    flash(conflict.sentence(language()))
    return redirect(_home(incident_id))


@blueprint.post(_ADDRESS)
def take(incident_id: int, key: str) -> ResponseReturnValue:
    """Use the remedy, and say on the incident what came of it."""
    remedy, incident = Remedy(key), _visible(incident_id)
    try:
        with commanding(actor()) as uow:
            _TAKING[remedy](uow, incident, request.form)
    except Invalid as error:
        return _page(remedy, _visible(incident_id), error.fields), 422
    except Conflict as error:
        return _page(remedy, _visible(incident_id), conflict=error), 409
    flash(str(REMEDIES[remedy].done))
    return redirect(_home(incident_id))


def _retry(uow: UnitOfWork, incident: Incident, posted: Posted) -> None:
    retry_incident(uow, engine(), incident.id, _seen(posted))


def _change(uow: UnitOfWork, incident: Incident, posted: Posted) -> None:
    changes = read_changes(incident, posted)
    reason = posted.get("reason", "")
    change_variables(uow, engine(), incident.id, changes, reason, _seen(posted))


def _skip(uow: UnitOfWork, incident: Incident, posted: Posted) -> None:
    skip, reason = read_skip(posted), posted.get("reason", "")
    ask_skip(uow, engine(), incident.id, skip, reason, _seen(posted))


def _confirm(uow: UnitOfWork, incident: Incident, posted: Posted) -> None:
    confirm_skip(uow, engine(), incident.id, _seen(posted))


_TAKING: Mapping[Remedy, Callable[[UnitOfWork, Incident, Posted], None]] = {
    Remedy.RETRY: _retry,
    Remedy.DATA: _change,
    Remedy.SKIP: _skip,
    Remedy.CONFIRM: _confirm,
}


def _seen(posted: Posted) -> int:
    text = posted.get("revision", "")
    return int(text) if text.isdecimal() else -1


def _visible(incident_id: int) -> Incident:
    may_see_incidents(worker()).require()
    return find_incident(reading(), incident_id) or abort(404)


def _home(incident_id: int) -> str:
    return address_of("incidents.incident_page", incident_id=incident_id)


def _page(
    remedy: Remedy,
    incident: Incident,
    errors: Mapping[str, list[str]] | None = None,
    conflict: Conflict | None = None,
) -> str:
    questions = questions_about(remedy, incident, request.form, errors or {})
    problems = list(problems_of(questions))
    if conflict is not None:
        problems.append(("main", conflict.sentence(language())))
    return render_template(
        "remedy.html",
        remedy=remedy,
        wording=REMEDIES[remedy],
        incident=incident,
        element=element_of(incident),
        cause=incident.sentence(language()),
        asked=asked_of(incident),
        questions=questions,
        problems=problems,
        seen=incident.revision if conflict else request.form.get("revision", incident.revision),
        home=_home(incident.id),
        written=written,
    )
