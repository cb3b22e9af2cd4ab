"""Groups: who is in which, from when to when; putting somebody in, and taking somebody out."""

from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, reading
from service.edge.identity import actor
from service.edge.language import say as _
from service.errors import Conflict, Invalid
from service.models import Person, Term
from service.operations.groups import join_group, leave_group
from service.permissions import may_change_groups
from service.queries.people import count_members, find_person, terms_in
from service.web.asking import Asking, typed_day
from service.web.keeping import (
    Frame,
    chosen_group,
    chosen_unit,
    form_page,
    group_options,
    require_keeper,
    unit_options,
)
from service.web.measures import worker
from service.web.words import GROUPS, word

blueprint = Blueprint("groups", __name__)

Typed = Mapping[str, str]
Errors = Mapping[str, list[str]]


@blueprint.before_request
def _only_keepers() -> None:
    require_keeper()


@blueprint.get("/groups")
def groups_page() -> ResponseReturnValue:
    """List the groups with how many people each has."""
    return render_template("groups.html", counts=count_members(reading()))


@blueprint.get("/groups/<name>")
def group_page(name: str) -> ResponseReturnValue:
    """Show who is in a group, will be, or was."""
    group = chosen_group(name) or abort(404)
    return render_template(
        "group.html",
        group=group,
        terms=terms_in(reading(), group),
        former=terms_in(reading(), group, over=True),
    )


@blueprint.get("/people/<int:person_id>/groups/new")
def join_page(person_id: int) -> ResponseReturnValue:
    """Ask which group, and from when to when."""
    return _join_page(_person(person_id), {"group": request.args.get("group", "")}, {})


@blueprint.post("/people/<int:person_id>/groups/new")
def join(person_id: int) -> ResponseReturnValue:
    """Put the person in the group."""
    typed, person = request.form, _person(person_id)
    group = chosen_group(typed.get("group", ""))
    try:
        if group is None:
            raise Invalid({"group": ["required"]})
        days = (typed_day(typed, "begins_on"), typed_day(typed, "ends_on"))
        with commanding(actor()) as uow:
            join_group(uow, person_id, group, chosen_unit(typed.get("unit", ""), group), *days)
    except Invalid as error:
        return _join_page(person, typed, error.fields), 422
    except Conflict as error:
        return _join_page(person, typed, {}, error), 409
    flash(_("%(name)s is put in the group “%(group)s”.", name=person.name, group=_word(group)))
    return redirect(url_for("people.person_page", person_id=person_id))


@blueprint.get("/terms/<int:term_id>/end")
def leave_page(term_id: int) -> ResponseReturnValue:
    """Ask when the person leaves the group."""
    return _leave_page(_term(term_id), {}, {})


@blueprint.post("/terms/<int:term_id>/end")
def leave(term_id: int) -> ResponseReturnValue:
    """Take the person out of the group, now or with the end of a day."""
    typed, term = request.form, _term(term_id)
    try:
        last_day = typed_day(typed, "ends_on")
        with commanding(actor()) as uow:
            leave_group(uow, term_id, last_day)
    except Invalid as error:
        return _leave_page(term, typed, error.fields), 422
    except Conflict as error:
        return _leave_page(term, typed, {}, error), 409
    flash(_("Saved."))
    return redirect(url_for("people.person_page", person_id=term.person_id))


def _person(person_id: int) -> Person:
    may_change_groups(worker(), person_id).require()
    return find_person(reading(), person_id) or abort(404)


def _term(term_id: int) -> Term:
    term = reading().get(Term, term_id) or abort(404)
    may_change_groups(worker(), term.person_id).require()
    return term


def _word(group: object) -> str:
    return word(GROUPS, str(group))


def _join_page(
    person: Person, typed: Typed, errors: Errors, conflict: Conflict | None = None
) -> str:
    asked = (
        Asking(typed, errors)
        .choice("group", _("Group"), group_options(), as_list=True)
        .choice(
            "unit",
            _("Unit"),
            unit_options(),
            hint=_("For unit clerks and heads of unit."),
            required=False,
            as_list=True,
        )
        .day("begins_on", _("From"), hint=_("Empty: at once."))
        .day("ends_on", _("Last day"), hint=_("Empty: until somebody ends it."))
    )
    return form_page(
        asked,
        Frame(
            title=_("Put in a group"),
            button=_("Put in the group"),
            home=url_for("people.person_page", person_id=person.id),
            caption=f"{person.name} ({person.username})",
        ),
        conflict,
    )


def _leave_page(term: Term, typed: Typed, errors: Errors, conflict: Conflict | None = None) -> str:
    unit = f", {term.unit.name}" if term.unit else ""
    asked = Asking(typed, errors).day("ends_on", _("Last day"), hint=_("Empty: it ends now."))
    return form_page(
        asked,
        Frame(
            title=_("Take out of the group “%(group)s”", group=f"{_word(term.group)}{unit}"),
            button=_("Save"),
            home=url_for("people.person_page", person_id=term.person_id),
            caption=f"{term.person.name} ({term.person.username})",
            about=[
                _(
                    "Tasks the person has taken stay theirs until they are done; what waits for the"
                    " group is no longer offered to them."
                )
            ],
            is_grave=True,
        ),
        conflict,
    )
