"""/api/definitions/{key}/migrations: moving running cases to another version, and back."""

from typing import Any

import marshmallow as ma
from flask import abort
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE, fields, validate

from service.edge.context import commanding, engine, trying, units_of_work
from service.edge.identity import actor, viewer
from service.operations.migrations import (
    Forecast,
    Mover,
    find_move,
    migrate_instances,
    undo_migration,
)
from service.unit_of_work import UnitOfWork

blueprint = Blueprint(
    "api-migrations", __name__, url_prefix="/api/definitions", description="Migrations"
)


class MoveSchema(ma.Schema):
    """From which version to which, and which cases by number; none means all."""

    from_version = fields.Integer(data_key="from", required=True, validate=validate.Range(min=1))
    to_version = fields.Integer(data_key="to", required=True, validate=validate.Range(min=1))
    instances = fields.List(fields.Integer(), load_default=list)


class ReasonSchema(ma.Schema):
    """Why a case does not simply move, with the element it is about."""

    code = fields.String()
    element = fields.String()
    vi = fields.String()
    en = fields.String()


class ForecastSchema(ma.Schema):
    """What would become of a case, or has become of it."""

    instance = fields.Integer()
    key = fields.String()
    category = fields.String()
    reasons = fields.List(fields.Nested(ReasonSchema))


class UndoneSchema(ma.Schema):
    """A move that was taken back."""

    instance = fields.Integer()
    version = fields.Integer()


@blueprint.route("/<key>/migrations")
class Migrations(MethodView):
    """Moves between two versions of a process."""

    @blueprint.arguments(MoveSchema, location="query", unknown=RAISE)
    @blueprint.response(200, ForecastSchema(many=True))
    @blueprint.alt_response(403, description="Not a process owner")
    @blueprint.alt_response(404, description="No such version or case")
    def get(self, asked: dict[str, Any], key: str) -> list[dict[str, Any]]:
        """Say what would become of each running case; nothing changes"""
        viewer()
        with trying(actor()) as uow:
            mover, planned = _planned(uow, key, asked)
        return [mover.told(one) for one in planned]

    @blueprint.arguments(MoveSchema)
    @blueprint.response(200, ForecastSchema(many=True))
    @blueprint.alt_response(403, description="Not a process owner")
    @blueprint.alt_response(404, description="No such version or case")
    def post(self, asked: dict[str, Any], key: str) -> list[dict[str, Any]]:
        """Move every case that moves, one by one, and say what has become of each

        A case that has been moved is not moved again: the same request can be sent twice.
        """
        viewer()
        with trying(actor()) as uow:
            mover, planned = _planned(uow, key, asked)
        moved = migrate_instances(units_of_work(), actor(), mover, planned)
        return [mover.told(one) for one in moved]


@blueprint.route("/<key>/migrations/<int:instance_id>")
class OneMigration(MethodView):
    """The last move of one case."""

    @blueprint.response(200, UndoneSchema)
    @blueprint.alt_response(403, description="Not a process owner")
    @blueprint.alt_response(409, description="Too late, or the case has gone on")
    def delete(self, key: str, instance_id: int) -> dict[str, Any]:
        """Take the last move of a case back, within a day and before it goes on"""
        viewer()
        with commanding(actor()) as uow:
            migration = undo_migration(uow, engine(), instance_id)
            version = migration.from_definition.version
            if migration.from_definition.key != key:
                abort(404)
        return {"instance": instance_id, "version": version}


def _planned(uow: UnitOfWork, key: str, asked: dict[str, Any]) -> tuple[Mover, list[Forecast]]:
    move = find_move(uow.session, key, asked["from_version"], asked["to_version"])
    mover = Mover(engine(), move)
    return mover, mover.plan(uow, [str(one) for one in asked["instances"]])
