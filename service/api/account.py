"""/api/account: one's own password, language, sessions and tokens; not with a token."""

from http import HTTPStatus
from typing import Any

from flask import g
from flask.views import MethodView
from flask_smorest import Blueprint

from service.api.schemas import TokenSchema
from service.api.schemas_people import (
    ApiTokensSchema,
    EndedSchema,
    LocaleSchema,
    MadeTokenSchema,
    NewTokenSchema,
    OwnPasswordSchema,
    PersonSchema,
    SessionsSchema,
)
from service.edge.context import commanding, now, reading
from service.edge.identity import actor, require_session, seen_from, session_id
from service.models import Person
from service.operations.credentials import change_own_password
from service.operations.people import choose_locale
from service.operations.sessions import end_session, end_sessions, list_sessions, open_session
from service.operations.tokens import list_tokens, make_token, revoke_token
from service.queries.people import find_person

blueprint = Blueprint(
    "api-account", __name__, url_prefix="/api/account", description="One's own account"
)


@blueprint.route("")
class Account(MethodView):
    """The account of the caller."""

    @blueprint.response(200, PersonSchema)
    def get(self) -> Person | None:
        """Show what is known of the caller"""
        require_session()
        return find_person(reading(), g.identity)

    @blueprint.arguments(LocaleSchema)
    @blueprint.response(200, PersonSchema)
    def patch(self, body: dict[str, Any]) -> Person | None:
        """Choose the language of one's mails and pages"""
        require_session()
        with commanding(actor()) as uow:
            choose_locale(uow, body["locale"])
        return find_person(reading(), g.identity)


@blueprint.route("/password")
class OwnPassword(MethodView):
    """The password of the caller."""

    @blueprint.arguments(OwnPasswordSchema)
    @blueprint.response(200, TokenSchema)
    def post(self, body: dict[str, Any]) -> dict[str, str]:
        """Change one's password; every session ends, and the answer is a new one"""
        require_session()
        with commanding(actor()) as uow:
            change_own_password(uow, body["current"], body["password"], body["password"])
            return {"token": open_session(uow, g.identity, seen_from())}


@blueprint.route("/sessions")
class OwnSessions(MethodView):
    """The sessions of the caller."""

    @blueprint.response(200, SessionsSchema)
    def get(self) -> dict[str, Any]:
        """List where one is signed in"""
        require_session()
        names = ("id", "created_at", "seen_at", "address", "agent")
        return {
            "sessions": [
                {name: getattr(one, name) for name in names} | {"is_this": one.id == session_id()}
                for one in list_sessions(reading(), g.identity, now())
            ]
        }

    @blueprint.response(200, EndedSchema)
    def delete(self) -> dict[str, int]:
        """End every session but this one"""
        require_session()
        with commanding(actor()) as uow:
            return {"ended": end_sessions(uow, g.identity, keeping=session_id())}


@blueprint.route("/sessions/<int:number>")
class OwnSession(MethodView):
    """One session of the caller."""

    @blueprint.response(HTTPStatus.NO_CONTENT)
    @blueprint.alt_response(404, description="Over, or not the caller's")
    def delete(self, number: int) -> None:
        """End one session"""
        require_session()
        with commanding(actor()) as uow:
            end_session(uow, g.identity, number)


@blueprint.route("/tokens")
class OwnTokens(MethodView):
    """The tokens of the caller."""

    @blueprint.response(200, ApiTokensSchema)
    def get(self) -> dict[str, Any]:
        """List the tokens that still work, without their secrets"""
        require_session()
        return {"tokens": list_tokens(reading(), g.identity, now())}

    @blueprint.arguments(NewTokenSchema)
    @blueprint.response(HTTPStatus.CREATED, MadeTokenSchema)
    def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Make a token; its secret is shown this once, so a repeated request makes another"""
        require_session()
        with commanding(actor()) as uow:
            token, secret = make_token(uow, **body)
        names = ("id", "name", "made_at", "expires_at", "used_at")
        return {name: getattr(token, name) for name in names} | {"token": secret}


@blueprint.route("/tokens/<int:token_id>")
class OwnToken(MethodView):
    """One token of the caller."""

    @blueprint.response(HTTPStatus.NO_CONTENT)
    @blueprint.alt_response(404, description="No such token of the caller")
    def delete(self, token_id: int) -> None:
        """Revoke a token"""
        require_session()
        with commanding(actor()) as uow:
            revoke_token(uow, token_id)
