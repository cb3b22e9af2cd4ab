"""/api/nominations: what may befall a nomination outside its diagram."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Response, abort
from flask.views import MethodView
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from service.api.idempotency import Outcome, answer_once
from service.api.schemas import (
    ComplaintSchema,
    ConclusionSchema,
    NewComplaintSchema,
    NominationSchema,
    SuspensionSchema,
    WithdrawalSchema,
)
from service.edge.context import commanding, reading
from service.edge.identity import actor, viewer
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

blueprint = Blueprint(
    "api-nominations", __name__, url_prefix="/api/nominations", description="Nominations"
)


@blueprint.route("/<int:nomination_id>")
class OneNomination(MethodView):
    """One nomination."""

    @blueprint.response(200, NominationSchema)
    @blueprint.alt_response(404, description="No such nomination, or not open to the caller")
    def get(self, nomination_id: int) -> dict[str, Any]:
        """Show one nomination as it stands"""
        return _body(reading(), _visible(reading(), nomination_id))


@blueprint.route("/<int:nomination_id>/withdraw")
class Withdrawal(MethodView):
    """Withdrawing."""

    @blueprint.arguments(WithdrawalSchema)
    @blueprint.response(200, NominationSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="It has ended, or is about to")
    def post(self, body: dict[str, Any], nomination_id: int) -> Response:
        """Withdraw a nomination; its process ends as soon as the word has reached it"""
        return _taken(nomination_id, lambda uow: withdraw_nomination(uow, nomination_id, **body))


@blueprint.route("/<int:nomination_id>/suspend")
class Suspension(MethodView):
    """Suspending on a legal ground."""

    @blueprint.arguments(SuspensionSchema)
    @blueprint.response(200, NominationSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="It is suspended already, or over")
    def post(self, body: dict[str, Any], nomination_id: int) -> Response:
        """Hold a nomination still until a conclusion is recorded"""
        return _taken(nomination_id, lambda uow: suspend_nomination(uow, nomination_id, **body))


@blueprint.route("/<int:nomination_id>/conclude")
class Conclusion(MethodView):
    """The end of a suspension."""

    @blueprint.arguments(ConclusionSchema)
    @blueprint.response(200, NominationSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="It is not suspended")
    def post(self, body: dict[str, Any], nomination_id: int) -> Response:
        """Record the conclusion: cleared, the nomination goes on; else it ends"""
        return _taken(nomination_id, lambda uow: conclude_suspension(uow, nomination_id, **body))


@blueprint.route("/<int:nomination_id>/complaints")
class Complaints(MethodView):
    """What is brought forward."""

    @blueprint.arguments(NewComplaintSchema)
    @blueprint.response(HTTPStatus.CREATED, ComplaintSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="The list is settled, or it is over")
    def post(self, body: dict[str, Any], nomination_id: int) -> Response:
        """Bring something forward, until the list goes to the council"""
        with commanding(actor()) as uow:
            return answer_once(uow, lambda: _filed(uow, nomination_id, body["text"]))


def _filed(uow: UnitOfWork, nomination_id: int, text: str) -> Outcome:
    if find_known_nomination(uow.session, viewer(), nomination_id) is None:
        abort(404)
    complaint = file_complaint(uow, nomination_id, text)
    uow.flush()
    return ComplaintSchema().dump(complaint), HTTPStatus.CREATED.value


def _taken(nomination_id: int, take: Callable[[UnitOfWork], Nomination]) -> Response:
    """Have a measure taken on a nomination the caller sees, and show how it stands then."""

    def act() -> Outcome:
        _visible(uow.session, nomination_id)
        nomination = take(uow)
        uow.flush()
        return NominationSchema().dump(_body(uow.session, nomination)), HTTPStatus.OK.value

    with commanding(actor()) as uow:
        return answer_once(uow, act)


def _visible(session: Session, nomination_id: int) -> Nomination:
    return find_nomination(session, viewer(), nomination_id) or abort(404)


def _body(session: Session, nomination: Nomination) -> dict[str, Any]:
    return {
        **{name: getattr(nomination, name) for name in _PLAIN},
        "unit": nomination.unit.code,
        "award": nomination.award.value,
        "status": nomination.status.value,
        "instance_id": case_of_nomination(session, nomination.id),
    }


_PLAIN = ("id", "key", "nominee", "suspended_at", "suspension_ground")
