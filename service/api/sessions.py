"""/api/sessions: signing in and out."""

from http import HTTPStatus
from typing import Any

from flask.views import MethodView
from flask_smorest import Blueprint

from service.api.schemas import CredentialsSchema, TokenSchema
from service.edge.identity import enter, leave, viewer

blueprint = Blueprint("api-sessions", __name__, url_prefix="/api/sessions", description="Sessions")


@blueprint.route("")
class Sessions(MethodView):
    """Sessions of people and programs."""

    @blueprint.arguments(CredentialsSchema)
    @blueprint.response(HTTPStatus.CREATED, TokenSchema)
    @blueprint.alt_response(HTTPStatus.FORBIDDEN, description="Wrong, or too many attempts")
    def post(self, body: dict[str, Any]) -> dict[str, str]:
        """Sign in"""
        return {"token": enter(body["username"], body["password"])}


@blueprint.route("/current")
class CurrentSession(MethodView):
    """The session of the caller."""

    @blueprint.response(HTTPStatus.NO_CONTENT)
    def delete(self) -> None:
        """Sign out"""
        viewer()
        leave()
