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
from workflows import Category, Reason, reason_sentence

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
        forecasts = _forecasts(service, move, chosen)
    except NotFound as error:
        complain(error.sentence("vi"))
        complain(error.sentence("en"))
        return 2
    finally:
        service.close()
    _tell(forecasts, _names(service, move), chosen)
    return int(any(one.plan.category is Category.UNDECIDED for one in forecasts))


def _forecasts(service: Service, move: Move, chosen: argparse.Namespace) -> list[Forecast]:
    mover, system = Mover(service.engine, move), Actor.system()
    with service.units_of_work.open(system) as uow:
        planned = mover.plan(uow, chosen.only)
    if chosen.dry_run:
        return planned
    moving = [one.instance_id for one in planned if one.plan.category is Category.MOVES]
    moved = migrate_instances(service.units_of_work, system, mover, moving)
    outcomes = {one.instance_id: one for one in moved}
    return [outcomes.get(one.instance_id, one) for one in planned]


def _names(service: Service, move: Move) -> dict[str, str]:
    """What people call the elements of both versions."""
    outlines = [service.engine.outline(one.content) for one in (move.new, move.old)]
    named = {one.id: one.name for outline in outlines for one in outline.elements if one.name}
    return {key: f"“{name}” ({key})" for key, name in named.items()}


def _tell(forecasts: Sequence[Forecast], names: dict[str, str], chosen: argparse.Namespace) -> None:
    if chosen.json:
        say(json.dumps([_entry(one, names) for one in forecasts], ensure_ascii=False, indent=2))
        return
    done = {} if chosen.dry_run else {Category.MOVES: _DONE}
    words = {**_WORDS, **done}
    for category in Category:
        of_kind = [one for one in forecasts if one.plan.category is category]
        if of_kind:
            say(f"{' · '.join(words[category])}: {len(of_kind)}")
        for one in of_kind:
            _tell_one(one, names)
    if not forecasts:
        say("Không có hồ sơ nào đang chạy phiên bản này · No case runs on this version")


def _tell_one(forecast: Forecast, names: dict[str, str]) -> None:
    say(f"  {forecast.instance_id}  {forecast.business_key}")
    for reason in forecast.plan.reasons:
        for sentence in _sentences(reason, names).values():
            say(f"      {sentence}")


def _entry(forecast: Forecast, names: dict[str, str]) -> dict[str, Any]:
    return {
        "instance": forecast.instance_id,
        "key": forecast.business_key,
        "category": forecast.plan.category.value,
        "reasons": [
            {"code": one.code, "element": one.element_id, **_sentences(one, names)}
            for one in forecast.plan.reasons
        ],
    }


def _sentences(reason: Reason, names: dict[str, str]) -> dict[str, str]:
    element = names.get(reason.element_id, reason.element_id)
    return {language: reason_sentence(reason, element, language) for language in ("vi", "en")}


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
