"""/api/incidents: what failed, and what administrators do about it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Response, abort, jsonify
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE

from service.api.idempotency import Outcome, answer_once
from service.api.revisions import seen_revision
from service.api.schemas_cases import (
    ChangesSchema,
    IncidentPageSchema,
    IncidentsAskedSchema,
    IncidentSchema,
    SkipSchema,
)
from service.edge.context import commanding, engine, reading
from service.edge.identity import actor, viewer
from service.edge.language import language
from service.models import Incident, Person
from service.operations.resolutions import (
    ask_skip,
    change_variables,
    confirm_skip,
    retry_incident,
)
from service.permissions import Worker, may_see_incidents
from service.queries.incidents import find_incident, list_incidents
from service.unit_of_work import UnitOfWork
from workflows import Skip

blueprint = Blueprint(
    "api-incidents", __name__, url_prefix="/api/incidents", description="Steps that failed"
)


@blueprint.route("")
class Incidents(MethodView):
    """The incidents."""

    @blueprint.arguments(IncidentsAskedSchema, location="query", unknown=RAISE)
    @blueprint.response(200, IncidentPageSchema)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """List incidents, the newest first; ``cursor`` continues where a page ended"""
        _check_may_see()
        limit = asked["limit"]
        rows = list_incidents(
            reading(),
            resolved=asked["state"] == "resolved",
            before=asked["cursor"],
            limit=limit + 1,
        )
        shown = rows[:limit]
        return {
            "incidents": [_told(one) for one in shown],
            "next_cursor": shown[-1].id if len(rows) > limit else None,
        }


@blueprint.route("/<int:incident_id>")
class OneIncident(MethodView):
    """One incident."""

    @blueprint.response(200, IncidentSchema)
    @blueprint.alt_response(404, description="No such incident")
    def get(self, incident_id: int) -> Response:
        """Show one incident with its data; its ETag is what If-Match asks for"""
        _check_may_see()
        incident = find_incident(reading(), incident_id) or abort(404)
        response = jsonify(_body(incident))
        response.set_etag(str(incident.revision))
        return response


@blueprint.route("/<int:incident_id>/retry")
class Retry(MethodView):
    """Another try."""

    @blueprint.response(200, IncidentSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="It failed again, or does not wait")
    def post(self, incident_id: int) -> Response:
        """Take the failed step again, now"""
        return _taken(lambda uow: retry_incident(uow, engine(), incident_id, seen_revision()))


@blueprint.route("/<int:incident_id>/variables")
class Variables(MethodView):
    """The data of the step."""

    @blueprint.arguments(ChangesSchema)
    @blueprint.response(200, IncidentSchema)
    @blueprint.alt_response(HTTPStatus.PRECONDITION_FAILED, description="Changed meanwhile")
    def post(self, body: dict[str, Any], incident_id: int) -> Response:
        """Change what the failed step is taken with, with a reason"""
        return _taken(
            lambda uow: change_variables(
                uow, engine(), incident_id, body["variables"], body["reason"], seen_revision()
            )
        )


@blueprint.route("/<int:incident_id>/skip")
class AskedSkip(MethodView):
    """Skipping."""

    @blueprint.arguments(SkipSchema)
    @blueprint.response(200, IncidentSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="The element cannot be skipped")
    def post(self, body: dict[str, Any], incident_id: int) -> Response:
        """Ask that the failed element count as done; somebody else has to confirm"""
        skip = Skip(body["variables"], body["flow"])
        return _taken(
            lambda uow: ask_skip(uow, engine(), incident_id, skip, body["reason"], seen_revision())
        )


@blueprint.route("/<int:incident_id>/skip/confirm")
class ConfirmedSkip(MethodView):
    """The second person's word."""

    @blueprint.response(200, IncidentSchema)
    @blueprint.alt_response(HTTPStatus.FORBIDDEN, description="The same person asked for it")
    def post(self, incident_id: int) -> Response:
        """Confirm a skip somebody else asked for"""
        return _taken(lambda uow: confirm_skip(uow, engine(), incident_id, seen_revision()))


def _taken(act: Callable[[UnitOfWork], Incident]) -> Response:
    _check_may_see()

    def done() -> Outcome:
        incident = act(uow)
        uow.flush()
        return _body(incident), HTTPStatus.OK.value

    with commanding(actor()) as uow:
        return answer_once(uow, done)


def _check_may_see() -> None:
    person = reading().get_one(Person, viewer().person_id)
    may_see_incidents(Worker.of(person)).require()


def _body(incident: Incident) -> dict[str, Any]:
    body: dict[str, Any] = IncidentSchema().dump(_told(incident))
    return body


def _told(incident: Incident) -> dict[str, Any]:
    return {
        **{name: getattr(incident, name) for name in _PLAIN},
        "kind": incident.kind.value,
        "cause": incident.sentence(language()),
        "technical_cause": incident.cause,
        "resolution": incident.resolution.value if incident.resolution else None,
    }


_PLAIN = (
    *("id", "instance_id", "task_id", "element_id", "variables", "attempts", "revision"),
    *("opened_at", "failed_at", "changed_at", "changed_by_id", "skip", "skip_asked_by_id"),
    *("skip_confirmed_by_id", "resolved_at", "resolved_by_id", "reason"),
)
