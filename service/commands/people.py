"""``thidua people``: accounts, from the command line."""

import argparse
import json
from contextlib import closing
from typing import Any

from sqlalchemy.orm import Session

from service.app import Service, open_service
from service.commands.output import complain, say
from service.config import Config
from service.errors import Invalid, NotFound, ServiceError
from service.forms import field_sentence
from service.models import UNIT_GROUPS, Group, Person, Unit
from service.operations.credentials import offer_reset
from service.operations.deactivations import deactivate_person, duties_of, groups_left_empty
from service.operations.people import (
    LOCALES,
    NewPerson,
    PersonDetails,
    change_person,
    create_person,
    find_by_username,
    reactivate_person,
)
from service.operations.sessions import end_sessions, list_sessions
from service.queries.people import PeopleWanted, Standing, count_people, list_people
from service.unit_of_work import Actor

#: More people than any department has; the list is for reading and for grep.
_ALL = 100_000


def add_people(commands: Any) -> None:
    """Offer ``thidua people``."""
    command = commands.add_parser("people", help="accounts: list, create, change, close, reset")
    verbs = command.add_subparsers(required=True, metavar="VERB")
    _add_list(verbs)
    create = _verb(verbs, "create", _create, "add an account; prints the code to sign in with")
    create.add_argument("--name", required=True)
    create.add_argument(
        "--group", action="append", default=[], metavar="GROUP[:UNIT]", help="may be repeated"
    )
    change = _verb(verbs, "change", _change, "change what is known of a person")
    change.add_argument("--name")
    for one in (create, change):
        one.add_argument("--email")
        one.add_argument("--position")
        one.add_argument("--language", choices=LOCALES, dest="locale")
    close = _verb(verbs, "deactivate", _deactivate, "close an account; its open tasks go on")
    close.add_argument(
        "--give", action="append", default=[], metavar="TASK=USERNAME", help="may be repeated"
    )
    close.add_argument("--return-tasks", action="store_true", help="the others go to their groups")
    _verb(verbs, "reactivate", _reactivate, "open a closed account again")
    _verb(verbs, "reset", _reset, "print a code for a new password; it works once, for a day")
    sessions = _verb(verbs, "sessions", _sessions, "list the open sessions of a person")
    sessions.add_argument("--end", action="store_true", help="end them all")


def _add_list(verbs: Any) -> None:
    listing = verbs.add_parser("list", help="people by name; diacritics do not matter")
    listing.add_argument("term", nargs="?", default="", metavar="TEXT")
    listing.add_argument("--standing", type=Standing, choices=list(Standing), default="active")
    listing.add_argument("--json", action="store_true", help="print a list for programs")
    listing.set_defaults(run=_list)


def _verb(verbs: Any, name: str, run: Any, help_text: str) -> Any:
    verb = verbs.add_parser(name, help=help_text)
    verb.add_argument("username", metavar="USERNAME")
    verb.set_defaults(run=lambda config, chosen: telling(run, config, chosen))
    return verb


def telling(run: Any, config: Config, chosen: argparse.Namespace) -> int:
    """Run a verb; what cannot be done is said in both languages, and exits with 1."""
    with closing(open_service(config)) as service:
        try:
            run(service, chosen)
        except ServiceError as error:
            _explain(error)
            return 1
    return 0


def _explain(error: ServiceError) -> None:
    for locale in LOCALES:
        complain(error.sentence(locale))
        for name, codes in error.fields.items() if isinstance(error, Invalid) else ():
            complain(f"  {name}: {field_sentence(codes[0], locale)}")


def named(session: Session, username: str) -> Person:
    """The person of this username, or an error that names it."""
    person = find_by_username(session, username)
    if person is None:
        raise NotFound("people.username_unknown", username=username)
    return person


def unit_named(session: Session, code: str) -> Unit:
    """The unit of this code."""
    unit = session.query(Unit).filter(Unit.code == code).one_or_none()
    if unit is None:
        raise NotFound("people.unit_not_found")
    return unit


def group_named(text: str) -> Group:
    """The group of this name."""
    if text not in set(Group):
        raise NotFound("people.group_unknown", group=text)
    return Group(text)


def _list(config: Config, chosen: argparse.Namespace) -> int:
    wanted = PeopleWanted(chosen.term, Standing(chosen.standing), limit=_ALL)
    with closing(open_service(config)) as service, service.units_of_work.read() as session:
        people = [_told(one) for one in list_people(session, wanted).people]
        number = count_people(session, wanted)
    if chosen.json:
        say(json.dumps(people, ensure_ascii=False, indent=2))
        return 0
    for one in people:
        closed = "" if one["active"] else "  (đã khóa · closed)"
        say(f"{one['username']:<24} {one['name']} — {', '.join(one['groups']) or '–'}{closed}")
    say(f"{number} người · people")
    return 0


def _told(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "username": person.username,
        "name": person.name,
        "position": person.position,
        "active": person.is_active,
        "groups": [
            f"{one.group.value}:{one.unit.code}" if one.unit else one.group.value
            for one in person.memberships
        ],
    }


def _create(service: Service, chosen: argparse.Namespace) -> None:
    with service.units_of_work.open(Actor.system()) as uow:
        new = NewPerson(
            username=chosen.username,
            name=chosen.name,
            email=chosen.email,
            position=chosen.position or "",
            locale=chosen.locale or "vi",
            memberships=tuple(_membership(uow.session, one) for one in chosen.group),
        )
        person = create_person(uow, new)
        uow.flush()
        code, expires_at = offer_reset(uow, person.id)
    say(f"Đã tạo · Created: {person.username} — {person.name}")
    _say_code(code, expires_at)


def _membership(session: Session, text: str) -> tuple[Group, int | None]:
    name, _, code = text.partition(":")
    group = group_named(name)
    has_unit = group in UNIT_GROUPS and code
    return group, unit_named(session, code).id if has_unit else None


def _change(service: Service, chosen: argparse.Namespace) -> None:
    with service.units_of_work.open(Actor.system()) as uow:
        person = named(uow.session, chosen.username)
        given = {name: getattr(chosen, name) for name in ("name", "email", "position", "locale")}
        known = {name: getattr(person, name) for name in given}
        said = {name: value for name, value in given.items() if value is not None}
        change_person(uow, person.id, PersonDetails(**{**known, **said}))
    say(f"Đã lưu · Saved: {person.username} — {person.name}")


def _deactivate(service: Service, chosen: argparse.Namespace) -> None:
    with service.units_of_work.open(Actor.system()) as uow:
        person = named(uow.session, chosen.username)
        duties = [one for one in duties_of(uow.session, person.id) if not one.is_personal]
        back = {one.task.id: None for one in duties} if chosen.return_tasks else {}
        given = dict(_given(uow.session, one) for one in chosen.give)
        empty = groups_left_empty(uow.session, person.id)
        for one in duties:
            say(f"№ {one.task.id} {one.task.name} ({one.task.instance.business_key})")
        deactivate_person(uow, person.id, {**back, **given})
    say(f"Đã khóa · Closed: {person.username} — {person.name}")
    for left in empty:
        unit = f" {left.unit.name}" if left.unit else ""
        complain(
            f"Nhóm {left.group.value}{unit} không còn ai, mà {left.tasks} việc đang chờ.\n"
            f"Nobody is left in {left.group.value}{unit}, for which {left.tasks} tasks wait."
        )


def _given(session: Session, text: str) -> tuple[int, int]:
    number, _, username = text.partition("=")
    return int(number) if number.isdecimal() else 0, named(session, username).id


def _reactivate(service: Service, chosen: argparse.Namespace) -> None:
    with service.units_of_work.open(Actor.system()) as uow:
        person = reactivate_person(uow, named(uow.session, chosen.username).id)
    say(f"Đã mở lại · Reopened: {person.username} — {person.name}")


def _reset(service: Service, chosen: argparse.Namespace) -> None:
    with service.units_of_work.open(Actor.system()) as uow:
        code, expires_at = offer_reset(uow, named(uow.session, chosen.username).id)
    _say_code(code, expires_at)


def _say_code(code: str, expires_at: Any) -> None:
    say(f"Mã đặt mật khẩu, dùng một lần · Code for a new password, once: {code}")
    say(f"Mở trang · Open the page: /password-reset/{code}")
    say(f"Hết hạn · Expires: {expires_at.isoformat(timespec='minutes')}")


def _sessions(service: Service, chosen: argparse.Namespace) -> None:
    with service.units_of_work.open(Actor.system()) as uow:
        person = named(uow.session, chosen.username)
        for one in list_sessions(uow.session, person.id, uow.now):
            seen = one.seen_at.isoformat(timespec="minutes")
            say(f"{seen}  {one.address or '–'}  {one.agent or '–'}")
        ended = end_sessions(uow, person.id) if chosen.end else None
    if ended is not None:
        say(f"Đã kết thúc {ended} phiên · Ended {ended} sessions")
