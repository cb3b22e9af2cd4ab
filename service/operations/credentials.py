"""Passwords: choosing one, and getting in again after it was forgotten."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import contains_eager

from service.audit.events import Event
from service.errors import Conflict, Invalid, NotAllowed, NotFound
from service.models import PasswordReset, Person
from service.operations.passwords import hash_password, is_password
from service.operations.sessions import end_sessions, token_hash
from service.operations.tokens import revoke_tokens
from service.permissions import check_may_keep_accounts
from service.unit_of_work import UnitOfWork

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
#: A code for a new password can be used for so long.
RESET_LASTS = timedelta(hours=24)

_CODE_BYTES = 16


def set_password(uow: UnitOfWork, person_id: int, password: str) -> None:
    """Give a person a password; the old one ends at once, with every session it opened.

    One that somebody else chose has to be changed before anything else, but for invented people.
    """
    person = uow.session.get(Person, person_id)
    if person is None:
        raise NotFound("people.person_not_found")
    _check_policy(person, password, {})
    _take(uow, person, password, chosen_by_owner=uow.actor.person_id == person_id)


def change_own_password(uow: UnitOfWork, current: str, password: str, again: str) -> None:
    """Change one's own password, which ends every session; the caller opens a new one."""
    person = uow.session.get_one(Person, uow.actor.person_id)
    wrong: dict[str, list[str]] = {}
    if not is_password(person.password_hash, current):
        wrong["current"] = ["wrong_password"]
    elif current == password:
        wrong["password"] = ["same_password"]
    if password != again:
        wrong["again"] = ["not_the_same"]
    _check_policy(person, password, wrong)
    _take(uow, person, password, chosen_by_owner=True)


def offer_reset(uow: UnitOfWork, person_id: int) -> tuple[str, datetime]:
    """Make a code with which a person chooses a new password once; an older code ends.

    The password that is there keeps working until the code is used.
    """
    check_may_keep_accounts(uow.session, uow.actor.person_id)
    person = uow.session.get(Person, person_id)
    if person is None:
        raise NotFound("people.person_not_found")
    if not person.is_active:
        raise Conflict("people.inactive", name=person.name)
    end_resets(uow, person_id)
    code, expires_at = secrets.token_urlsafe(_CODE_BYTES), uow.now + RESET_LASTS
    reset = PasswordReset(
        person_id=person_id, code_hash=token_hash(code), made_at=uow.now, expires_at=expires_at
    )
    uow.session.add(reset)
    uow.flush()
    uow.record(Event.PERSON_RESET_OFFERED, detail={"person": person_id, "reset": reset.id})
    return code, expires_at


def find_reset(session: DatabaseSession, code: str, now: datetime) -> PasswordReset | None:
    """Return what a code opens, unless it was used or replaced, or has expired."""
    return session.scalar(
        select(PasswordReset)
        .join(PasswordReset.person)
        .options(contains_eager(PasswordReset.person))
        .where(
            PasswordReset.code_hash == token_hash(code.strip()),
            PasswordReset.ended_at.is_(None),
            PasswordReset.expires_at > now,
            Person.is_active,
        )
    )


def use_reset(uow: UnitOfWork, code: str, password: str, again: str) -> Person:
    """Choose a new password with a code; sessions and tokens of the old one end."""
    reset = find_reset(uow.session, code, uow.now)
    if reset is None:
        raise NotAllowed("people.reset_unusable")
    wrong = {} if password == again else {"again": ["not_the_same"]}
    _check_policy(reset.person, password, wrong)
    reset.ended_at = uow.now
    revoke_tokens(uow, reset.person_id)
    _take(uow, reset.person, password, chosen_by_owner=True)
    return reset.person


def end_resets(uow: UnitOfWork, person_id: int) -> None:
    """Let every open code of a person end."""
    unused = select(PasswordReset).where(
        PasswordReset.person_id == person_id, PasswordReset.ended_at.is_(None)
    )
    for one in uow.session.scalars(unused):
        one.ended_at = uow.now


def _check_policy(person: Person, password: str, wrong: dict[str, list[str]]) -> None:
    """Raise what is wrong with a password, together with what was wrong before."""
    code = _weakness(person, password)
    said = {"password": [code], **wrong} if code else wrong
    if said:
        raise Invalid(said, "people.password_refused")


def _weakness(person: Person, password: str) -> str | None:
    if len(password) < SHORTEST_PASSWORD:
        return f"password_too_short:{SHORTEST_PASSWORD}"
    if len(password) > LONGEST_PASSWORD:
        return f"max_length:{LONGEST_PASSWORD}"
    if person.username.lower() in password.lower():
        return "password_names_account"
    return "password_repeats" if len(set(password)) < 4 else None


def _take(uow: UnitOfWork, person: Person, password: str, *, chosen_by_owner: bool) -> None:
    person.password_hash = hash_password(password)
    person.must_change_password = not chosen_by_owner and not person.is_demo
    end_resets(uow, person.id)
    end_sessions(uow, person.id)
    uow.record(Event.PERSON_CREDENTIALS_SET, detail={"person": person.id})
