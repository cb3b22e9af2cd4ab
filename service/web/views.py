"""Saved views of the inbox: a name, what it asks, how much it finds, and who shares it."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from service.edge.context import commanding, now, reading
from service.edge.identity import actor, viewer
from service.edge.language import language
from service.edge.language import say as _
from service.errors import Invalid, ServiceError
from service.models import Group, SavedView, Unit
from service.operations.views import Audience, remove_view, save_view
from service.queries.inbox import COUNTED, Count, count_tab
from service.queries.inbox_asked import Wanted, read_wanted, written
from service.queries.viewers import memberships_of
from service.queries.views import list_views
from service.web.addresses import inbox_address
from service.web.words import GROUPS, word

blueprint = Blueprint("views", __name__, url_prefix="/views")


@dataclass(frozen=True, slots=True)
class ShownView:
    """A saved view as the inbox offers it."""

    id: int
    name: str
    address: str
    count: Count
    is_own: bool
    is_shared: bool
    is_here: bool
    owner: str


@blueprint.post("")
def save() -> ResponseReturnValue:
    """Keep what the inbox is narrowed to now, for oneself or a group."""
    filters = written(read_wanted(request.form, now()))
    try:
        with commanding(actor()) as uow:
            view = save_view(uow, request.form.get("name", ""), filters, _audience())
    except Invalid:
        flash(_("The view was not saved: give it a name of at most 60 letters."))
    except ServiceError as error:
        flash(error.sentence(language()))
    else:
        flash(_("View “%(name)s” is saved.", name=view.name))
    return redirect(inbox_address(filters))


@blueprint.post("/<int:view_id>/remove")
def remove(view_id: int) -> ResponseReturnValue:
    """Forget a view of one's own."""
    with commanding(actor()) as uow:
        remove_view(uow, view_id)
    flash(_("The view is removed."))
    return redirect(url_for("inbox.inbox_page"))


def shown_views(wanted: Wanted) -> list[ShownView]:
    """The saved views the viewer may open, with how much each finds for them."""
    here = written(wanted)
    return [_shown(view, here) for view in list_views(reading(), viewer())]


def audiences() -> list[tuple[str, str]]:
    """The groups of the viewer a view can be shared with, as a form names them."""
    units = {one.id: one.name for one in reading().scalars(select(Unit))} if _of_units() else {}
    return [
        (_code(group, unit_id), _named(group, units.get(unit_id or 0)))
        for group, unit_id in memberships_of(viewer())
    ]


def _shown(view: SavedView, here: Mapping[str, str]) -> ShownView:
    wanted = read_wanted(view.filters, now())
    return ShownView(
        id=view.id,
        name=view.name,
        address=inbox_address(view.filters),
        count=count_tab(reading(), viewer(), wanted, COUNTED),
        is_own=view.owner_id == viewer().person_id,
        is_shared=view.group is not None,
        is_here=written(wanted) == here,
        owner=view.owner.name,
    )


def _audience() -> Audience | None:
    """Whom the form shares the view with; what it does not offer is nobody."""
    asked = request.form.get("audience", "")
    offered = {_code(group, unit): (group, unit) for group, unit in memberships_of(viewer())}
    return offered.get(asked)


def _of_units() -> bool:
    return bool(viewer().unit_groups)


def _code(group: Group, unit_id: int | None) -> str:
    return group.value if unit_id is None else f"{group.value}:{unit_id}"


def _named(group: Group, unit: str | None) -> str:
    name = word(GROUPS, group)
    return f"{name} – {unit}" if unit else name
