"""Tokens with which programs act for a person: named, expiring, revocable."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import contains_eager

from service.audit.events import Event
from service.errors import Invalid, NotFound
from service.models import ApiToken, Person
from service.operations.reasons import said
from service.operations.sessions import token_hash
from service.unit_of_work import UnitOfWork

#: By this a token is told from the token of a session, and found where it was left lying.
PREFIX = "thidua_"
LONGEST_DAYS = 365

_TOKEN_BYTES = 32
_LONGEST_NAME = 80
#: Its last use is noted once an hour, not with every call.
_USE = timedelta(hours=1)


def make_token(uow: UnitOfWork, name: str, days: int) -> tuple[ApiToken, str]:
    """Make a token of one's own; it is shown once and only its hash is kept."""
    name = said("name", name, longest=_LONGEST_NAME)
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid({"days": [f"max:{LONGEST_DAYS}" if days > 0 else "min:1"]})
    secret = PREFIX + secrets.token_urlsafe(_TOKEN_BYTES)
    token = ApiToken(
        person_id=uow.actor.person_id,
        name=name,
        token_hash=token_hash(secret),
        made_at=uow.now,
        expires_at=uow.now + timedelta(days=days),
    )
    uow.session.add(token)
    uow.flush()
    uow.record(
        Event.PERSON_ACCESS_GRANTED,
        detail={"person": token.person_id, "token": token.id, "days": days},
        values={"name": name},
    )
    return token, secret


def revoke_token(uow: UnitOfWork, token_id: int) -> None:
    """Let one of one's own tokens end at once; an ended one is no error."""
    token = uow.session.get(ApiToken, token_id)
    if token is None or token.person_id != uow.actor.person_id:
        raise NotFound("people.token_not_found")
    if token.revoked_at is None:
        _revoke(uow, token)


def revoke_tokens(uow: UnitOfWork, person_id: int) -> None:
    """Let every token of a person end."""
    for one in list_tokens(uow.session, person_id, uow.now):
        _revoke(uow, one)


def list_tokens(session: DatabaseSession, person_id: int, now: datetime) -> Sequence[ApiToken]:
    """The tokens of a person that still work, the newest first."""
    return session.scalars(
        select(ApiToken)
        .where(
            ApiToken.person_id == person_id,
            ApiToken.revoked_at.is_(None),
            ApiToken.expires_at > now,
        )
        .order_by(ApiToken.id.desc())
    ).all()


def find_token(session: DatabaseSession, secret: str, now: datetime) -> ApiToken | None:
    """Return the token with this secret, unless it was revoked or has expired."""
    return session.scalar(_NAMED_BY, {"hash": token_hash(secret), "now": now})


def needs_noting(token: ApiToken, now: datetime) -> bool:
    """Tell whether enough time has passed to note the use of a token again."""
    return token.used_at is None or now - token.used_at >= _USE


def note_use(uow: UnitOfWork, token_id: int) -> None:
    """Note that a token was used, so that its owner sees which ones nobody needs."""
    uow.session.get_one(ApiToken, token_id).used_at = uow.now


#: Asked with every call; its person comes along.
_NAMED_BY = (
    select(ApiToken)
    .join(ApiToken.person)
    .options(contains_eager(ApiToken.person))
    .where(
        ApiToken.token_hash == bindparam("hash"),
        ApiToken.revoked_at.is_(None),
        ApiToken.expires_at > bindparam("now"),
        Person.is_active,
    )
)


def _revoke(uow: UnitOfWork, token: ApiToken) -> None:
    token.revoked_at = uow.now
    uow.record(Event.PERSON_ACCESS_REVOKED, detail={"person": token.person_id, "token": token.id})
