"""Choosing a password: one's own anew, and with a code an administrator gave."""

from collections.abc import Mapping

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.attempts import check_attempts, forget_failures, note_failure
from service.edge.context import commanding, identities, now
from service.edge.identity import actor, require_session, seen_from
from service.edge.language import say as _
from service.errors import Invalid, NotAllowed
from service.models import PasswordReset
from service.operations.credentials import (
    SHORTEST_PASSWORD,
    change_own_password,
    find_reset,
    use_reset,
)
from service.operations.sessions import open_session
from service.unit_of_work import Actor
from service.web.account import keep_token
from service.web.asking import Asking

blueprint = Blueprint("passwords", __name__)

Errors = Mapping[str, list[str]]


@blueprint.get("/account/password")
def password_page() -> ResponseReturnValue:
    """Ask for the present password and a new one."""
    require_session()
    return _own_page({})


@blueprint.post("/account/password")
def change_password() -> ResponseReturnValue:
    """Change it, which ends every session but this browser's."""
    require_session()
    typed = request.form
    try:
        with commanding(actor()) as uow:
            change_own_password(
                uow, typed.get("current", ""), typed.get("password", ""), typed.get("again", "")
            )
            token = open_session(uow, g.identity, seen_from())
    except Invalid as error:
        return _own_page(error.fields), 422
    keep_token(token)
    flash(_("Your password is changed. Every other session has ended."))
    return redirect(url_for("own_account.account_page"))


@blueprint.get("/password-reset")
def ask_code() -> ResponseReturnValue:
    """Ask for the code an administrator gave."""
    return render_template("reset_code.html", problem=None)


@blueprint.post("/password-reset")
def take_code() -> ResponseReturnValue:
    """Go to where the code leads, if anywhere."""
    code = request.form.get("code", "").strip()
    try:
        _known(code)
    except NotAllowed as error:
        return render_template("reset_code.html", problem=error), 422
    return redirect(url_for("passwords.reset_page", code=code))


@blueprint.get("/password-reset/<code>")
def reset_page(code: str) -> ResponseReturnValue:
    """Ask for the new password of whom the code was made for."""
    try:
        return _reset_page(_known(code), code, {})
    except NotAllowed as error:
        return render_template("reset_code.html", problem=error), 404


@blueprint.post("/password-reset/<code>")
def reset(code: str) -> ResponseReturnValue:
    """Choose the new password, and sign in with it."""
    typed = request.form
    try:
        found = _known(code)
        with identities().open(Actor.person(found.person_id)) as uow:
            use_reset(uow, code, typed.get("password", ""), typed.get("again", ""))
            token = open_session(uow, found.person_id, seen_from())
    except NotAllowed as error:
        return render_template("reset_code.html", problem=error), 404
    except Invalid as error:
        return _reset_page(found, code, error.fields), 422
    keep_token(token)
    flash(_("Your password is changed, and you are signed in."))
    return redirect(url_for("inbox.inbox_page"))


def _known(code: str) -> PasswordReset:
    """What a code opens; guessing codes is slowed down as guessing passwords is."""
    attempts = f"password-reset@{request.remote_addr}"
    check_attempts(attempts, now())
    with identities().read() as people:
        found = find_reset(people, code, now())
    if found is None:
        note_failure(attempts, now())
        raise NotAllowed("people.reset_unusable")
    forget_failures(attempts)
    return found


def _own_page(errors: Errors) -> str:
    asked = _new_password(Asking({}, errors).text("current", _("Present password")))
    return render_template(
        "password.html",
        asked=asked,
        must_change=g.get("must_change_password", False),
        action=url_for("passwords.change_password"),
    )


def _reset_page(found: PasswordReset, code: str, errors: Errors) -> str:
    return render_template(
        "password.html",
        asked=_new_password(Asking({}, errors)),
        owner=found.person,
        action=url_for("passwords.reset", code=code),
    )


def _new_password(asking: Asking) -> Asking:
    hint = _(
        "At least %(number)s characters, without your username. A sentence only you would think"
        " of is easy to remember and hard to guess.",
        number=SHORTEST_PASSWORD,
    )
    return asking.text("password", _("New password"), hint=hint).text("again", _("Once more"))
