"""/api/campaigns: opening a campaign, and how the campaigns stand."""

from http import HTTPStatus
from typing import Any

from flask import Response, abort
from flask.views import MethodView
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from service.api.idempotency import Outcome, answer_once
from service.api.schemas import (
    CampaignSchema,
    MovedDeadlineSchema,
    NewDateSchema,
    PlanSchema,
)
from service.edge.context import commanding, engine, now, reading
from service.edge.identity import actor, viewer
from service.models import Campaign
from service.operations.campaigns import (
    CampaignPlan,
    PlannedDeadline,
    create_campaign,
    move_deadline,
)
from service.queries.campaigns import Board, board_of, find_campaign, list_campaigns
from service.queries.deadlines import timers_resting_on

blueprint = Blueprint(
    "api-campaigns", __name__, url_prefix="/api/campaigns", description="Campaigns"
)


@blueprint.route("")
class Campaigns(MethodView):
    """The campaigns."""

    @blueprint.response(200, CampaignSchema(many=True))
    def get(self) -> list[dict[str, Any]]:
        """List campaigns, the newest first"""
        viewer()
        return [_body(reading(), one) for one in list_campaigns(reading())]

    @blueprint.arguments(PlanSchema)
    @blueprint.response(HTTPStatus.CREATED, CampaignSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="The code is taken")
    def post(self, body: dict[str, Any]) -> Response:
        """Create a campaign from its plan and start its process"""
        plan = _plan(body)
        with commanding(actor()) as uow:
            return answer_once(uow, lambda: _created(uow, plan))


@blueprint.route("/<code>")
class OneCampaign(MethodView):
    """One campaign."""

    @blueprint.response(200, CampaignSchema)
    def get(self, code: str) -> dict[str, Any]:
        """Show one campaign by unit and content"""
        viewer()
        return _body(reading(), find_campaign(reading(), code) or abort(404))


@blueprint.route("/<code>/deadlines/<name>")
class OneDeadline(MethodView):
    """One deadline of a campaign."""

    @blueprint.arguments(NewDateSchema)
    @blueprint.response(200, MovedDeadlineSchema)
    @blueprint.alt_response(404, description="No such campaign or deadline")
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="The campaign is archived")
    def put(self, body: dict[str, Any], code: str, name: str) -> Response:
        """Move a deadline; every waiting timer that rests on it is computed anew"""
        with commanding(actor()) as uow:
            return answer_once(uow, lambda: _moved(uow, (code, name), body))


def _moved(uow: Any, place: tuple[str, str], body: dict[str, Any]) -> Outcome:
    code, name = place
    campaign = find_campaign(uow.session, code) or abort(404)
    resting = timers_resting_on(uow.session, campaign.id, name)
    deadline = move_deadline(uow, campaign.id, name, body["due_at"], body["basis"])
    uow.flush()
    plain = {field: getattr(deadline, field) for field in _OF_DEADLINE}
    shown = MovedDeadlineSchema().dump(plain | {"retimed": len(resting)})
    return shown, HTTPStatus.OK.value


_OF_DEADLINE = ("name", "due_at", "basis", "is_assumption")


def _created(uow: Any, plan: CampaignPlan) -> Outcome:
    campaign = create_campaign(uow, engine(), plan)
    uow.flush()
    return CampaignSchema().dump(_body(uow.session, campaign)), HTTPStatus.CREATED.value


def _plan(body: dict[str, Any]) -> CampaignPlan:
    return CampaignPlan(
        code=body["code"],
        name=body["name"],
        legal_regime=body["legal_regime"],
        starts_on=body["starts_on"],
        ends_on=body["ends_on"],
        deadlines=tuple(PlannedDeadline(**one) for one in body["deadlines"]),
        settings=body["settings"],
        quotas={(one["award"], one["subject"]): one["limit"] for one in body["quotas"]},
    )


def _body(session: Session, campaign: Campaign) -> dict[str, Any]:
    board = board_of(session, viewer(), campaign, now())
    return {
        **{name: getattr(campaign, name) for name in _PLAIN},
        "status": campaign.status.value,
        "instance_id": board.instance_id,
        "nominations": board.nominations,
        "deadlines": board.deadlines,
        "by_content": {content.value: number for content, number in board.contents.items()},
        "by_unit": _by_unit(board),
    }


_PLAIN = ("code", "name", "legal_regime", "starts_on", "ends_on")


def _by_unit(board: Board) -> list[dict[str, Any]]:
    return [
        {
            "unit": line.unit.code,
            "review": line.review.value if line.review else None,
            "nominations": {status.value: number for status, number in line.statuses.items()},
            "late_tasks": line.late_tasks,
        }
        for line in board.units
    ]
