"""People: their accounts, the groups they act for, and their sessions."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from service.audit.events import Event
from service.errors import Conflict, Invalid, NotAllowed, NotFound
from service.models import UNIT_GROUPS, Group, Membership, Person, Session, Unit
from service.operations.passwords import hash_password, invent_password, is_password
from service.unit_of_work import UnitOfWork

#: A session nobody used for so long is over.
IDLE = timedelta(minutes=30)
#: A session lasts a working day at most.
LASTS = timedelta(hours=12)
SHORTEST_PASSWORD = 8

_TOKEN_BYTES = 32
#: Presence is noted once a minute, not with every page.
_PRESENCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who is to get an account; groups of a unit name the unit's id."""

    username: str
    name: str
    email: str | None = None
    position: str = ""
    locale: str = "vi"
    is_demo: bool = False
    memberships: tuple[tuple[Group, int | None], ...] = ()


def create_unit(uow: UnitOfWork, code: str, name: str) -> Unit:
    """Add a unit that can propose and be proposed."""
    if uow.session.scalar(select(Unit.id).where(Unit.code == code)):
        raise Conflict("people.unit_taken", unit=code)
    unit = Unit(code=code, name=name)
    uow.session.add(unit)
    uow.flush()
    uow.record(Event.UNIT_CREATED, detail={"unit": unit.id}, values={"code": code, "name": name})
    return unit


def create_person(uow: UnitOfWork, new: NewPerson) -> Person:
    """Add a person with the groups they act for; without a password nobody signs in."""
    if _find_by_username(uow.session, new.username):
        raise Conflict("people.username_taken")
    person = Person(
        username=new.username,
        name=new.name,
        email=new.email,
        position=new.position,
        locale=new.locale,
        is_demo=new.is_demo,
        memberships=[_membership(group, unit_id) for group, unit_id in new.memberships],
    )
    uow.session.add(person)
    uow.flush()
    uow.record(
        Event.PERSON_CREATED,
        detail={
            "person": person.id,
            "groups": [
                {"group": group, "unit": unit_id} if unit_id else {"group": group}
                for group, unit_id in new.memberships
            ],
        },
        values={"username": new.username, "name": new.name},
    )
    return person


def set_password(uow: UnitOfWork, person_id: int, password: str) -> None:
    """Give a person a password; the old one ends at once, with every session it opened."""
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid(
            {"password": ["people.password_too_short"]},
            "people.password_too_short",
            minimum=SHORTEST_PASSWORD,
        )
    person = uow.session.get(Person, person_id)
    if person is None:
        raise NotFound("people.person_not_found")
    person.password_hash = hash_password(password)
    running = select(Session).where(Session.person_id == person_id, Session.ended_at.is_(None))
    for session in uow.session.scalars(running):
        session.ended_at = uow.now
    uow.record(Event.PERSON_CREDENTIALS_SET, detail={"person": person_id})


def create_demo_accounts(uow: UnitOfWork, people: Iterable[NewPerson]) -> dict[str, str]:
    """Give invented people an account and a password each; return the passwords by username."""
    passwords: dict[str, str] = {}
    for new in people:
        person = _find_by_username(uow.session, new.username) or create_person(uow, new)
        passwords[new.username] = invent_password()
        set_password(uow, person.id, passwords[new.username])
    return passwords


def authenticate(session: DatabaseSession, username: str, password: str) -> Person:
    """Return whose username and password these are; a stranger waits as long as a member.

    Give it a session for reading: hashing is slow on purpose and must not hold up writers.
    """
    person = _find_by_username(session, username)
    known_hash = person.password_hash if person is not None and person.is_active else None
    if not is_password(known_hash, password) or person is None:
        raise NotAllowed("people.wrong_credentials")
    return person


def open_session(uow: UnitOfWork, person_id: int) -> str:
    """Sign a person in and return the token for the cookie; only its hash is kept."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    session = Session(
        person_id=person_id,
        token_hash=token_hash(token),
        created_at=uow.now,
        seen_at=uow.now,
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
        select(Session)
        .join(Session.person)
        .where(
            Session.token_hash == token_hash(token),
            Session.ended_at.is_(None),
            Session.seen_at > now - IDLE,
            Session.created_at > now - LASTS,
            Person.is_active,
        )
    )


def needs_touch(session: Session, now: datetime) -> bool:
    """Tell whether enough time has passed to note presence again."""
    return now - session.seen_at >= _PRESENCE


def touch_session(uow: UnitOfWork, token: str) -> None:
    """Note that the person is still there, so that the session does not lie idle."""
    session = find_session(uow.session, token, uow.now)
    if session is not None:
        session.seen_at = max(session.seen_at, uow.now)


def token_hash(token: str) -> str:
    """Return what is stored of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _find_by_username(session: DatabaseSession, username: str) -> Person | None:
    return session.scalar(select(Person).where(Person.username == username))


def _membership(group: Group, unit_id: int | None) -> Membership:
    if group in UNIT_GROUPS and unit_id is None:
        raise Invalid({"memberships": ["people.unit_needed"]}, "people.unit_needed", group=group)
    return Membership(group=group, unit_id=unit_id if group in UNIT_GROUPS else None)
