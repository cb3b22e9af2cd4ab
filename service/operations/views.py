"""Views of the inbox that people keep, for themselves or for a group of theirs."""

from collections.abc import Mapping

from sqlalchemy import func, select

from service.audit.events import Event
from service.errors import Conflict, Invalid, NotAllowed, NotFound
from service.models import Group, Membership, SavedView
from service.unit_of_work import UnitOfWork

MOST_VIEWS = 20
_LONGEST_NAME = 60

#: A group, and its unit where it is one of a unit.
Audience = tuple[Group, int | None]


def save_view(
    uow: UnitOfWork, name: str, filters: Mapping[str, str], audience: Audience | None = None
) -> SavedView:
    """Keep filters under a name; the same name again takes the place of the former."""
    name = _named(name)
    view = _own_view(uow, name) or _new_view(uow, name)
    if audience is not None:
        _check_member(uow, audience)
    view.filters = dict(filters)
    view.group, view.unit_id = audience or (None, None)
    view.saved_at = uow.now
    uow.session.add(view)
    uow.flush()
    uow.record(
        Event.VIEW_SAVED, detail={"view": view.id}, values={"name": name, "filters": view.filters}
    )
    return view


def remove_view(uow: UnitOfWork, view_id: int) -> None:
    """Forget a view of one's own, for everybody it was shared with too."""
    view = uow.session.get(SavedView, view_id)
    if view is None or view.owner_id != uow.actor.person_id:
        raise NotFound("view.not_found")
    uow.session.delete(view)
    uow.record(Event.VIEW_REMOVED, detail={"view": view_id})


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Invalid({"name": ["required"]})
    if len(name) > _LONGEST_NAME:
        raise Invalid({"name": [f"max_length:{_LONGEST_NAME}"]})
    return name


def _own_view(uow: UnitOfWork, name: str) -> SavedView | None:
    own = select(SavedView).where(SavedView.owner_id == uow.actor.person_id)
    return uow.session.scalar(own.where(SavedView.name == name))


def _new_view(uow: UnitOfWork, name: str) -> SavedView:
    owner_id = uow.actor.person_id
    assert owner_id is not None
    kept = select(func.count(SavedView.id)).where(SavedView.owner_id == owner_id)
    if (uow.session.scalar(kept) or 0) >= MOST_VIEWS:
        raise Conflict("view.too_many", most=MOST_VIEWS)
    return SavedView(owner_id=owner_id, name=name)


def _check_member(uow: UnitOfWork, audience: Audience) -> None:
    group, unit_id = audience
    membership = select(Membership.id).where(
        Membership.person_id == uow.actor.person_id,
        Membership.group == group,
        Membership.unit_id.is_not_distinct_from(unit_id),
    )
    if uow.session.scalar(membership) is None:
        raise NotAllowed("view.not_member")
