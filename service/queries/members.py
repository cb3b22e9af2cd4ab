"""Who is in which group, as far as anybody has been entered."""

from collections.abc import Mapping
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.models import Group, Membership, Person

#: The people of each group who can sign in, by the name of the group.
Members: TypeAlias = Mapping[str, frozenset[int]]


def members_of_groups(session: Session) -> Members | None:
    """The active people of every group; nothing while nobody has been entered at all."""
    rows = session.execute(
        select(Membership.group, Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Person.is_active)
    ).all()
    if not rows:
        return None
    return {
        group.value: frozenset(row.person_id for row in rows if row.group is group)
        for group in Group
    }
