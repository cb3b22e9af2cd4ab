"""/api/absences, /api/delegations, /api/interests: people away and who stands in for them."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import marshmallow as ma
from flask import Response
from flask.views import MethodView
from flask_smorest import Blueprint

from service.api.idempotency import Outcome, answer_once
from service.api.schemas_absences import (
    AbsenceSchema,
    ConfirmSchema,
    DelegationSchema,
    InterestSchema,
    NewAbsenceSchema,
    NewDelegationSchema,
    NewInterestSchema,
)
from service.edge.context import commanding, now, reading
from service.edge.identity import actor, viewer
from service.models import Interest
from service.operations.absences import PlannedAbsence, announce_absence, end_absence
from service.operations.delegations import PlannedDelegation, end_delegation, make_delegation
from service.operations.interests import Declared, declare_interest, end_interest
from service.operations.staffing import left_to_nobody
from service.permissions import day_of
from service.queries.absences import list_absences, list_delegations, list_interests
from service.unit_of_work import UnitOfWork

blueprint = Blueprint("api-absences", __name__, url_prefix="/api", description="People away")
_NOBODY_LEFT = "A task would be left to nobody; send “confirmed” to have it so"


@blueprint.route("/absences")
class Absences(MethodView):
    """People away."""

    @blueprint.response(200, AbsenceSchema(many=True))
    def get(self) -> Any:
        """List absences that are not over: one's own, and those one arranges or stands in for"""
        return list_absences(reading(), viewer(), day_of(now()))

    @blueprint.arguments(NewAbsenceSchema)
    @blueprint.response(HTTPStatus.CREATED, AbsenceSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description=_NOBODY_LEFT)
    def post(self, body: dict[str, Any]) -> Response:
        """Say when somebody is away and who stands in"""
        is_confirmed = body.pop("confirmed")
        planned = PlannedAbsence(**_of_caller(body))
        return _made(
            AbsenceSchema, lambda uow: announce_absence(uow, planned, is_confirmed=is_confirmed)
        )


@blueprint.route("/absences/<int:absence_id>/end")
class EndedAbsence(MethodView):
    """Being back."""

    @blueprint.response(200, AbsenceSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="It is over")
    def post(self, absence_id: int) -> Response:
        """Call an absence off"""
        return _done(AbsenceSchema, lambda uow: end_absence(uow, absence_id))


@blueprint.route("/delegations")
class Delegations(MethodView):
    """Standing delegations."""

    @blueprint.response(200, DelegationSchema(many=True))
    def get(self) -> Any:
        """List standing delegations that are not over"""
        return list_delegations(reading(), viewer(), day_of(now()))

    @blueprint.arguments(NewDelegationSchema)
    @blueprint.response(HTTPStatus.CREATED, DelegationSchema)
    def post(self, body: dict[str, Any]) -> Response:
        """Let tasks of a process or a group reach another person as well"""
        planned = PlannedDelegation(**_of_caller(body))
        return _made(DelegationSchema, lambda uow: make_delegation(uow, planned))


@blueprint.route("/delegations/<int:delegation_id>/end")
class EndedDelegation(MethodView):
    """The end of a standing delegation."""

    @blueprint.arguments(ConfirmSchema)
    @blueprint.response(200, DelegationSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description=_NOBODY_LEFT)
    def post(self, body: dict[str, Any], delegation_id: int) -> Response:
        """End a standing delegation"""
        confirmed = body["confirmed"]
        return _done(
            DelegationSchema,
            lambda uow: end_delegation(uow, delegation_id, is_confirmed=confirmed),
        )


@blueprint.route("/interests")
class Interests(MethodView):
    """What keeps people away from cases."""

    @blueprint.response(200, InterestSchema(many=True))
    def get(self) -> Any:
        """List one's own declarations; the standing body sees everybody's"""
        return list_interests(reading(), viewer())

    @blueprint.arguments(NewInterestSchema)
    @blueprint.response(HTTPStatus.CREATED, InterestSchema)
    def post(self, body: dict[str, Any]) -> Response:
        """Declare that somebody keeps away; the answer names tasks left to nobody"""
        declared = Declared(**_of_caller(body))

        def declare(uow: UnitOfWork) -> dict[str, Any]:
            return _told(uow, declare_interest(uow, declared))

        return _made(InterestSchema, declare)


@blueprint.route("/interests/<int:interest_id>/end")
class EndedInterest(MethodView):
    """Taking a declaration back."""

    @blueprint.response(200, InterestSchema)
    @blueprint.alt_response(HTTPStatus.FORBIDDEN, description="It is about the caller")
    def post(self, interest_id: int) -> Response:
        """Take back a declaration made in error"""
        return _done(InterestSchema, lambda uow: end_interest(uow, interest_id))


def _of_caller(body: dict[str, Any]) -> dict[str, Any]:
    """Who it is about, where nobody was named."""
    return {**body, "person_id": body["person_id"] or viewer().person_id}


def _told(uow: UnitOfWork, interest: Interest) -> dict[str, Any]:
    gaps = left_to_nobody(uow.session, interest.nomination_id, day_of(uow.now))
    return {**InterestSchema().dump(interest), "left_to_nobody": gaps}


def _made(schema: type[ma.Schema], act: Callable[[UnitOfWork], Any]) -> Response:
    return _done(schema, act, HTTPStatus.CREATED)


def _done(
    schema: type[ma.Schema], act: Callable[[UnitOfWork], Any], status: HTTPStatus = HTTPStatus.OK
) -> Response:
    def outcome() -> Outcome:
        made = act(uow)
        uow.flush()
        return made if isinstance(made, dict) else schema().dump(made), status.value

    viewer()
    with commanding(actor()) as uow:
        return answer_once(uow, outcome)
