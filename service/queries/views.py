"""The saved views a person may open: their own, and those shared with a group of theirs."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from service.models import SavedView
from service.queries.viewers import Viewer, memberships_of

#: Nobody looks through more than that.
_MOST = 40


def list_views(session: Session, viewer: Viewer) -> Sequence[SavedView]:
    """The viewer's own views by name, then those of others."""
    query = (
        select(SavedView)
        .where(or_(SavedView.owner_id == viewer.person_id, *_shared_with(viewer)))
        .order_by(SavedView.owner_id != viewer.person_id, SavedView.name, SavedView.id)
        .limit(_MOST)
        .options(joinedload(SavedView.owner))
    )
    return session.scalars(query).all()


def _shared_with(viewer: Viewer) -> list[ColumnElement[bool]]:
    return [
        and_(SavedView.group == group, SavedView.unit_id.is_not_distinct_from(unit_id))
        for group, unit_id in memberships_of(viewer)
    ]
