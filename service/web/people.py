"""People as an administrator keeps them: the list, one account, and what can be done with it."""

from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.attempts import slowed_down
from service.edge.context import commanding, now, reading
from service.edge.identity import actor, viewer
from service.edge.language import LANGUAGES, say_many
from service.edge.language import say as _
from service.errors import Conflict, Invalid
from service.models import Person
from service.operations.credentials import offer_reset
from service.operations.people import (
    NewPerson,
    PersonDetails,
    change_person,
    create_person,
    reactivate_person,
)
from service.operations.sessions import end_sessions, list_sessions
from service.operations.tokens import list_tokens
from service.queries.people import (
    PeopleWanted,
    Standing,
    count_people,
    find_person,
    last_seen,
    list_people,
    list_units,
    terms_of,
)
from service.web.asking import Asking, seen_revision
from service.web.keeping import (
    Frame,
    chosen_group,
    chosen_unit,
    form_page,
    group_options,
    require_keeper,
    unit_options,
)

blueprint = Blueprint("people", __name__, url_prefix="/people")

Typed = Mapping[str, str]
Errors = Mapping[str, list[str]]


@blueprint.before_request
def _only_keepers() -> None:
    require_keeper()


@blueprint.get("")
def people_page() -> ResponseReturnValue:
    """List people by name, searched and narrowed as the address says."""
    wanted = _wanted(request.args)
    only_rows = "people-rows" in request.headers.get("HX-Target", "")
    return render_template(
        "_people_rows.html" if only_rows else "people.html",
        wanted=wanted,
        page=list_people(reading(), wanted),
        number=count_people(reading(), wanted),
        units=[unit for unit, _number in list_units(reading())],
        groups=group_options(),
        standings=_standings(),
        slowed=slowed_down(now()),
    )


@blueprint.get("/new")
def new_page() -> ResponseReturnValue:
    """Ask who is to get an account."""
    return _new_page({"locale": "vi"}, {})


@blueprint.post("/new")
def create() -> ResponseReturnValue:
    """Create the account, and show the code with which its owner chooses a password."""
    typed = request.form
    group = chosen_group(typed.get("group", ""))
    unit = chosen_unit(typed.get("unit", ""), group)
    details = _details(typed)
    new = NewPerson(
        username=typed.get("username", ""),
        name=details.name,
        email=details.email,
        position=details.position,
        locale=details.locale,
        memberships=((group, unit),) if group else (),
    )
    try:
        with commanding(actor()) as uow:
            person = create_person(uow, new)
            uow.flush()
            code, expires_at = offer_reset(uow, person.id)
    except Invalid as error:
        return _new_page(typed, error.fields), 422
    except Conflict as error:
        return _new_page(typed, {}, error), 409
    return _code_page(person, code, expires_at)


@blueprint.get("/<int:person_id>")
def person_page(person_id: int) -> ResponseReturnValue:
    """Show one account: what is known, its groups from when to when, its sessions."""
    person = _known(person_id)
    return render_template(
        "person.html",
        owner=person,
        terms=terms_of(reading(), person_id),
        sessions=list_sessions(reading(), person_id, now()),
        tokens=list_tokens(reading(), person_id, now()),
        last_seen=last_seen(reading(), person_id),
        is_own=person_id == viewer().person_id,
        languages_known=LANGUAGES,
    )


@blueprint.get("/<int:person_id>/change")
def change_page(person_id: int) -> ResponseReturnValue:
    """Ask what is to be changed."""
    person = _known(person_id)
    known = {name: getattr(person, name) or "" for name in ("name", "email", "position", "locale")}
    return _change_page(person, known, {})


@blueprint.post("/<int:person_id>/change")
def change(person_id: int) -> ResponseReturnValue:
    """Change it."""
    typed = request.form
    try:
        with commanding(actor()) as uow:
            change_person(uow, person_id, _details(typed), seen_revision(typed))
    except Invalid as error:
        return _change_page(_known(person_id), typed, error.fields), 422
    except Conflict as error:
        return _change_page(_known(person_id), typed, {}, error), 409
    flash(_("Saved."))
    return redirect(url_for("people.person_page", person_id=person_id))


@blueprint.post("/<int:person_id>/reactivate")
def reactivate(person_id: int) -> ResponseReturnValue:
    """Open a closed account again."""
    with commanding(actor()) as uow:
        person = reactivate_person(uow, person_id)
    flash(_("The account of %(name)s is open again.", name=person.name))
    return redirect(url_for("people.person_page", person_id=person_id))


@blueprint.post("/<int:person_id>/reset")
def reset(person_id: int) -> ResponseReturnValue:
    """Make a code for a new password and show it once."""
    with commanding(actor()) as uow:
        code, expires_at = offer_reset(uow, person_id)
    return _code_page(_known(person_id), code, expires_at)


@blueprint.post("/<int:person_id>/end-sessions")
def end_all(person_id: int) -> ResponseReturnValue:
    """End every session of a person, as when a computer was lost."""
    with commanding(actor()) as uow:
        ended = end_sessions(uow, person_id)
    flash(say_many("%(num)d session has ended.", "%(num)d sessions have ended.", ended))
    return redirect(url_for("people.person_page", person_id=person_id))


def _wanted(asked: Typed) -> PeopleWanted:
    standing, after = asked.get("standing", ""), asked.get("after", "")
    return PeopleWanted(
        term=asked.get("q", "")[:100],
        standing=Standing(standing) if standing in set(Standing) else Standing.ACTIVE,
        group=chosen_group(asked.get("group", "")),
        unit=asked.get("unit", ""),
        after=int(after) if after.isdecimal() else None,
    )


def _standings() -> list[tuple[str, str]]:
    return [
        (Standing.ACTIVE.value, _("Open accounts")),
        (Standing.CLOSED.value, _("Closed accounts")),
        (Standing.ALL.value, _("All accounts")),
    ]


def _known(person_id: int) -> Person:
    return find_person(reading(), person_id) or abort(404)


def _details(typed: Typed) -> PersonDetails:
    return PersonDetails(
        name=typed.get("name", ""),
        email=typed.get("email"),
        position=typed.get("position", ""),
        locale=typed.get("locale", ""),
    )


def _about_person(asking: Asking) -> Asking:
    return (
        asking.text("name", _("Full name"))
        .text("position", _("Position"), required=False)
        .text(
            "email",
            _("E-mail"),
            required=False,
            hint=_("Notices are sent there; without one they are only shown here."),
        )
        .choice("locale", _("Language"), LANGUAGES.items())
    )


def _new_page(typed: Typed, errors: Errors, conflict: Conflict | None = None) -> str:
    asked = Asking(typed, errors).text(
        "username",
        _("Username"),
        hint=_("Letters without accents, digits, full stops; as lan.nguyen. It stays for good."),
    )
    groups = _("More groups can be added afterwards, with a beginning and an end.")
    asked = (
        _about_person(asked)
        .choice("group", _("Group"), group_options(), hint=groups, required=False, as_list=True)
        .choice(
            "unit",
            _("Unit"),
            unit_options(),
            hint=_("For unit clerks and heads of unit."),
            required=False,
            as_list=True,
        )
    )
    return form_page(
        asked,
        Frame(
            title=_("New account"),
            button=_("Create the account"),
            home=url_for("people.people_page"),
            about=[
                _("You will see a code once; with it the person chooses a password only they know.")
            ],
        ),
        conflict,
    )


def _change_page(
    person: Person, typed: Typed, errors: Errors, conflict: Conflict | None = None
) -> str:
    return form_page(
        _about_person(Asking(typed, errors)),
        Frame(
            title=_("Change the account"),
            button=_("Save"),
            home=url_for("people.person_page", person_id=person.id),
            caption=f"{person.name} ({person.username})",
            seen=person.revision if conflict else seen_revision(typed) or person.revision,
        ),
        conflict,
    )


def _code_page(person: Person, code: str, expires_at: object) -> str:
    return render_template(
        "code.html",
        owner=person,
        code=code,
        link=url_for("passwords.reset_page", code=code, _external=True),
        expires_at=expires_at,
    )
