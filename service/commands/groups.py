"""``thidua groups``: who belongs to which group, from the command line."""

import argparse
from contextlib import closing
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.app import Service, open_service
from service.calendar import LOCAL_ZONE
from service.commands.output import say
from service.commands.people import group_named, named, telling, unit_named
from service.config import Config
from service.errors import NotFound
from service.models import Group, Term, TermState
from service.operations.groups import join_group, leave_group
from service.queries.people import count_members, terms_in
from service.unit_of_work import Actor


def add_groups(commands: Any) -> None:
    """Offer ``thidua groups``."""
    command = commands.add_parser("groups", help="groups: list, add somebody, remove somebody")
    verbs = command.add_subparsers(required=True, metavar="VERB")
    listing = verbs.add_parser("list", help="every group, or who is in one")
    listing.add_argument("group", nargs="?", choices=[one.value for one in Group])
    listing.set_defaults(run=_list)
    for name, run, help_text in (
        ("add", _add, "put somebody in a group, from a day on and to the end of another"),
        ("remove", _remove, "take somebody out of a group, now or with the end of a day"),
    ):
        verb = verbs.add_parser(name, help=help_text)
        verb.add_argument("username", metavar="USERNAME")
        verb.add_argument("group", choices=[one.value for one in Group])
        verb.add_argument("--unit", metavar="CODE", help="for groups that are of one unit")
        verb.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD")
        if name == "add":
            verb.add_argument("--from", dest="since", type=date.fromisoformat, metavar="YYYY-MM-DD")
        verb.set_defaults(run=_telling(run))


def _telling(run: Any) -> Any:
    return lambda config, chosen: telling(run, config, chosen)


def _list(config: Config, chosen: argparse.Namespace) -> int:
    with closing(open_service(config)) as service, service.units_of_work.read() as session:
        if chosen.group is None:
            for group, number in count_members(session).items():
                say(f"{group.value:<20} {number} người · people")
            return 0
        for term in terms_in(session, Group(chosen.group)):
            say(_line(term))
    return 0


def _line(term: Term) -> str:
    unit = f" ({term.unit.code})" if term.unit else ""
    closed = "" if term.person.is_active else "  (đã khóa · closed)"
    period = f"{_day(term.begins_at) or '…'} → {_day(term.ends_at) or '…'}"
    return f"{term.person.username:<24} {term.person.name}{unit}  {period}{closed}"


def _day(moment: datetime | None) -> str:
    return moment.astimezone(LOCAL_ZONE).strftime("%d/%m/%Y %H:%M") if moment else ""


def _add(service: Service, chosen: argparse.Namespace) -> None:
    with service.units_of_work.open(Actor.system()) as uow:
        person = named(uow.session, chosen.username)
        unit = unit_named(uow.session, chosen.unit).id if chosen.unit else None
        group = group_named(chosen.group)
        term = join_group(uow, person.id, group, unit, chosen.since, chosen.until)
        say(_line(term))


def _remove(service: Service, chosen: argparse.Namespace) -> None:
    with service.units_of_work.open(Actor.system()) as uow:
        term = leave_group(uow, _term(uow.session, chosen).id, chosen.until)
        say(_line(term))


def _term(session: Session, chosen: argparse.Namespace) -> Term:
    unit = unit_named(session, chosen.unit).id if chosen.unit else None
    found = session.scalar(
        select(Term).where(
            Term.person_id == named(session, chosen.username).id,
            Term.group == group_named(chosen.group),
            Term.unit_id.is_not_distinct_from(unit),
            Term.state != TermState.OVER,
        )
    )
    if found is None:
        raise NotFound("people.term_not_found")
    return found
