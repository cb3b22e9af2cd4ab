"""/api/definitions: what is deployed."""

from typing import Any

from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE

from service.api.schemas import DefinitionsAskedSchema, DefinitionSchema
from service.edge.context import reading
from service.edge.identity import viewer
from service.queries.definitions import DeployedVersion, list_definitions

blueprint = Blueprint(
    "api-definitions", __name__, url_prefix="/api/definitions", description="Definitions"
)


@blueprint.route("")
class Definitions(MethodView):
    """Deployed versions."""

    @blueprint.arguments(DefinitionsAskedSchema, location="query", unknown=RAISE)
    @blueprint.response(200, DefinitionSchema(many=True))
    def get(self, asked: dict[str, Any]) -> list[DeployedVersion]:
        """List deployed versions, by key, newest first"""
        viewer()
        return list_definitions(reading(), asked["kind"])
