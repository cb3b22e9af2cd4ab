"""The one format of failures: RFC 9457, with a stable code and a sentence for the person."""

from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, jsonify, request
from flask.typing import ResponseReturnValue

from service.edge.failures import Failure, answer_failures
from service.edge.language import say as _

#: Changed since the caller last saw it, which the caller asked to be told about.
_PRECONDITION = frozenset(
    {
        "task.changed",
        "definition.draft_changed",
        "incident.changed",
        "instance.changed",
        "person.changed",
        "unit.changed",
    }
)


def register_problems(app: Flask) -> None:
    """Answer every failure under /api/ with a problem document."""
    answer_failures(app, "/api/", _problem)


def _problem(failure: Failure) -> ResponseReturnValue:
    status = failure.status
    if failure.code in _PRECONDITION and "If-Match" in request.headers:
        status = HTTPStatus.PRECONDITION_FAILED
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "code": failure.code,
        "detail": failure.sentence or _sentence(status),
        "instance": request.path,
        "request_id": g.get("request_id", ""),
    }
    if failure.fields:
        body["errors"] = failure.fields
    if failure.problems:
        body["problems"] = list(failure.problems)
    return _as_problem(body)


def _as_problem(body: dict[str, Any]) -> Response:
    response = jsonify(body)
    response.status_code = body["status"]
    response.mimetype = "application/problem+json"
    if response.status_code == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _sentence(status: HTTPStatus) -> str:
    known = {
        HTTPStatus.NOT_FOUND: _("There is nothing here, or nothing open to you."),
        HTTPStatus.UNAUTHORIZED: _("Sign in first."),
        HTTPStatus.FORBIDDEN: _("You may not do this"),
        HTTPStatus.UNPROCESSABLE_ENTITY: _("Some fields cannot be taken; see “errors”."),
        HTTPStatus.SERVICE_UNAVAILABLE: _("The database does not answer"),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("That was too much at once"),
        HTTPStatus.PRECONDITION_REQUIRED: _("Send If-Match with the ETag of what you saw."),
    }
    return known.get(status, status.description or status.phrase)
