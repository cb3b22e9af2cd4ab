"""/api/views: saved views of the inbox, with how much each finds."""

from http import HTTPStatus
from typing import Any

from flask.views import MethodView
from flask_smorest import Blueprint

from service.api.schemas_inbox import NewViewSchema, ViewSchema, ViewsSchema
from service.edge.context import commanding, now, reading
from service.edge.identity import actor, viewer
from service.models import SavedView
from service.operations.views import remove_view, save_view
from service.queries.inbox import COUNTED, count_tab
from service.queries.inbox_asked import Wanted, read_wanted, written
from service.queries.views import list_views

blueprint = Blueprint("api-views", __name__, url_prefix="/api/views", description="Saved views")


@blueprint.route("")
class Views(MethodView):
    """One's own views, and those shared with one's groups."""

    @blueprint.response(200, ViewsSchema)
    def get(self) -> dict[str, Any]:
        """List the saved views, with how many tasks each finds for the caller"""
        return {"views": [_counted(view) for view in list_views(reading(), viewer())]}

    @blueprint.arguments(NewViewSchema)
    @blueprint.response(200, ViewSchema)
    def put(self, body: dict[str, Any]) -> dict[str, Any]:
        """Keep filters under a name; the same name again takes the place of the former"""
        filters = written(read_wanted(body["filters"], now()))
        audience = (body["group"], body["unit_id"]) if body["group"] else None
        with commanding(actor()) as uow:
            view = save_view(uow, body["name"], filters, audience)
        return _counted(view)


@blueprint.route("/<int:view_id>")
class View(MethodView):
    """One view."""

    @blueprint.response(HTTPStatus.NO_CONTENT)
    def delete(self, view_id: int) -> None:
        """Forget a view of one's own"""
        with commanding(actor()) as uow:
            remove_view(uow, view_id)


def _counted(view: SavedView) -> dict[str, Any]:
    wanted: Wanted = read_wanted(view.filters, now())
    return {
        "id": view.id,
        "name": view.name,
        "filters": view.filters,
        "group": view.group,
        "unit_id": view.unit_id,
        "is_own": view.owner_id == viewer().person_id,
        "count": count_tab(reading(), viewer(), wanted, COUNTED),
    }
