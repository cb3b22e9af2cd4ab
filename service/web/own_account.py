"""One's own account: what is known, the language, the sessions, the tokens for programs."""

from collections.abc import Mapping

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, identities, now
from service.edge.identity import actor, require_session, session_id
from service.edge.language import LANGUAGES, say_many
from service.edge.language import say as _
from service.errors import Invalid
from service.operations.people import choose_locale
from service.operations.sessions import end_session, end_sessions, list_sessions
from service.operations.tokens import LONGEST_DAYS, list_tokens, make_token, revoke_token
from service.queries.people import find_person, terms_of
from service.web.asking import Asking

blueprint = Blueprint("own_account", __name__, url_prefix="/account")

#: For how long a token works unless its maker says otherwise.
_USUAL_DAYS = "90"


@blueprint.get("")
def account_page() -> ResponseReturnValue:
    """Show what is known of the viewer and where they are signed in."""
    return _page(_asked_token({"days": _USUAL_DAYS}, {}))


@blueprint.post("/language")
def choose_language() -> ResponseReturnValue:
    """Choose the language of mails and, from now on, of the pages."""
    require_session()
    with commanding(actor()) as uow:
        person = choose_locale(uow, request.form.get("locale", ""))
    session["language"] = person.locale
    flash(_("Saved."))
    return redirect(url_for("own_account.account_page"))


@blueprint.post("/sessions/<int:number>/end")
def end(number: int) -> ResponseReturnValue:
    """End one session; ending this one is signing out."""
    require_session()
    with commanding(actor()) as uow:
        end_session(uow, g.identity, number)
    flash(_("The session has ended."))
    return redirect(url_for("own_account.account_page"))


@blueprint.post("/sessions/end-others")
def end_others() -> ResponseReturnValue:
    """End every session but this one."""
    require_session()
    with commanding(actor()) as uow:
        ended = end_sessions(uow, g.identity, keeping=session_id())
    flash(say_many("%(num)d session has ended.", "%(num)d sessions have ended.", ended))
    return redirect(url_for("own_account.account_page"))


@blueprint.post("/tokens")
def make() -> ResponseReturnValue:
    """Make a token and show it once."""
    require_session()
    typed = request.form
    days = typed.get("days", "").strip()
    try:
        with commanding(actor()) as uow:
            if not days.isdecimal():
                raise Invalid({"days": ["not_a_number"]})
            token, secret = make_token(uow, typed.get("name", ""), int(days))
    except Invalid as error:
        return _page(_asked_token(typed, error.fields)), 422
    return render_template("token.html", token=token, secret=secret)


@blueprint.post("/tokens/<int:token_id>/revoke")
def revoke(token_id: int) -> ResponseReturnValue:
    """Let a token end."""
    require_session()
    with commanding(actor()) as uow:
        revoke_token(uow, token_id)
    flash(_("The token is revoked."))
    return redirect(url_for("own_account.account_page"))


def _page(asked: Asking) -> str:
    require_session()
    with identities().read() as people:
        return render_template(
            "account.html",
            owner=find_person(people, g.identity),
            terms=terms_of(people, g.identity),
            sessions=list_sessions(people, g.identity, now()),
            this=session_id(),
            tokens=list_tokens(people, g.identity, now()),
            asked=asked,
            locales=LANGUAGES,
        )


def _asked_token(typed: Mapping[str, str], errors: Mapping[str, list[str]]) -> Asking:
    return (
        Asking(typed, errors)
        .text("name", _("What the token is for"))
        .text("days", _("Days until it expires, at most %(days)s", days=LONGEST_DAYS))
    )
