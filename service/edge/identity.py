"""Who asks: a signed-in browser or the bearer of a token, and never anything else."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from flask import Flask, abort, current_app, g, request, session
from sqlalchemy.orm import Session

from service.edge.attempts import check_attempts, forget_failures, note_failure
from service.edge.context import identities, now, reading, stop_reading, units_of_work
from service.edge.safety import uses_bearer
from service.errors import NotAllowed
from service.models import Person
from service.operations.sessions import (
    SeenFrom,
    authenticate,
    close_session,
    find_session,
    needs_touch,
    open_session,
    touch_session,
)
from service.operations.tokens import PREFIX, find_token, needs_noting, note_use
from service.permissions import day_of
from service.queries.viewers import Viewer, find_person_id, find_viewer, onlooker
from service.unit_of_work import Actor

#: Under this name the cookie holds the secret of the session.
IN_COOKIE = "session"
#: What a page asks for by itself: nobody need be there.
_UNATTENDED = frozenset({"notices.bell", "notices.rows", "tasks.news"})


def register_identity(app: Flask) -> None:
    """Find out who asks before each request, and let go of the database after it."""
    settings = app.extensions["config"]
    app.secret_key = settings.secret()
    app.config["SESSION_COOKIE_NAME"] = "__Host-thidua" if settings.secure_cookies else "thidua"
    app.config["SESSION_COOKIE_SECURE"] = settings.secure_cookies
    app.config["SESSION_COOKIE_HTTPONLY"] = True
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.config["SESSION_COOKIE_PATH"] = "/"
    app.before_request(_recognise)
    app.before_request(_demand_own_password)
    app.teardown_request(lambda _: stop_reading())


def viewer() -> Viewer:
    """The person who asks; nobody in particular is answered 401."""
    found = g.get("viewer")
    if found is None:
        abort(401)
    return cast(Viewer, found)


def actor() -> Actor:
    """The person who asks, as the actor of a unit of work."""
    return Actor.person(viewer().person_id)


def shown_token() -> str | None:
    """The token this request carries, in its cookie or its Authorization header."""
    if uses_bearer():
        return request.headers["Authorization"].removeprefix("Bearer ").strip()
    token = session.get(IN_COOKIE)
    return token if isinstance(token, str) else None


def enter(username: str, password: str) -> str:
    """Sign in and return the token of a new session; guessing is slowed down."""
    moment = identities().now()
    attempts = f"{username.lower()}@{request.remote_addr}"
    check_attempts(attempts, moment)
    try:
        with identities().read() as people:
            person = authenticate(people, username, password)
    except NotAllowed:
        note_failure(attempts, moment)
        raise
    forget_failures(attempts)
    with identities().open(actor=Actor.person(person.id)) as uow:
        return open_session(uow, person.id, seen_from())


def seen_from() -> SeenFrom:
    """Where this request comes from, and what program says it sent it."""
    return SeenFrom(request.remote_addr, request.user_agent.string)


def session_id() -> int | None:
    """The session this request belongs to; none where a token of a program was shown."""
    return cast("int | None", g.get("session_id"))


def require_session() -> None:
    """Refuse a program's token: with it nobody changes passwords, sessions and tokens."""
    viewer()
    if session_id() is None:
        raise NotAllowed("people.token_not_enough")


def leave() -> None:
    """End the session this request carries."""
    token = shown_token()
    if token is not None and g.get("viewer") is not None:
        with identities().open(actor=Actor.person(g.identity)) as uow:
            close_session(uow, token)


def _recognise() -> None:
    g.viewer = None
    token = shown_token()
    if token is None or request.endpoint == "static":
        return
    person = _bearer_of(token) if token.startswith(PREFIX) else _signed_in_by(token)
    if person is None:
        return
    g.identity, g.must_change_password = person.id, person.must_change_password
    person_id = person.id if _is_home() else find_person_id(reading(), person.username)
    g.viewer = find_viewer(reading(), person_id, day_of(now())) if person_id else None
    if current_app.extensions["config"].is_rehearsal:
        # Its people are rows of a database of their own, and everything in it is invented.
        g.viewer = onlooker(g.viewer, person)


def _is_home() -> bool:
    """Whether people sign in at the database they work in: not so beside a rehearsal."""
    return identities() is units_of_work()


@contextmanager
def _people() -> Iterator[Session]:
    if _is_home():
        yield reading()
    else:
        with identities().read() as people:
            yield people


def _signed_in_by(token: str) -> Person | None:
    with _people() as people:
        found = find_session(people, token, identities().now())
        if found is None:
            return None
        person = found.person
    g.session_id = found.id
    if request.endpoint not in _UNATTENDED and needs_touch(found, identities().now()):
        with identities().open(actor=Actor.person(person.id)) as uow:
            touch_session(uow, token)
    return person


def _bearer_of(token: str) -> Person | None:
    """Whom a program acts for; a cookie never holds such a token."""
    if not uses_bearer():
        return None
    with _people() as people:
        found = find_token(people, token, identities().now())
        if found is None:
            return None
        person = found.person
    if needs_noting(found, identities().now()):
        with identities().open(actor=Actor.person(person.id)) as uow:
            note_use(uow, found.id)
    return person


def _demand_own_password() -> None:
    """Whoever still has a password somebody else chose can do nothing before changing it."""
    if g.get("must_change_password") and request.endpoint not in _BEFORE_OWN_PASSWORD:
        raise NotAllowed("people.password_must_change")


#: What can be done with a password somebody else chose: changing it, and going away.
_BEFORE_OWN_PASSWORD = frozenset(
    {
        *("static", "account.sign_out", "account.choose_language", "notices.bell"),
        *("passwords.password_page", "passwords.change_password", "privacy.privacy_page"),
        *("api-account.OwnPassword", "api-sessions.CurrentSession"),
    }
)
