"""The same request sent twice has one effect and gets one answer."""

import hmac
from collections.abc import Callable
from typing import Any

from flask import Response, current_app, jsonify, request
from sqlalchemy import Executable, select
from sqlalchemy.dialects import postgresql, sqlite

from service.errors import Conflict, Invalid
from service.models import AnsweredRequest
from service.unit_of_work import UnitOfWork

#: What a command comes to: the body of its answer and its status.
Outcome = tuple[dict[str, Any], int]
_LONGEST_KEY = 100


def answer_once(uow: UnitOfWork, act: Callable[[], Outcome]) -> Response:
    """Act, unless this person's key was answered before: then give that answer again."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key:
        return _response(act())
    if len(key) > _LONGEST_KEY:
        raise Invalid({"Idempotency-Key": [f"max_length:{_LONGEST_KEY}"]}, "request.key_too_long")
    # Claimed before anything is looked at: a repeat waits here until the first is through.
    claimed = uow.session.execute(_claim(uow, key)).scalar_one_or_none()
    return _repeat(uow, key) if claimed is None else _first(uow, key, act)


def _first(uow: UnitOfWork, key: str, act: Callable[[], Outcome]) -> Response:
    body, status = act()
    row = uow.session.scalars(_answered(uow, key)).one()
    row.status, row.answer = status, body
    return _response((body, status))


def _repeat(uow: UnitOfWork, key: str) -> Response:
    row = uow.session.scalars(_answered(uow, key)).one()
    if row.fingerprint != _fingerprint():
        raise Conflict("request.key_reused")
    response = _response((row.answer or {}, row.status or 200))
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _response(outcome: Outcome) -> Response:
    body, status = outcome
    response = jsonify(body)
    response.status_code = status
    if "revision" in body:
        response.set_etag(str(body["revision"]))
    return response


def _claim(uow: UnitOfWork, key: str) -> Executable:
    kind = uow.session.get_bind().dialect.name
    insert = postgresql.insert if kind == "postgresql" else sqlite.insert
    row = {
        "person_id": uow.actor.person_id,
        "key": key,
        "fingerprint": _fingerprint(),
        "at": uow.now,
    }
    return (
        insert(AnsweredRequest).values(row).on_conflict_do_nothing().returning(AnsweredRequest.id)
    )


def _answered(uow: UnitOfWork, key: str) -> Any:
    return select(AnsweredRequest).where(
        AnsweredRequest.person_id == uow.actor.person_id, AnsweredRequest.key == key
    )


def _fingerprint() -> str:
    asked = b"\n".join((request.method.encode(), request.path.encode(), request.get_data()))
    # Keyed: few enough things can be asked that a bare hash would tell which, as with a ballot.
    return hmac.digest(str(current_app.secret_key).encode(), asked, "sha256").hex()
