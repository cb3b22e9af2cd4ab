"""/api/cases/…/packs and /api/campaigns/…/packs: everything about them, to inspect elsewhere."""

from flask import Response, abort
from flask.views import MethodView
from flask_smorest import Blueprint

from service.edge.context import reading
from service.edge.identity import viewer
from service.edge.packs import give_pack
from service.queries.campaigns import find_campaign
from service.queries.cases import find_case
from service.queries.pack_scopes import scope_of_campaign, scope_of_case

blueprint = Blueprint("api-packs", __name__, url_prefix="/api", description="Inspection packs")


@blueprint.route("/cases/<int:instance_id>/packs")
class CasePacks(MethodView):
    """Taking a case away."""

    @blueprint.response(200, content_type="application/zip")
    @blueprint.alt_response(403, description="Not an auditor, or it is their own nomination")
    @blueprint.alt_response(404, description="No such case, or not open to the caller")
    def post(self, instance_id: int) -> Response:
        """Take a case and those it began as a signed archive; who did stays in the ledger"""
        if find_case(reading(), viewer(), instance_id) is None:
            abort(404)
        return give_pack(lambda session: scope_of_case(session, instance_id))


@blueprint.route("/campaigns/<code>/packs")
class CampaignPacks(MethodView):
    """Taking a campaign away."""

    @blueprint.response(200, content_type="application/zip")
    @blueprint.alt_response(403, description="Not an auditor, or nominated in it")
    @blueprint.alt_response(404, description="No such campaign")
    def post(self, code: str) -> Response:
        """Take every case of a campaign as a signed archive; who did stays in the ledger"""
        viewer()
        if find_campaign(reading(), code) is None:
            abort(404)
        return give_pack(lambda session: scope_of_campaign(session, code))
