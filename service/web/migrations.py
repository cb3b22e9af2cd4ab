"""Moving running cases to another version of their process: what would become of each, and back."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from service.edge.context import commanding, engine, now, reading, trying, units_of_work
from service.edge.identity import actor, viewer
from service.edge.language import language, say_many
from service.edge.language import say as _
from service.errors import Conflict
from service.models import InstanceMigration
from service.operations.migrations import (
    UNDO_WITHIN,
    Forecast,
    Mover,
    find_move,
    migrate_instances,
    undo_migration,
    why_not_undone,
)
from service.permissions import may_migrate
from service.queries.definitions import DeployedVersion, list_definitions
from service.queries.migrations import recent_moves
from service.web.measures import worker
from workflows import Category, Difference

blueprint = Blueprint("migrations", __name__, url_prefix="/processes")


@dataclass(frozen=True, slots=True)
class Moved:
    """A move of the last day, and whether it can be taken back."""

    migration: InstanceMigration
    can_be_undone: bool


def may_move_cases() -> bool:
    """Whether the viewer may move running cases here."""
    return not current_app.extensions["config"].is_rehearsal and bool(may_migrate(worker()))


@blueprint.get("/<key>/migration")
def migration_page(key: str) -> ResponseReturnValue:
    """Ask between which versions, and say what would become of each running case."""
    versions = _versions(key)
    old, new = _asked(versions)
    with trying(actor()) as uow:
        move = find_move(uow.session, key, old, new)
        mover = Mover(engine(), move)
        forecasts = mover.plan(uow)
        differences = engine().compare(move.old.content, move.new.content)
        moved = [_moved(one) for one in recent_moves(uow.session, key, now() - UNDO_WITHIN)]
        return render_template(
            "migration.html",
            versions=versions,
            chosen={"key": key, "old": old, "new": new},
            groups=_grouped(forecasts),
            sentences={one.instance_id: mover.sentences(one, language()) for one in forecasts},
            differences=_shown(differences),
            moved=moved,
        )


@blueprint.post("/<key>/migration")
def migrate(key: str) -> ResponseReturnValue:
    """Move every case that moves, one by one."""
    old, new = _asked(_versions(key))
    with trying(actor()) as uow:
        mover = Mover(engine(), find_move(uow.session, key, old, new))
        planned = mover.plan(uow)
    outcomes = migrate_instances(units_of_work(), actor(), mover, planned)
    _tell(outcomes)
    return _back(key, old, new)


@blueprint.post("/<key>/migration/<int:instance_id>/undo")
def undo(key: str, instance_id: int) -> ResponseReturnValue:
    """Take the last move of a case back."""
    old, new = _asked(_versions(key))
    try:
        with commanding(actor()) as uow:
            undo_migration(uow, engine(), instance_id)
    except Conflict as error:
        flash(error.sentence(language()))
    else:
        flash(_("The move was taken back; the case runs on its former version again."))
    return _back(key, old, new)


def _back(key: str, old: int, new: int) -> Response:
    return redirect(url_for("migrations.migration_page", key=key, old=old, new=new))


def _versions(key: str) -> list[DeployedVersion]:
    """The versions of a process, for those who may move its cases."""
    viewer()
    may_migrate(worker()).require()
    if current_app.extensions["config"].is_rehearsal:
        abort(404)
    return [one for one in list_definitions(reading()) if one.key == key] or abort(404)


def _asked(versions: Sequence[DeployedVersion]) -> tuple[int, int]:
    """The versions asked for; else to the newest one, from the newest that cases run on."""
    newest = versions[0].version
    running = [one.version for one in versions[1:] if one.running]
    former = running[0] if running else max(newest - 1, 1)
    values = request.values
    old, new = values.get("old", former, type=int), values.get("new", newest, type=int)
    return old or former, new or newest


def _grouped(forecasts: Sequence[Forecast]) -> dict[str, list[Forecast]]:
    return {
        category.value: [one for one in forecasts if one.plan.category is category]
        for category in Category
    }


def _moved(migration: InstanceMigration) -> Moved:
    refusal = why_not_undone(migration, migration.instance, now() - migration.migrated_at)
    return Moved(migration, not refusal)


def _shown(differences: Sequence[Difference]) -> list[Difference]:
    """Steps only: which flows came and went follows from them."""
    return [one for one in differences if one.what != "flow"]


def _tell(outcomes: Sequence[Forecast]) -> None:
    moved = sum(one.plan.category is Category.MOVES for one in outcomes)
    flash(say_many("%(num)d case was moved.", "%(num)d cases were moved.", moved))
