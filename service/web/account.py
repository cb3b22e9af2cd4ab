"""Signing in and out, and choosing a language."""

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from service.edge.identity import IN_COOKIE, enter, leave
from service.edge.language import LANGUAGES
from service.errors import NotAllowed
from service.web.addresses import local_target

blueprint = Blueprint("account", __name__)


@blueprint.get("/sign-in")
def sign_in_page() -> ResponseReturnValue:
    """Ask who it is."""
    target = local_target(request.args.get("next"))
    if g.viewer is not None:
        return redirect(target)
    return render_template("sign_in.html", target=target, error=None, username="")


@blueprint.post("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Open a session when the password is right, and go where the person wanted to go."""
    target = local_target(request.form.get("next"))
    username = request.form.get("username", "").strip()
    try:
        token = enter(username, request.form.get("password", ""))
    except NotAllowed as error:
        page = render_template("sign_in.html", target=target, error=error, username=username)
        return page, 422
    keep_token(token)
    return redirect(target)


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session, here and on the server."""
    leave()
    keep_token(None)
    return redirect(url_for("account.sign_in_page"))


@blueprint.get("/language/<code>")
def choose_language(code: str) -> ResponseReturnValue:
    """Speak another language from now on, on this browser."""
    if code in LANGUAGES:
        session["language"] = code
    return redirect(local_target(request.args.get("next")))


def keep_token(token: str | None) -> None:
    """Start the cookie afresh, so that nobody can plant one before a sign-in."""
    language = session.get("language")
    session.clear()
    if language is not None:
        session["language"] = language
    if token is not None:
        session[IN_COOKIE] = token
