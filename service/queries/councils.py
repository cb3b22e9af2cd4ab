"""What a session of the council is about: who votes, on whom, and who may not."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from service.models import (
    Award,
    CouncilSession,
    Group,
    Membership,
    Nomination,
    NominationStatus,
    Person,
    Tally,
    Verdict,
)


def council_members(session: Session) -> Sequence[Person]:
    """Everybody who votes in the council: its members and its chair."""
    voting = select(Membership.person_id).where(
        Membership.group.in_((Group.COUNCIL_MEMBER, Group.COUNCIL_CHAIR))
    )
    return session.scalars(
        select(Person).where(Person.id.in_(voting), Person.is_active).order_by(Person.id)
    ).all()


def nominations_before(session: Session, council: CouncilSession) -> Sequence[Nomination]:
    """What the session votes on: all that was put before the council and not yet counted."""
    counted = (
        select(Tally.nomination_id)
        .join(CouncilSession, CouncilSession.id == Tally.session_id)
        .where(CouncilSession.campaign_id == council.campaign_id, CouncilSession.id != council.id)
    )
    return session.scalars(
        select(Nomination)
        .where(
            Nomination.campaign_id == council.campaign_id,
            Nomination.status == NominationStatus.COUNCIL,
            Nomination.id.not_in(counted),
        )
        .options(joinedload(Nomination.unit))
        .order_by(Nomination.number)
    ).all()


def is_left_to_chair(award: Award, verdict: Verdict) -> bool:
    """Say whether a count leaves the nominee to the chair."""
    if verdict is Verdict.OVER_QUOTA:
        # Nothing is below a certificate of commendation, so the rank alone decides there.
        return award is not Award.GIAY_KHEN
    return verdict in {Verdict.TIED, Verdict.DOWNGRADABLE}


def open_tallies(session: Session, council: CouncilSession) -> list[Tally]:
    """The counts of a session that the chair has to decide."""
    tallies = session.scalars(
        select(Tally)
        .where(Tally.session_id == council.id)
        .options(joinedload(Tally.nomination).joinedload(Nomination.unit))
        .order_by(Tally.nomination_id)
    )
    return [one for one in tallies if is_left_to_chair(one.nomination.award, one.verdict)]
