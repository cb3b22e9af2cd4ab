"""Sessions: signing in and out, and the sessions a person has open."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, select
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import contains_eager

from service.audit.events import Event
from service.errors import NotAllowed, NotFound
from service.models import Person, Session
from service.operations.passwords import is_password
from service.unit_of_work import UnitOfWork

#: A session nobody used for so long is over.
IDLE = timedelta(minutes=30)
#: A session lasts a working day at most.
LASTS = timedelta(hours=12)

_TOKEN_BYTES = 32
#: Presence is noted once a minute, not with every page.
_PRESENCE = timedelta(minutes=1)
#: What a browser says of itself is longer than anybody reads.
_LONGEST_AGENT = 200


@dataclass(frozen=True, slots=True)
class SeenFrom:
    """Where a session was opened from, and with what program."""

    address: str | None = None
    agent: str | None = None


def authenticate(session: DatabaseSession, username: str, password: str) -> Person:
    """Return whose username and password these are; a stranger waits as long as a member.

    Give it a session for reading: hashing is slow on purpose and must not hold up writers.
    """
    person = session.scalar(select(Person).where(Person.username == username))
    known_hash = person.password_hash if person is not None and person.is_active else None
    if not is_password(known_hash, password) or person is None:
        raise NotAllowed("people.wrong_credentials")
    return person


def open_session(uow: UnitOfWork, person_id: int, seen_from: SeenFrom | None = None) -> str:
    """Sign a person in and return the token for the cookie; only its hash is kept."""
    token, place = secrets.token_urlsafe(_TOKEN_BYTES), seen_from or SeenFrom()
    session = Session(
        person_id=person_id,
        token_hash=token_hash(token),
        created_at=uow.now,
        seen_at=uow.now,
        address=place.address,
        agent=(place.agent or "")[:_LONGEST_AGENT] or None,
    )
    uow.session.add(session)
    uow.flush()
    uow.record(Event.PERSON_SIGNED_IN, detail={"person": person_id, "session": session.id})
    return token


def close_session(uow: UnitOfWork, token: str) -> None:
    """Sign out: the token opens nothing any more. One that never did is no error."""
    session = find_session(uow.session, token, uow.now)
    if session is None:
        return
    session.ended_at = uow.now
    uow.record(Event.PERSON_SIGNED_OUT, detail={"person": session.person_id, "session": session.id})


def find_session(session: DatabaseSession, token: str, now: datetime) -> Session | None:
    """Return the session a token opens, unless it has ended, lay idle or lasted too long."""
    return session.scalar(
        _OPENED_BY,
        {"hash": token_hash(token), "seen_after": now - IDLE, "created_after": now - LASTS},
    )


def list_sessions(session: DatabaseSession, person_id: int, now: datetime) -> Sequence[Session]:
    """The sessions a person has open, the one used last first."""
    return session.scalars(
        select(Session)
        .where(Session.person_id == person_id, _is_open(now))
        .order_by(Session.seen_at.desc(), Session.id.desc())
    ).all()


def end_session(uow: UnitOfWork, person_id: int, session_id: int) -> None:
    """End one of a person's own sessions."""
    named = [one for one in list_sessions(uow.session, person_id, uow.now) if one.id == session_id]
    if not named:
        raise NotFound("people.session_not_found")
    _end(uow, person_id, named)


def end_sessions(uow: UnitOfWork, person_id: int, *, keeping: int | None = None) -> int:
    """End every session of a person but the one to keep; say how many were ended."""
    open_now = list_sessions(uow.session, person_id, uow.now)
    ended = [one for one in open_now if one.id != keeping]
    if ended:
        _end(uow, person_id, ended)
    return len(ended)


def needs_touch(session: Session, now: datetime) -> bool:
    """Tell whether enough time has passed to note presence again."""
    return now - session.seen_at >= _PRESENCE


def touch_session(uow: UnitOfWork, token: str) -> None:
    """Note that the person is still there, so that the session does not lie idle."""
    session = find_session(uow.session, token, uow.now)
    if session is not None:
        session.seen_at = max(session.seen_at, uow.now)


def token_hash(token: str) -> str:
    """Return what is stored of a token or code."""
    return hashlib.sha256(token.encode()).hexdigest()


#: Asked with every page; its person comes along.
_OPENED_BY = (
    select(Session)
    .join(Session.person)
    .options(contains_eager(Session.person))
    .where(
        Session.token_hash == bindparam("hash"),
        Session.ended_at.is_(None),
        Session.seen_at > bindparam("seen_after"),
        Session.created_at > bindparam("created_after"),
        Person.is_active,
    )
)


def _is_open(now: datetime) -> ColumnElement[bool]:
    return and_(
        Session.ended_at.is_(None), Session.seen_at > now - IDLE, Session.created_at > now - LASTS
    )


def _end(uow: UnitOfWork, person_id: int, sessions: Sequence[Session]) -> None:
    for one in sessions:
        one.ended_at = uow.now
    numbers = [one.id for one in sessions]
    uow.record(Event.PERSON_SESSIONS_ENDED, detail={"person": person_id, "sessions": numbers})
