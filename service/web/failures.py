"""Error pages: what happened, where, and what to do, in the person's language."""

from http import HTTPStatus

from flask import Flask, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from service.edge.failures import Failure, answer_failures
from service.edge.language import say as _
from service.web.addresses import this_address


def register_failures(app: Flask) -> None:
    """Answer every failure of a page with a page."""
    answer_failures(app, "/", _failure_page)


def _failure_page(failure: Failure) -> ResponseReturnValue:
    if failure.status == HTTPStatus.UNAUTHORIZED:
        return _sign_in_first()
    if failure.code == "people.password_must_change":
        return redirect(url_for("passwords.password_page"))
    title, advice = _words(failure)
    sentences = [failure.sentence, advice] if failure.sentence else [advice]
    return render_template("failure.html", title=title, sentences=sentences), failure.status


def _sign_in_first() -> ResponseReturnValue:
    """Lead to the sign-in page, and from there back to where the person wanted to go."""
    return redirect(url_for("account.sign_in_page", next=this_address()))


def _words(failure: Failure) -> tuple[str, str]:
    known = {
        HTTPStatus.NOT_FOUND: (
            _("Page not found"),
            _("The address may be mistyped, or what it shows is not open to you."),
        ),
        HTTPStatus.FORBIDDEN: (
            _("You may not do this"),
            _("If you think you should, ask an administrator to look at your groups."),
        ),
        HTTPStatus.CONFLICT: (
            _("Somebody was faster"),
            _("Open the task again to see how it stands now."),
        ),
        HTTPStatus.SERVICE_UNAVAILABLE: (
            _("The database does not answer"),
            _("Nothing was saved. Try again in a moment."),
        ),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
            _("That was too much at once"),
            _("Shorten the text and send it again."),
        ),
    }
    if failure.code == "http.stale_page":
        return (
            _("This page was open for too long"),
            _("Nothing was saved. Go back, reload the page and try again."),
        )
    return known.get(failure.status, _on_our_side())


def _on_our_side() -> tuple[str, str]:
    return (
        _("Something went wrong on our side"),
        _(
            "Nothing was saved. Try again in a moment; if it happens again, tell an"
            " administrator the number below."
        ),
    )
