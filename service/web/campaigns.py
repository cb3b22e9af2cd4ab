"""Campaigns: the board by unit, and the dates everything hangs on."""

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from service.edge.context import now, reading
from service.edge.identity import viewer
from service.permissions import may_replace_template
from service.queries.campaigns import board_of, find_campaign, list_campaigns, nominations_of
from service.queries.nominations import posted_nominations
from service.web.campaign_plans import may_open_campaign
from service.web.deadlines import may_move
from service.web.measures import worker
from service.web.packs import may_take

blueprint = Blueprint("campaigns", __name__, url_prefix="/campaigns")


@blueprint.get("")
def campaigns_page() -> ResponseReturnValue:
    """List the campaigns."""
    viewer()
    return render_template(
        "campaigns.html",
        campaigns=list_campaigns(reading()),
        may_replace_templates=bool(may_replace_template(worker())),
        may_open=may_open_campaign(),
    )


@blueprint.get("/<code>")
def campaign_page(code: str) -> ResponseReturnValue:
    """Show one campaign by unit, content, award and deadline."""
    person = viewer()
    campaign = find_campaign(reading(), code) or abort(404)
    return render_template(
        "campaign.html",
        board=board_of(reading(), person, campaign, now()),
        nominations=nominations_of(reading(), person, campaign),
        now=now(),
        posted=posted_nominations(reading(), campaign.id),
        may_complain=not current_app.extensions["config"].is_rehearsal,
        may_move=may_move(campaign),
        may_take_pack=may_take(),
    )
