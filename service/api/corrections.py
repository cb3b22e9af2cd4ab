"""/api/corrections: requests to correct, as the standing body answers them."""

from http import HTTPStatus
from typing import Any

from flask import Response, abort
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE

from service.api.idempotency import Outcome, answer_once
from service.api.schemas_people import (
    AnswerSchema,
    CorrectionsAskedSchema,
    CorrectionSchema,
    CorrectionsSchema,
)
from service.edge.context import commanding, reading
from service.edge.identity import actor, viewer
from service.models import Correction, Person
from service.operations.corrections import answer_correction
from service.permissions import Worker, may_answer_corrections
from service.queries.corrections import find_correction, list_corrections

blueprint = Blueprint(
    "api-corrections", __name__, url_prefix="/api/corrections", description="Requests to correct"
)


@blueprint.route("")
class Corrections(MethodView):
    """The requests."""

    @blueprint.arguments(CorrectionsAskedSchema, location="query", unknown=RAISE)
    @blueprint.response(200, CorrectionsSchema)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """List what waits for an answer, or what was answered before a request"""
        _check_may_see()
        found = list_corrections(
            reading(),
            answered=asked["state"] == "answered",
            before=asked["cursor"],
            limit=asked["limit"],
        )
        return {"corrections": found}


@blueprint.route("/<int:correction_id>")
class OneCorrection(MethodView):
    """One request."""

    @blueprint.response(200, CorrectionSchema)
    @blueprint.alt_response(404, description="No such request")
    def get(self, correction_id: int) -> Correction:
        """Show one request"""
        _check_may_see()
        return find_correction(reading(), correction_id) or abort(404)


@blueprint.route("/<int:correction_id>/answer")
class Answer(MethodView):
    """The answer."""

    @blueprint.arguments(AnswerSchema)
    @blueprint.response(200, CorrectionSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="Answered already")
    def post(self, body: dict[str, Any], correction_id: int) -> Response:
        """Answer a request with a reason; never one's own"""

        def outcome() -> Outcome:
            answered = answer_correction(uow, correction_id, **body)
            uow.flush()
            return CorrectionSchema().dump(answered), HTTPStatus.OK.value

        with commanding(actor()) as uow:
            return answer_once(uow, outcome)


def _check_may_see() -> None:
    person = reading().get_one(Person, viewer().person_id)
    may_answer_corrections(Worker.of(person)).require()
