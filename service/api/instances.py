"""/api/instances: what administrators do to a process instance."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Response, abort, jsonify
from flask.views import MethodView
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from service.api.idempotency import Outcome, answer_once
from service.api.revisions import seen_revision
from service.api.schemas_cases import BackSchema, InstanceSchema, InterventionSchema
from service.edge.context import commanding, engine, reading
from service.edge.identity import actor, viewer
from service.models import InstanceStatus, ProcessInstance
from service.operations.definitions import sources_of
from service.operations.interventions import (
    cancel_instance,
    resume_instance,
    suspend_instance,
    take_back,
)
from service.permissions import check_may_administer
from service.queries.cases import find_case
from service.unit_of_work import UnitOfWork

blueprint = Blueprint(
    "api-instances", __name__, url_prefix="/api/instances", description="Running cases"
)


@blueprint.route("/<int:instance_id>")
class OneInstance(MethodView):
    """One instance."""

    @blueprint.response(200, InstanceSchema)
    @blueprint.alt_response(404, description="No such instance")
    def get(self, instance_id: int) -> Response:
        """Show how an instance stands and where it can safely go back to"""
        instance = _visible(reading(), instance_id)
        check_may_administer(reading(), viewer().person_id, instance)
        response = jsonify(_body(reading(), instance))
        response.set_etag(str(instance.revision))
        return response


@blueprint.route("/<int:instance_id>/suspend")
class Suspension(MethodView):
    """Holding still."""

    @blueprint.arguments(InterventionSchema)
    @blueprint.response(200, InstanceSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="It is suspended, or has ended")
    def post(self, body: dict[str, Any], instance_id: int) -> Response:
        """Hold an instance still, for a technical reason"""
        return _taken(
            instance_id,
            lambda uow: suspend_instance(uow, instance_id, body["reason"], seen_revision()),
        )


@blueprint.route("/<int:instance_id>/resume")
class Resumption(MethodView):
    """Going on."""

    @blueprint.arguments(InterventionSchema)
    @blueprint.response(200, InstanceSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="It is not suspended")
    def post(self, body: dict[str, Any], instance_id: int) -> Response:
        """Let an instance go on"""
        return _taken(
            instance_id,
            lambda uow: resume_instance(uow, instance_id, body["reason"], seen_revision()),
        )


@blueprint.route("/<int:instance_id>/cancel")
class Cancellation(MethodView):
    """Ending."""

    @blueprint.arguments(InterventionSchema)
    @blueprint.response(200, InstanceSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="It has ended, or others need it")
    def post(self, body: dict[str, Any], instance_id: int) -> Response:
        """End an instance where it stands"""
        return _taken(
            instance_id,
            lambda uow: cancel_instance(uow, instance_id, body["reason"], seen_revision()),
        )


@blueprint.route("/<int:instance_id>/back")
class WayBack(MethodView):
    """Going back."""

    @blueprint.arguments(BackSchema)
    @blueprint.response(200, InstanceSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="There is no safe way back to it")
    def post(self, body: dict[str, Any], instance_id: int) -> Response:
        """Take an instance back to one of ``ways_back``"""
        return _taken(
            instance_id,
            lambda uow: take_back(
                uow, engine(), instance_id, body["element_id"], body["reason"], seen_revision()
            ),
        )


def _taken(instance_id: int, act: Callable[[UnitOfWork], ProcessInstance]) -> Response:
    def done() -> Outcome:
        _visible(uow.session, instance_id)
        instance = act(uow)
        uow.flush()
        return _body(uow.session, instance), HTTPStatus.OK.value

    with commanding(actor()) as uow:
        return answer_once(uow, done)


def _visible(session: Session, instance_id: int) -> ProcessInstance:
    case = find_case(session, viewer(), instance_id) or abort(404)
    return case.instance


def _body(session: Session, instance: ProcessInstance) -> dict[str, Any]:
    is_running = instance.status == InstanceStatus.RUNNING
    found: dict[str, Any] = InstanceSchema().dump(
        {
            **{name: getattr(instance, name) for name in _PLAIN},
            "status": instance.status.value,
            "ways_back": _ways_back(session, instance) if is_running else [],
        }
    )
    return found


def _ways_back(session: Session, instance: ProcessInstance) -> list[str]:
    sources = sources_of(session, engine(), instance.definition_id, instance.deployment_id)
    return list(engine().ways_back(sources, instance.document))


_PLAIN = (
    *("id", "process_key", "business_key", "revision", "started_at", "ended_at"),
    *("suspended_at", "suspension_reason", "open_incidents"),
)
