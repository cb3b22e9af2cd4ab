"""/api/cases: process instances, to look at."""

from typing import Any

from flask import abort
from flask.views import MethodView
from flask_smorest import Blueprint

from service.api.schemas import CaseSchema
from service.edge.context import reading
from service.edge.identity import viewer
from service.queries.cases import Case, Waiting, find_case, timeline

blueprint = Blueprint("api-cases", __name__, url_prefix="/api/cases", description="Cases")


@blueprint.route("/<int:instance_id>")
class OneCase(MethodView):
    """One case."""

    @blueprint.response(200, CaseSchema)
    @blueprint.alt_response(404, description="No such case, or not open to the caller")
    def get(self, instance_id: int) -> dict[str, Any]:
        """Show one case: where it is, what the rules said, what happened"""
        case = find_case(reading(), viewer(), instance_id) or abort(404)
        return _body(case)


def _body(case: Case) -> dict[str, Any]:
    instance = case.instance
    return {
        "id": instance.id,
        "process_key": instance.process_key,
        "version": instance.definition.version,
        "business_key": instance.business_key,
        "campaign": case.campaign.code,
        "unit": case.unit.code if case.unit else None,
        "status": instance.status.value,
        "nomination_id": instance.nomination_id,
        "nomination_status": case.nomination.status.value if case.nomination else None,
        "started_at": instance.started_at,
        "ended_at": instance.ended_at,
        "places": [_place(one) for one in case.waiting] if case.is_running else [],
        "rules": case.rules,
        "history": timeline(reading(), instance.id),
    }


def _place(waiting: Waiting) -> dict[str, Any]:
    return {
        "kind": waiting.kind,
        "element_id": waiting.element_id,
        "task_id": waiting.task.id if waiting.task else None,
        "due_at": waiting.due_at,
        "message": waiting.message,
    }
