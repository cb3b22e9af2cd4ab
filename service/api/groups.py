"""/api/groups: who belongs to which group, from when to when."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Response, abort
from flask.views import MethodView
from flask_smorest import Blueprint

from service.api.idempotency import Outcome, answer_once
from service.api.keeping import require_keeper
from service.api.schemas_people import (
    GroupsSchema,
    LastDaySchema,
    NewTermSchema,
    TermSchema,
    TermsSchema,
)
from service.edge.context import commanding, reading
from service.edge.identity import actor
from service.models import Group, Term
from service.operations.groups import join_group, leave_group
from service.queries.people import count_members, terms_in
from service.unit_of_work import UnitOfWork

blueprint = Blueprint("api-groups", __name__, url_prefix="/api/groups", description="Groups")


@blueprint.route("")
class Groups(MethodView):
    """The groups."""

    @blueprint.response(200, GroupsSchema)
    def get(self) -> dict[str, Any]:
        """List the groups with how many people act for each"""
        require_keeper()
        counts = count_members(reading())
        return {"groups": [{"group": one, "people": number} for one, number in counts.items()]}


@blueprint.route("/<name>/members")
class Members(MethodView):
    """The members of a group."""

    @blueprint.response(200, TermsSchema)
    @blueprint.alt_response(404, description="No such group")
    def get(self, name: str) -> dict[str, Any]:
        """List who is in a group or will be, and who was"""
        require_keeper()
        group = _known(name)
        return {
            "terms": terms_in(reading(), group),
            "former": terms_in(reading(), group, over=True),
        }

    @blueprint.arguments(NewTermSchema)
    @blueprint.response(HTTPStatus.CREATED, TermSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="In it already")
    def post(self, body: dict[str, Any], name: str) -> Response:
        """Put somebody in a group, from a day on and to the end of another"""
        group = _known(name)
        return _done(lambda uow: join_group(uow, group=group, **body), HTTPStatus.CREATED)


@blueprint.route("/terms/<int:term_id>/end")
class TermEnd(MethodView):
    """The end of a term."""

    @blueprint.arguments(LastDaySchema)
    @blueprint.response(200, TermSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="It is over already")
    def post(self, body: dict[str, Any], term_id: int) -> Response:
        """Take somebody out of a group, now or with the end of a day"""
        return _done(lambda uow: leave_group(uow, term_id, body["ends_on"]))


def _known(name: str) -> Group:
    if name not in set(Group):
        abort(404)
    return Group(name)


def _done(act: Callable[[UnitOfWork], Term], status: HTTPStatus = HTTPStatus.OK) -> Response:
    def outcome() -> Outcome:
        term = act(uow)
        uow.flush()
        return TermSchema().dump(term), status.value

    with commanding(actor()) as uow:
        return answer_once(uow, outcome)
