"""Taking back what one did with a task a moment ago."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, current_app, flash, g, redirect, request
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, now, reading
from service.edge.identity import actor
from service.edge.language import say as _
from service.edge.language import say_later
from service.models import HandoverKind
from service.operations.handovers import UNDO_FOR, undo_handover
from service.queries.handovers import list_undoable
from service.web.addresses import local_target

blueprint = Blueprint("handovers", __name__, url_prefix="/undo")

_DONE = {
    HandoverKind.CLAIMED: say_later("You took"),
    HandoverKind.RELEASED: say_later("You gave back"),
    HandoverKind.REASSIGNED: say_later("You passed on"),
}


@dataclass(frozen=True, slots=True)
class Undoable:
    """Something a person can take back: what they did, with what, and until when."""

    id: int
    task_id: int
    done: str
    name: str
    until: datetime


@blueprint.post("/<int:handover_id>")
def undo(handover_id: int) -> ResponseReturnValue:
    """Take back one's own handover of a task."""
    with commanding(actor()) as uow:
        task = undo_handover(uow, handover_id)
    flash(_("Undone: “%(task)s” is as it was.", task=task.name))
    return redirect(local_target(request.form.get("next")))


def undoable(task_id: int | None = None) -> list[Undoable]:
    """What the viewer can take back now, of one task or of all; looked up once a request."""
    if "undoable" not in g:
        g.undoable = _undoable()
    return [one for one in g.undoable if task_id in (None, one.task_id)]


def _undoable() -> list[Undoable]:
    if g.get("viewer") is None or current_app.extensions["config"].is_rehearsal:
        return []
    recent = list_undoable(reading(), g.viewer.person_id, now() - UNDO_FOR)
    return [
        Undoable(one.id, one.task_id, str(_DONE[one.kind]), one.task.name, one.at + UNDO_FOR)
        for one in recent
    ]
