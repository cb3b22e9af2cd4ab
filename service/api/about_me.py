"""/api/about-me: what is recorded of the caller, and asking to have it corrected."""

from http import HTTPStatus
from typing import Any

from flask import Response
from flask.views import MethodView
from flask_smorest import Blueprint

from service.api.idempotency import Outcome, answer_once
from service.api.schemas_people import (
    AboutMeSchema,
    CorrectionSchema,
    NewCorrectionSchema,
)
from service.edge.context import commanding, reading
from service.edge.identity import actor, viewer
from service.models import Comment, Nomination, ProcessInstance
from service.operations.corrections import ask_correction
from service.queries.cases import Waiting, case_of
from service.queries.comments import comments_by
from service.queries.corrections import corrections_of
from service.queries.nominees import instance_of, nominations_about
from service.queries.people import find_person, terms_of

blueprint = Blueprint(
    "api-about-me", __name__, url_prefix="/api/about-me", description="What is recorded of oneself"
)


@blueprint.route("")
class AboutMe(MethodView):
    """What is recorded of the caller."""

    @blueprint.response(200, AboutMeSchema)
    def get(self) -> dict[str, Any]:
        """Show account, groups, nominations and requests of the caller, and of nobody else"""
        person_id = viewer().person_id
        return {
            "person": find_person(reading(), person_id),
            "terms": terms_of(reading(), person_id),
            "nominations": [_told(one) for one in nominations_about(reading(), person_id)],
            "corrections": corrections_of(reading(), person_id),
            "comments": [_said(*one, person_id) for one in comments_by(reading(), person_id)],
        }


@blueprint.route("/corrections")
class OwnCorrections(MethodView):
    """Asking to have something corrected."""

    @blueprint.arguments(NewCorrectionSchema)
    @blueprint.response(HTTPStatus.CREATED, CorrectionSchema)
    @blueprint.alt_response(404, description="Not a nomination of the caller")
    def post(self, body: dict[str, Any]) -> Response:
        """Ask the standing body to correct something; it holds nothing up"""

        def outcome() -> Outcome:
            asked = ask_correction(uow, **body)
            return CorrectionSchema().dump(asked), HTTPStatus.CREATED.value

        with commanding(actor()) as uow:
            return answer_once(uow, outcome)


_PLAIN = (
    *("id", "key", "achievement", "outcome_reason", "suspended_at"),
    *("unit_yes", "unit_present", "council_yes", "council_total"),
)


def _told(nomination: Nomination) -> dict[str, Any]:
    dossier = nomination.dossier
    return {
        **{name: getattr(nomination, name) for name in _PLAIN},
        "campaign": nomination.campaign.code,
        "unit": nomination.unit.code,
        "award": nomination.award.value,
        "content": nomination.content.value,
        "status": nomination.status.value,
        "rating": dossier.rating.value if dossier and dossier.rating else None,
        "report": dossier.report if dossier else None,
        "places": [_place(one) for one in _waiting(nomination)],
    }


def _said(comment: Comment, instance: ProcessInstance, person_id: int) -> dict[str, Any]:
    """What the caller said; of what others said, only that the caller is named in it."""
    is_own = comment.author_id == person_id
    return {
        "id": comment.id,
        "instance_id": instance.id,
        "is_own": is_own,
        "text": comment.text if is_own else None,
        "written_at": comment.written_at,
        "withdrawn_at": comment.withdrawn_at,
    }


def _waiting(nomination: Nomination) -> tuple[Waiting, ...]:
    instance = instance_of(reading(), nomination)
    return case_of(reading(), instance).waiting if instance is not None else ()


def _place(waiting: Waiting) -> dict[str, Any]:
    """Where a nomination is, by the groups that have it and nobody's name."""
    task = waiting.task
    return {
        "element_id": waiting.element_id,
        "name": task.name if task is not None else "",
        "groups": [one.group.value for one in task.candidates] if task is not None else [],
        "due_at": waiting.due_at,
    }
