"""/api/tasks: handing a task to another person, getting it back, and reassigning it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Response
from flask.views import MethodView
from flask_smorest import Blueprint

from service.api.idempotency import Outcome, answer_once
from service.api.schemas import OneTaskSchema
from service.api.schemas_absences import DelegateSchema, ReassignSchema, ReceiverSchema
from service.api.schemas_cases import InterventionSchema
from service.api.tasks import demand_visible, done, visible
from service.edge.context import commanding, engine, now, reading
from service.edge.identity import actor, viewer
from service.models import UserTask
from service.operations.delegating import delegate_task, take_back_task
from service.operations.reassigning import reassign_task
from service.operations.recalling import recall_task
from service.permissions import day_of
from service.queries.absences import possible_receivers
from service.unit_of_work import UnitOfWork

blueprint = Blueprint(
    "api-handing-on", __name__, url_prefix="/api/tasks", description="Handing tasks on"
)


@blueprint.route("/<int:task_id>/receivers")
class Receivers(MethodView):
    """Whom a task can be given to."""

    @blueprint.response(200, ReceiverSchema(many=True))
    def get(self, task_id: int) -> Any:
        """List those who are there today and need not keep away from the case"""
        task = visible(reading(), task_id)
        return possible_receivers(reading(), viewer(), task, day_of(now()))


@blueprint.route("/<int:task_id>/delegate")
class Delegate(MethodView):
    """Handing a task over."""

    @blueprint.arguments(DelegateSchema)
    @blueprint.response(200, OneTaskSchema)
    @blueprint.alt_response(HTTPStatus.FORBIDDEN, description="The receiver has to keep away")
    def post(self, body: dict[str, Any], task_id: int) -> Response:
        """Hand a task to another person, who does it in one's stead"""

        def act(uow: UnitOfWork) -> UserTask:
            return delegate_task(uow, task_id, body["person_id"])

        return _handed_on(task_id, act)


@blueprint.route("/<int:task_id>/take-back")
class TakeBack(MethodView):
    """Getting a task back."""

    @blueprint.response(200, OneTaskSchema)
    def post(self, task_id: int) -> Response:
        """Get back a task that a delegate or a substitute has"""
        return _handed_on(task_id, lambda uow: take_back_task(uow, task_id))


@blueprint.route("/<int:task_id>/reassign")
class Reassign(MethodView):
    """Giving a task to somebody else."""

    @blueprint.arguments(ReassignSchema)
    @blueprint.response(200, OneTaskSchema)
    @blueprint.alt_response(HTTPStatus.FORBIDDEN, description="Not the caller's to reassign")
    def post(self, body: dict[str, Any], task_id: int) -> Response:
        """Give a task to somebody else, with a reason"""

        def act(uow: UnitOfWork) -> UserTask:
            return reassign_task(uow, task_id, body["person_id"], body["reason"])

        return _handed_on(task_id, act)


@blueprint.route("/<int:task_id>/recall")
class Recall(MethodView):
    """Recalling what was sent."""

    @blueprint.arguments(InterventionSchema)
    @blueprint.response(200, OneTaskSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="Somebody has touched it since")
    def post(self, body: dict[str, Any], task_id: int) -> Response:
        """Recall a task one completed, as long as nobody has touched what came of it"""

        def act(uow: UnitOfWork) -> UserTask:
            recall_task(uow, engine(), task_id, body["reason"])
            return uow.session.get_one(UserTask, task_id)

        return _handed_on(task_id, act)


def _handed_on(task_id: int, act: Callable[[UnitOfWork], UserTask]) -> Response:
    def outcome() -> Outcome:
        demand_visible(uow.session, task_id)
        return done(uow.session, act(uow))

    with commanding(actor()) as uow:
        return answer_once(uow, outcome)
