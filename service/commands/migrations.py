"""``thidua migrate``: move running cases to another version of their process, or back."""

import argparse
import json
from collections.abc import Sequence
from typing import Any

from service.app import Service, open_service
from service.commands.output import complain, say
from service.config import Config
from service.errors import Conflict, NotFound
from service.operations.migrations import (
    UNDO_WITHIN,
    Forecast,
    Mover,
    find_move,
    migrate_instances,
    undo_migration,
)
from service.queries.migrations import Move, moves_to_undo
from service.unit_of_work import Actor
from workflows import Category

_WORDS = {
    Category.MOVES: ("chuyển được", "moves"),
    Category.STAYS: ("ở lại", "stays"),
    Category.UNDECIDED: ("cần người quyết định", "a person must decide"),
}
_DONE = ("đã chuyển", "moved")


def add_migrate(commands: Any) -> None:
    """Offer ``thidua migrate``."""
    command = commands.add_parser(
        "migrate",
        help="move running cases to another version: exit 0 all clear, 1 some must be decided, "
        "2 unusable arguments",
    )
    command.add_argument("process", metavar="PROCESS")
    command.add_argument("--from", dest="old", type=int, required=True, metavar="VERSION")
    command.add_argument("--to", dest="new", type=int, required=True, metavar="VERSION")
    command.add_argument("--only", nargs="+", default=[], metavar="CASE", help="numbers or keys")
    what = command.add_mutually_exclusive_group()
    what.add_argument("--dry-run", action="store_true", help="only say what would become of each")
    what.add_argument("--undo", action="store_true", help="take moves of the last day back")
    command.add_argument("--json", action="store_true", help="print a list for programs")
    command.set_defaults(run=run_migrate)


def run_migrate(config: Config, chosen: argparse.Namespace) -> int:
    """Predict, move or move back, and say what became of each case."""
    service = open_service(config)
    try:
        with service.units_of_work.read() as session:
            move = find_move(session, chosen.process, chosen.old, chosen.new)
        if chosen.undo:
            return _undo(service, move, chosen)
        mover = Mover(service.engine, move)
        forecasts = _forecasts(service, mover, chosen)
    except NotFound as error:
        complain(error.sentence("vi"))
        complain(error.sentence("en"))
        return 2
    finally:
        service.close()
    _tell(forecasts, mover, chosen)
    return int(any(one.plan.category is Category.UNDECIDED for one in forecasts))


def _forecasts(service: Service, mover: Mover, chosen: argparse.Namespace) -> list[Forecast]:
    system = Actor.system()
    with service.units_of_work.trying(system) as uow:
        planned = mover.plan(uow, chosen.only)
    if chosen.dry_run:
        return planned
    return migrate_instances(service.units_of_work, system, mover, planned)


def _tell(forecasts: Sequence[Forecast], mover: Mover, chosen: argparse.Namespace) -> None:
    if chosen.json:
        say(json.dumps([mover.told(one) for one in forecasts], ensure_ascii=False, indent=2))
        return
    done = {} if chosen.dry_run else {Category.MOVES: _DONE}
    words = {**_WORDS, **done}
    for category in Category:
        of_kind = [one for one in forecasts if one.plan.category is category]
        if of_kind:
            say(f"{' · '.join(words[category])}: {len(of_kind)}")
        for one in of_kind:
            _tell_one(one, mover)
    if not forecasts:
        say("Không có hồ sơ nào đang chạy phiên bản này · No case runs on this version")


def _tell_one(forecast: Forecast, mover: Mover) -> None:
    say(f"  {forecast.instance_id}  {forecast.business_key}")
    for pair in zip(*(mover.sentences(forecast, one) for one in ("vi", "en")), strict=True):
        for sentence in pair:
            say(f"      {sentence}")


def _undo(service: Service, move: Move, chosen: argparse.Namespace) -> int:
    yesterday = service.units_of_work.now() - UNDO_WITHIN
    with service.units_of_work.read() as session:
        found = [
            (one.instance_id, one.instance.business_key)
            for one in moves_to_undo(session, move, yesterday, chosen.only)
        ]
    outcomes = [_undone(service, *one) for one in found]
    if chosen.json:
        say(json.dumps(outcomes, ensure_ascii=False, indent=2))
    else:
        _tell_undone(outcomes)
    return int(not all(one["undone"] for one in outcomes))


def _undone(service: Service, instance_id: int, key: str) -> dict[str, Any]:
    said: dict[str, Any] = {"instance": instance_id, "key": key}
    try:
        with service.units_of_work.open(Actor.system()) as uow:
            undo_migration(uow, service.engine, instance_id)
    except Conflict as error:
        return said | {"undone": False, "vi": error.sentence("vi"), "en": error.sentence("en")}
    return said | {"undone": True}


def _tell_undone(outcomes: Sequence[dict[str, Any]]) -> None:
    for one in outcomes:
        word = "đã hoàn tác · undone" if one["undone"] else f"{one['vi']} · {one['en']}"
        say(f"  {one['instance']}  {one['key']}  {word}")
    if not outcomes:
        say("Không có lần chuyển nào để hoàn tác · There is no move to undo")
