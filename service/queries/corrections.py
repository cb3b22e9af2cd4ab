"""Requests to correct what is recorded: one's own, and those that wait for an answer."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from service.models import Correction, CorrectionStatus


def corrections_of(session: Session, person_id: int) -> Sequence[Correction]:
    """What a person asked to have corrected, the newest first."""
    return session.scalars(
        select(Correction)
        .where(Correction.person_id == person_id)
        .options(joinedload(Correction.nomination), joinedload(Correction.answered_by))
        .order_by(Correction.id.desc())
    ).all()


def list_corrections(
    session: Session, *, answered: bool = False, before: int | None = None, limit: int = 100
) -> Sequence[Correction]:
    """What waits for an answer, the most urgent first; or what was answered, the latest first."""
    is_open = Correction.status == CorrectionStatus.OPEN
    wanted = select(Correction).options(
        joinedload(Correction.person),
        joinedload(Correction.nomination),
        joinedload(Correction.answered_by),
    )
    if answered:
        wanted = wanted.where(~is_open).order_by(Correction.id.desc())
        if before is not None:
            wanted = wanted.where(Correction.id < before)
    else:
        wanted = wanted.where(is_open).order_by(Correction.due_at, Correction.id)
    return session.scalars(wanted.limit(limit)).all()


def find_correction(session: Session, correction_id: int) -> Correction | None:
    """A request to correct something."""
    return session.get(Correction, correction_id)


def count_open_corrections(session: Session) -> int:
    """How many requests wait for an answer."""
    query = select(func.count(Correction.id)).where(Correction.status == CorrectionStatus.OPEN)
    return session.scalars(query).one()
