"""From an error to what a caller is told: its status, its stable code and a sentence."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from service.edge.language import language
from service.errors import (
    Conflict,
    DefinitionRefused,
    Invalid,
    NotAllowed,
    NotFound,
    ServiceError,
    rule_problem,
)
from service.forms import field_sentence

_STATUS: dict[type[ServiceError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    NotAllowed: HTTPStatus.FORBIDDEN,
    Conflict: HTTPStatus.CONFLICT,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    DefinitionRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
}


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong, ready to be worded for a page or an API."""

    status: HTTPStatus
    code: str
    sentence: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)
    #: The rules a file breaks, each with its place, ready for a program.
    problems: tuple[dict[str, Any], ...] = ()


Answer = Callable[[Failure], ResponseReturnValue]


def answer_failures(app: Flask, prefix: str, answer: Answer) -> None:
    """Let one answer speak for every failure under a path; the longest path decides."""
    app.extensions.setdefault("failures", {})[prefix] = answer
    # Again each time: an extension may have put a handler of its own in between.
    app.register_error_handler(ServiceError, _service_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_error)


def _service_error(error: ServiceError) -> ResponseReturnValue:
    fields = error.fields if isinstance(error, Invalid) else {}
    broken = error.problems if isinstance(error, DefinitionRefused) else ()
    return _answer(
        Failure(
            status=_status(error),
            code=error.code,
            sentence=error.sentence(language()),
            fields={
                name: [field_sentence(code, language()) for code in codes]
                for name, codes in fields.items()
            },
            problems=tuple(rule_problem(one, language()) for one in broken),
        )
    )


def _http_error(error: HTTPException) -> ResponseReturnValue:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        current_app.logger.error("request %s failed", g.get("request_id"))
    if status < HTTPStatus.BAD_REQUEST:
        return error
    code = "http.stale_page" if isinstance(error, CSRFError) else f"http.{status.value}"
    return _answer(Failure(status, code, fields=_wrong_fields(error)))


def _database_error(error: OperationalError) -> ResponseReturnValue:
    current_app.logger.error("request %s: %s", g.get("request_id"), error.orig)
    return _answer(Failure(HTTPStatus.SERVICE_UNAVAILABLE, "http.503"))


def _answer(failure: Failure) -> ResponseReturnValue:
    answers: dict[str, Answer] = current_app.extensions["failures"]
    fitting = [prefix for prefix in answers if request.path.startswith(prefix)]
    return answers[max(fitting, key=len)](failure)


def _status(error: ServiceError) -> HTTPStatus:
    for kind in type(error).__mro__:
        if kind in _STATUS:
            return _STATUS[kind]
    return HTTPStatus.BAD_REQUEST


def _wrong_fields(error: HTTPException) -> dict[str, list[str]]:
    """What webargs found wrong, by the path of the field."""
    messages = getattr(error, "data", {}).get("messages", {})
    found: dict[str, list[str]] = {}
    for location, fields in messages.items() if isinstance(messages, dict) else ():
        _collect(fields, "" if location in {"json", "query"} else location, found)
    return found


def _collect(messages: Any, path: str, found: dict[str, list[str]]) -> None:
    if isinstance(messages, dict):
        for name, inner in messages.items():
            _collect(inner, f"{path}.{name}".lstrip("."), found)
    else:
        found[path] = [str(one) for one in messages]
