"""/api/units: the units of the department."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Response
from flask.views import MethodView
from flask_smorest import Blueprint

from service.api.idempotency import Outcome, answer_once
from service.api.keeping import require_keeper
from service.api.revisions import seen_revision
from service.api.schemas_people import NewUnitSchema, UnitNameSchema, UnitSchema, UnitsSchema
from service.edge.context import commanding, reading
from service.edge.identity import actor
from service.models import Unit
from service.operations.units import create_unit, dissolve_unit, rename_unit, restore_unit
from service.queries.people import list_units
from service.unit_of_work import UnitOfWork

blueprint = Blueprint("api-units", __name__, url_prefix="/api/units", description="Units")


@blueprint.route("")
class Units(MethodView):
    """The units."""

    @blueprint.response(200, UnitsSchema)
    def get(self) -> dict[str, Any]:
        """List units by name, dissolved ones last"""
        require_keeper()
        return {"units": [unit for unit, _number in list_units(reading())]}

    @blueprint.arguments(NewUnitSchema)
    @blueprint.response(HTTPStatus.CREATED, UnitSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="The code is taken")
    def post(self, body: dict[str, Any]) -> Response:
        """Add a unit"""
        return _done(lambda uow: create_unit(uow, **body), HTTPStatus.CREATED)


@blueprint.route("/<int:unit_id>")
class OneUnit(MethodView):
    """One unit."""

    @blueprint.arguments(UnitNameSchema)
    @blueprint.response(200, UnitSchema)
    @blueprint.alt_response(HTTPStatus.PRECONDITION_FAILED, description="Changed meanwhile")
    def patch(self, body: dict[str, Any], unit_id: int) -> Response:
        """Rename a unit; its code stays"""
        return _done(lambda uow: rename_unit(uow, unit_id, body["name"], seen_revision()))


@blueprint.route("/<int:unit_id>/dissolve")
class Dissolution(MethodView):
    """Dissolving."""

    @blueprint.response(200, UnitSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="Somebody acts for it still")
    def post(self, unit_id: int) -> Response:
        """Dissolve a unit nobody acts for any more"""
        return _done(lambda uow: dissolve_unit(uow, unit_id, seen_revision()))


@blueprint.route("/<int:unit_id>/restore")
class Restoration(MethodView):
    """Taking a dissolved unit up again."""

    @blueprint.response(200, UnitSchema)
    def post(self, unit_id: int) -> Response:
        """Take a dissolved unit up again"""
        return _done(lambda uow: restore_unit(uow, unit_id, seen_revision()))


def _done(act: Callable[[UnitOfWork], Unit], status: HTTPStatus = HTTPStatus.OK) -> Response:
    def outcome() -> Outcome:
        unit = act(uow)
        uow.flush()
        return UnitSchema().dump(unit), status.value

    with commanding(actor()) as uow:
        return answer_once(uow, outcome)
