"""What keeps a browser from being turned against its owner: headers, origin and CSRF token."""

from collections.abc import Callable
from urllib.parse import urlsplit
from uuid import uuid4

from flask import Flask, Response, abort, current_app, g, request
from flask_wtf.csrf import CSRFProtect

from service.errors import NotAllowed

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_FOR_EVER = "public, max-age=31536000, immutable"
_MEGABYTE = 1 << 20


def register_safety(app: Flask) -> None:
    """Number every request, refuse foreign ones that would change something, set the headers."""
    # Flask sets it to no limit at all, so a default would change nothing.
    app.config["MAX_CONTENT_LENGTH"] = 2 * _MEGABYTE
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)
    # Checked below, after the origin and not for callers that show a token of their own.
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    csrf = CSRFProtect(app)
    app.before_request(_number)
    app.before_request(_refuse_foreign)
    app.before_request(_check_token(csrf))
    app.before_request(_refuse_unkeepable)
    app.before_request(_refuse_rehearsal)
    app.after_request(_set_headers)


def uses_bearer() -> bool:
    """Whether the caller shows a token of its own; a browser never adds one by itself."""
    return request.headers.get("Authorization", "").startswith("Bearer ")


def _number() -> None:
    g.request_id = uuid4().hex[:12]


def _refuse_foreign() -> None:
    if request.method in _SAFE:
        return
    origin = request.headers.get("Origin")
    is_foreign = origin is not None and urlsplit(origin).netloc != request.host
    if is_foreign or request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(403)


def _refuse_unkeepable() -> None:
    """PostgreSQL keeps no text with a NUL in it, and asks for none; nobody types one."""
    if any("\x00" in text for text in request.values.values()):
        abort(400)


def _refuse_rehearsal() -> None:
    """A rehearsal is over and only shown: signing in and out is all one can do in it."""
    if request.method in _SAFE or not current_app.extensions["config"].is_rehearsal:
        return
    if request.endpoint not in _ALLOWED_IN_REHEARSAL:
        raise NotAllowed("rehearsal.read_only")


def _check_token(csrf: CSRFProtect) -> Callable[[], None]:
    def check() -> None:
        # Signing in through the API answers with a token and sets no cookie.
        if request.method in _SAFE or uses_bearer() or request.endpoint in _WITHOUT_COOKIE:
            return
        csrf.protect()

    return check


_ALLOWED_IN_REHEARSAL = frozenset({"account.sign_in", "account.sign_out"})
_WITHOUT_COOKIE = frozenset({"api-sessions.Sessions"})


def _set_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-Id"] = g.get("request_id", "")
    if request.path.startswith("/static/dist/") and not request.path.endswith(".json"):
        response.headers["Cache-Control"] = _FOR_EVER
    elif not request.path.startswith("/static/"):
        response.headers["Cache-Control"] = "no-store"
    return response
