"""What is recorded about one person as a nominee; for that person only."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from service.models import Nomination, ProcessInstance


def nominations_about(session: Session, person_id: int) -> Sequence[Nomination]:
    """Every nomination of a person, the newest first."""
    return session.scalars(_about(person_id).order_by(Nomination.id.desc())).all()


def find_nomination_about(
    session: Session, person_id: int, nomination_id: int
) -> Nomination | None:
    """The nomination, unless it is not of this person."""
    return session.scalar(_about(person_id).where(Nomination.id == nomination_id))


def instance_of(session: Session, nomination: Nomination) -> ProcessInstance | None:
    """The instance that runs a nomination."""
    return session.scalar(
        select(ProcessInstance)
        .where(
            ProcessInstance.nomination_id == nomination.id,
            ProcessInstance.process_key == "nomination",
        )
        .options(joinedload(ProcessInstance.definition))
    )


def _about(person_id: int) -> Select[Nomination]:
    return (
        select(Nomination)
        .where(Nomination.person_id == person_id)
        .options(
            joinedload(Nomination.campaign),
            joinedload(Nomination.unit),
            joinedload(Nomination.dossier),
        )
    )
