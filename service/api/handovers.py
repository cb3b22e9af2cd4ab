"""/api/handovers: what the caller did with tasks a moment ago, and taking it back."""

from http import HTTPStatus
from typing import Any

from flask import Response
from flask.views import MethodView
from flask_smorest import Blueprint

from service.api.idempotency import answer_once
from service.api.schemas_inbox import HandoversSchema, HandoverUndoneSchema
from service.edge.context import commanding, now, reading
from service.edge.identity import actor, viewer
from service.operations.handovers import UNDO_FOR, undo_handover
from service.queries.handovers import list_undoable
from service.unit_of_work import UnitOfWork

blueprint = Blueprint(
    "api-handovers", __name__, url_prefix="/api/handovers", description="Undoing handovers"
)


@blueprint.route("")
class Handovers(MethodView):
    """What can be taken back."""

    @blueprint.response(200, HandoversSchema)
    def get(self) -> dict[str, Any]:
        """List one's handovers that can still be undone, the latest first"""
        recent = list_undoable(reading(), viewer().person_id, now() - UNDO_FOR)
        return {
            "handovers": [
                {
                    "id": one.id,
                    "task_id": one.task_id,
                    "kind": one.kind,
                    "at": one.at,
                    "until": one.at + UNDO_FOR,
                }
                for one in recent
            ]
        }


@blueprint.route("/<int:handover_id>/undo")
class UndoHandover(MethodView):
    """Taking one back."""

    @blueprint.response(200, HandoverUndoneSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="Too late, or somebody went on")
    def post(self, handover_id: int) -> Response:
        """Undo a handover of one's own"""
        with commanding(actor()) as uow:
            return answer_once(uow, lambda: (_undone(uow, handover_id), HTTPStatus.OK.value))


def _undone(uow: UnitOfWork, handover_id: int) -> dict[str, Any]:
    task = undo_handover(uow, handover_id)
    return {"task_id": task.id, "assignee_id": task.assignee_id, "revision": task.revision}
