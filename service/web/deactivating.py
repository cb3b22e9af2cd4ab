"""Closing an account: its open tasks are named, and each goes to somebody or to its group."""

from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, reading
from service.edge.identity import actor
from service.edge.language import say as _
from service.edge.language import say_many
from service.errors import Conflict, Invalid
from service.models import Person
from service.operations.deactivations import (
    Duty,
    EmptyGroup,
    deactivate_person,
    duties_of,
    groups_left_empty,
)
from service.queries.people import find_person
from service.web.asking import Asking, seen_revision
from service.web.keeping import Frame, form_page, require_keeper
from service.web.words import GROUPS, PROCESSES, case_key, word

blueprint = Blueprint("deactivating", __name__, url_prefix="/people")

_GROUP = "group"


@blueprint.get("/<int:person_id>/deactivate")
def deactivate_page(person_id: int) -> ResponseReturnValue:
    """Name what the person has not done yet, and ask who takes each task."""
    require_keeper()
    duties = duties_of(reading(), person_id)
    back = {f"task-{one.task.id}": _GROUP for one in duties if one.task.candidates}
    return _page(person_id, back, {})


@blueprint.post("/<int:person_id>/deactivate")
def deactivate(person_id: int) -> ResponseReturnValue:
    """Close the account; what nobody was chosen for stops it and is named."""
    require_keeper()
    typed = request.form
    try:
        with commanding(actor()) as uow:
            empty = groups_left_empty(uow.session, person_id)
            person = deactivate_person(uow, person_id, _handed_on(typed), seen_revision(typed))
    except Invalid as error:
        return _page(person_id, typed, error.fields), 422
    except Conflict as error:
        return _page(person_id, typed, {}, error), 409
    sentences = [_("The account of %(name)s is closed.", name=person.name), *map(_left, empty)]
    flash(" ".join(sentences))
    return redirect(url_for("people.person_page", person_id=person_id))


def _handed_on(typed: Mapping[str, str]) -> dict[int, int | None]:
    """Who takes which task: a person, or nobody, which is its group; what is not said is left."""
    found: dict[int, int | None] = {}
    for name, to in typed.items():
        number = name.removeprefix("task-")
        if number != name and number.isdecimal() and (to == _GROUP or to.isdecimal()):
            found[int(number)] = None if to == _GROUP else int(to)
    return found


def _page(
    person_id: int,
    typed: Mapping[str, str],
    errors: Mapping[str, list[str]],
    conflict: Conflict | None = None,
) -> str:
    person = find_person(reading(), person_id) or abort(404)
    duties = duties_of(reading(), person_id)
    asked = Asking(typed, errors)
    for duty in duties:
        if not duty.is_personal:
            _ask(asked, duty)
    return form_page(
        asked,
        Frame(
            title=_("Close the account"),
            button=_("Close the account"),
            home=url_for("people.person_page", person_id=person_id),
            caption=f"{person.name} ({person.username})",
            about=_about(person, duties),
            seen=person.revision if conflict else seen_revision(typed) or person.revision,
            is_grave=True,
        ),
        conflict,
    )


def _about(person: Person, duties: list[Duty]) -> list[str]:
    said = [
        _(
            "Nobody signs in with it any more: sessions, tokens and codes end at once. What the"
            " person did stays on record; the account can be opened again."
        )
    ]
    open_tasks = sum(not one.is_personal for one in duties)
    if open_tasks:
        said.append(
            say_many(
                "%(num)d task is not done. Say who takes it:",
                "%(num)d tasks are not done. Say who takes each:",
                open_tasks,
            )
        )
    said += [
        _(
            "“%(task)s” is the person's own paper: nobody fills it in instead, and the case goes"
            " on when its time is over.",
            task=one.task.name,
        )
        for one in duties
        if one.is_personal
    ]
    return [*said, *map(_left, groups_left_empty(reading(), person.id))]


def _ask(asked: Asking, duty: Duty) -> None:
    instance = duty.task.instance
    case = f"{word(PROCESSES, instance.process_key)} {case_key(instance.business_key)}"
    back = [(_GROUP, _("Back to its group"))] if duty.task.candidates else []
    asked.choice(
        f"task-{duty.task.id}",
        f"{duty.task.name} – {case}",
        [*back, *((str(one.id), f"{one.name} ({one.username})") for one in duty.others)],
        as_list=True,
    )


def _left(empty: EmptyGroup) -> str:
    group = word(GROUPS, empty.group)
    return _(
        "Attention: nobody is left in the group “%(group)s”. Tasks that wait for it: %(number)s.",
        group=f"{group}, {empty.unit.name}" if empty.unit else group,
        number=empty.tasks,
    )
