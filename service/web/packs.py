"""Inspection packs, for auditors: everything about a case or a campaign, to take away."""

from collections.abc import Iterable

from flask import Blueprint, Response, abort

from service.edge.context import config, reading
from service.edge.identity import viewer
from service.edge.packs import give_pack
from service.models import Nomination
from service.permissions import may_take_pack
from service.queries.campaigns import find_campaign
from service.queries.cases import find_case
from service.queries.pack_scopes import scope_of_campaign, scope_of_case
from service.web.measures import worker

blueprint = Blueprint("packs", __name__)


def may_take(nominations: Iterable[Nomination] = ()) -> bool:
    """Whether the viewer is offered a pack; what a rehearsal has kept is taken away by nobody."""
    return not config().is_rehearsal and bool(may_take_pack(worker(), nominations))


@blueprint.post("/cases/<int:instance_id>/pack")
def of_case(instance_id: int) -> Response:
    """Give out everything about a case and those it began."""
    if find_case(reading(), viewer(), instance_id) is None:
        abort(404)
    return give_pack(lambda session: scope_of_case(session, instance_id))


@blueprint.post("/campaigns/<code>/pack")
def of_campaign(code: str) -> Response:
    """Give out everything about a campaign."""
    viewer()
    if find_campaign(reading(), code) is None:
        abort(404)
    return give_pack(lambda session: scope_of_campaign(session, code))
