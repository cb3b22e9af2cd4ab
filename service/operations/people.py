"""People: their accounts, what is known of them, and closing an account."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.audit.events import Event
from service.errors import Conflict, Invalid, NotFound
from service.models import Group, Person
from service.operations.credentials import set_password
from service.operations.groups import begin
from service.operations.passwords import invent_password
from service.operations.reasons import said
from service.permissions import check_may_keep_accounts
from service.unit_of_work import UnitOfWork

LOCALES = ("vi", "en")

_USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]{1,79}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LONGEST = 200


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


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What an administrator can change of an account; its username stays."""

    name: str
    email: str | None = None
    position: str = ""
    locale: str = "vi"


def create_person(uow: UnitOfWork, new: NewPerson) -> Person:
    """Add a person with the groups they act for; without a password nobody signs in."""
    check_may_keep_accounts(uow.session, uow.actor.person_id)
    username = new.username.strip()
    details = _checked(
        PersonDetails(new.name, new.email, new.position, new.locale),
        {} if _USERNAME.fullmatch(username) else {"username": ["not_a_username"]},
    )
    if _is_taken(uow.session, username):
        raise Conflict("people.username_taken")
    person = Person(username=username, is_demo=new.is_demo, memberships=[], **details)
    uow.session.add(person)
    uow.flush()
    for group, unit_id in new.memberships:
        begin(uow, person, group, unit_id)
    uow.record(
        Event.PERSON_CREATED,
        detail={
            "person": person.id,
            "groups": [
                {"group": group, "unit": unit_id} if unit_id else {"group": group}
                for group, unit_id in new.memberships
            ],
        },
        values={"username": username, "name": person.name},
    )
    return person


def change_person(
    uow: UnitOfWork, person_id: int, details: PersonDetails, seen: int | None = None
) -> Person:
    """Change what is known of a person; what stays the same is not recorded."""
    person = lock_person(uow, person_id, seen)
    changed = {
        name: value
        for name, value in _checked(details, {}).items()
        if value != getattr(person, name)
    }
    if changed:
        for name, value in changed.items():
            setattr(person, name, value)
        _record(uow, person, changed)
    return person


def choose_locale(uow: UnitOfWork, locale: str) -> Person:
    """Choose the language one is written to, and spoken to where none was chosen."""
    if locale not in LOCALES:
        raise Invalid({"locale": ["not_an_option"]})
    person = uow.session.get_one(Person, uow.actor.person_id)
    if locale != person.locale:
        person.locale = locale
        _record(uow, person, {"locale": locale})
    return person


def reactivate_person(uow: UnitOfWork, person_id: int, seen: int | None = None) -> Person:
    """Open a closed account again, with the groups it has; a forgotten password stays so."""
    person = lock_person(uow, person_id, seen)
    if not person.is_active:
        person.is_active = True
        person.revision += 1
        uow.record(Event.PERSON_REACTIVATED, detail={"person": person.id})
    return person


def create_demo_accounts(uow: UnitOfWork, people: Iterable[NewPerson]) -> dict[str, str]:
    """Give invented people an account and a password each; return the passwords by username."""
    passwords: dict[str, str] = {}
    for new in people:
        person = find_by_username(uow.session, new.username) or create_person(uow, new)
        passwords[new.username] = invent_password()
        set_password(uow, person.id, passwords[new.username])
    return passwords


def lock_person(uow: UnitOfWork, person_id: int, seen: int | None) -> Person:
    """Return a person nobody else changes meanwhile, unless changed since they were seen."""
    check_may_keep_accounts(uow.session, uow.actor.person_id)
    person = uow.session.get(Person, person_id, with_for_update=True, populate_existing=True)
    if person is None:
        raise NotFound("people.person_not_found")
    if seen is not None and seen != person.revision:
        raise Conflict("person.changed", name=person.name)
    return person


def find_by_username(session: Session, username: str) -> Person | None:
    """The person with this username."""
    return session.scalar(select(Person).where(Person.username == username))


def _is_taken(session: Session, username: str) -> bool:
    """Whether somebody has this username; two that differ in case only would be mixed up."""
    named = select(Person.id).where(func.lower(Person.username) == username.lower())
    return session.scalar(named) is not None


def _checked(details: PersonDetails, wrong: dict[str, list[str]]) -> dict[str, str | None]:
    """What is stored of the details, unless something is wrong with them."""
    email, position = (details.email or "").strip(), details.position.strip()
    try:
        name = said("name", details.name, longest=_LONGEST)
    except Invalid as error:
        name, wrong = "", {**wrong, **error.fields}
    if email and not (_EMAIL.fullmatch(email) and len(email) <= _LONGEST):
        wrong = {**wrong, "email": ["not_an_email"]}
    if len(position) > _LONGEST:
        wrong = {**wrong, "position": [f"max_length:{_LONGEST}"]}
    if details.locale not in LOCALES:
        wrong = {**wrong, "locale": ["not_an_option"]}
    if wrong:
        raise Invalid(wrong)
    return {"name": name, "email": email or None, "position": position, "locale": details.locale}


def _record(uow: UnitOfWork, person: Person, changed: dict[str, str | None]) -> None:
    person.revision += 1
    uow.record(
        Event.PERSON_CHANGED,
        detail={"person": person.id, "changed": sorted(changed)},
        values=changed,
    )
