"""``thidua units``: the units of the department, from the command line."""

import argparse
from contextlib import closing
from typing import Any

from service.app import Service, open_service
from service.commands.output import say
from service.commands.people import telling, unit_named
from service.config import Config
from service.models import Unit, UnitStatus
from service.operations.units import create_unit, dissolve_unit, rename_unit, restore_unit
from service.queries.people import list_units
from service.unit_of_work import Actor


def add_units(commands: Any) -> None:
    """Offer ``thidua units``."""
    command = commands.add_parser("units", help="units: list, create, rename, dissolve, restore")
    verbs = command.add_subparsers(required=True, metavar="VERB")
    verbs.add_parser("list", help="units by name").set_defaults(run=_list)
    for name, run, help_text in (
        ("create", _create, "add a unit"),
        ("rename", _rename, "change what a unit is called"),
        ("dissolve", _dissolve, "dissolve a unit nobody acts for any more"),
        ("restore", _restore, "take a dissolved unit up again"),
    ):
        verb = verbs.add_parser(name, help=help_text)
        verb.add_argument("code", metavar="CODE")
        if name in {"create", "rename"}:
            verb.add_argument("--name", required=True)
        verb.set_defaults(run=_telling(run))


def _telling(run: Any) -> Any:
    return lambda config, chosen: telling(run, config, chosen)


def _list(config: Config, _: argparse.Namespace) -> int:
    with closing(open_service(config)) as service, service.units_of_work.read() as session:
        for unit, number in list_units(session):
            gone = "  (đã giải thể · dissolved)" if unit.status is UnitStatus.DISSOLVED else ""
            say(f"{unit.code:<10} {unit.name} — {number} người · people{gone}")
    return 0


def _create(service: Service, chosen: argparse.Namespace) -> None:
    with service.units_of_work.open(Actor.system()) as uow:
        _tell("Đã tạo · Created", create_unit(uow, chosen.code, chosen.name))


def _rename(service: Service, chosen: argparse.Namespace) -> None:
    with service.units_of_work.open(Actor.system()) as uow:
        unit = unit_named(uow.session, chosen.code)
        _tell("Đã lưu · Saved", rename_unit(uow, unit.id, chosen.name))


def _dissolve(service: Service, chosen: argparse.Namespace) -> None:
    with service.units_of_work.open(Actor.system()) as uow:
        unit = unit_named(uow.session, chosen.code)
        _tell("Đã giải thể · Dissolved", dissolve_unit(uow, unit.id))


def _restore(service: Service, chosen: argparse.Namespace) -> None:
    with service.units_of_work.open(Actor.system()) as uow:
        unit = unit_named(uow.session, chosen.code)
        _tell("Đã lập lại · Restored", restore_unit(uow, unit.id))


def _tell(done: str, unit: Unit) -> None:
    say(f"{done}: {unit.code} — {unit.name}")
