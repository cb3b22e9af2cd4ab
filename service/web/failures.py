"""Error pages: what happened, where, and what to do, in the person's language."""

from http import HTTPStatus

from flask import Flask, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, Unauthorized

from service.edge.language import language
from service.edge.language import say as _
from service.errors import Conflict, Invalid, NotAllowed, NotFound, ServiceError

STATUS: dict[type[ServiceError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    NotAllowed: HTTPStatus.FORBIDDEN,
    Conflict: HTTPStatus.CONFLICT,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
}


def register_failures(app: Flask) -> None:
    """Answer every failure of a page with a page."""
    app.register_error_handler(Unauthorized, _sign_in_first)
    app.register_error_handler(CSRFError, _stale_page)
    app.register_error_handler(ServiceError, _service_error)
    app.register_error_handler(HTTPException, _http_error)


def _sign_in_first(_error: Unauthorized) -> ResponseReturnValue:
    """Lead to the sign-in page, and from there back to where the person wanted to go."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("account.sign_in_page", next=wanted))


def _stale_page(_error: CSRFError) -> ResponseReturnValue:
    return page(
        HTTPStatus.BAD_REQUEST,
        _("This page was open for too long"),
        _("Nothing was saved. Go back, reload the page and try again."),
    )


def _service_error(error: ServiceError) -> ResponseReturnValue:
    status = STATUS.get(type(error), HTTPStatus.BAD_REQUEST)
    title, advice = _words(status)
    return page(status, title, error.sentence(language()), advice)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    status = HTTPStatus(error.code or 500)
    if isinstance(error, InternalServerError):
        current_app.logger.error("request %s failed", g.get("request_id"))
    title, advice = _words(status)
    return page(status, title, advice)


def page(status: HTTPStatus, title: str, *sentences: str) -> ResponseReturnValue:
    """One error page."""
    return render_template("failure.html", title=title, sentences=sentences), status


def _words(status: HTTPStatus) -> tuple[str, str]:
    known = {
        HTTPStatus.NOT_FOUND: (
            _("Page not found"),
            _(
                "The address may be mistyped, or what it shows is not open to you. "
                "Start from your inbox."
            ),
        ),
        HTTPStatus.FORBIDDEN: (
            _("You may not do this"),
            _("If you think you should, ask an administrator to look at your groups."),
        ),
        HTTPStatus.CONFLICT: (
            _("Somebody was faster"),
            _("Open the task again to see how it stands now."),
        ),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
            _("That was too much at once"),
            _("Shorten the text and send it again."),
        ),
    }
    fallback = (
        _("Something went wrong on our side"),
        _(
            "Nothing was saved. Try again in a moment; if it happens again, tell an administrator "
            "the number below."
        ),
    )
    return known.get(status, fallback)
