"""The secret address at which a person's calendar program reads their deadlines."""

import secrets

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service.audit.events import Event
from service.errors import NotAllowed
from service.models import CalendarFeed, Person
from service.operations.sessions import token_hash
from service.unit_of_work import UnitOfWork

_TOKEN_BYTES = 32


def open_calendar_feed(uow: UnitOfWork) -> str:
    """Give the actor a new secret; one they had before opens nothing any more."""
    person_id = uow.actor.person_id
    if person_id is None:
        raise NotAllowed("people.person_not_found")
    close_calendar_feed(uow)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    uow.session.add(
        CalendarFeed(person_id=person_id, token_hash=token_hash(token), made_at=uow.now)
    )
    uow.record(Event.CALENDAR_FEED_OPENED, detail={"person": person_id})
    return token


def close_calendar_feed(uow: UnitOfWork) -> None:
    """Make the actor's secret worthless; who has none is left alone."""
    feed = uow.session.scalar(_feed_of(uow.actor.person_id))
    if feed is None:
        return
    uow.session.delete(feed)
    uow.flush()
    uow.record(Event.CALENDAR_FEED_CLOSED, detail={"person": feed.person_id})


def has_calendar_feed(session: Session, person_id: int) -> bool:
    """Whether a person has a secret address."""
    return session.scalar(_feed_of(person_id)) is not None


def whose_calendar(session: Session, token: str) -> int | None:
    """The person whose secret this is, as long as their account is open."""
    return session.scalar(
        select(CalendarFeed.person_id)
        .join(CalendarFeed.person)
        .where(CalendarFeed.token_hash == token_hash(token), Person.is_active)
    )


def _feed_of(person_id: int | None) -> Select[CalendarFeed]:
    return select(CalendarFeed).where(CalendarFeed.person_id == person_id)
