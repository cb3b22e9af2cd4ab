"""Absences, standing delegations and declared interests: one list, and a page to add each."""

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, now, reading
from service.edge.identity import actor, viewer
from service.edge.language import language
from service.edge.language import say as _
from service.errors import Conflict, Invalid
from service.models import Group, InterestKind
from service.operations.absences import PlannedAbsence, announce_absence, end_absence
from service.operations.delegations import PlannedDelegation, end_delegation, make_delegation
from service.operations.interests import Declared, declare_interest, end_interest
from service.operations.staffing import NobodyLeft, left_to_nobody
from service.permissions import day_of
from service.queries.absences import list_absences, list_delegations, list_interests
from service.unit_of_work import UnitOfWork
from service.web.asking import Asking, Typed, needed_day, needed_number, typed_day, typed_number
from service.web.away_questions import about_whom, ask_about
from service.web.away_words import ARRANGEMENTS, INTERESTS, Arrangement

blueprint = Blueprint("people_away", __name__, url_prefix="/away")
_ADDRESS = "/<any(absences,delegations,interests):key>"


@blueprint.get("")
def away_page() -> ResponseReturnValue:
    """Show who is away, who stands in, and what keeps whom away."""
    person, day = viewer(), day_of(now())
    return render_template(
        "away.html",
        today=day,
        absences=list_absences(reading(), person, day),
        delegations=list_delegations(reading(), person, day),
        interests=list_interests(reading(), person),
        interest_words=INTERESTS,
    )


@blueprint.get(f"{_ADDRESS}/new")
def arrangement_page(key: str) -> ResponseReturnValue:
    """Ask what has to be known."""
    return _page(Arrangement(key))


@blueprint.post(f"{_ADDRESS}/new")
def arrange(key: str) -> ResponseReturnValue:
    """Record it; where tasks would be left to nobody, ask once more."""
    arrangement = Arrangement(key)
    try:
        with commanding(actor()) as uow:
            told = _ARRANGING[arrangement](uow, request.form)
    except Invalid as error:
        return _page(arrangement, errors=error.fields), 422
    except Conflict as error:
        return _page(arrangement, conflict=error), 409
    flash(told or str(ARRANGEMENTS[arrangement].done))
    return redirect(url_for("people_away.away_page"))


@blueprint.post(f"{_ADDRESS}/<int:number>/end")
def end(key: str, number: int) -> ResponseReturnValue:
    """End one of them; what leaves tasks to nobody is done, and said."""
    gaps: tuple[str, ...] = ()
    try:
        with commanding(actor()) as uow:
            _ENDING[Arrangement(key)](uow, number)
    except NobodyLeft as error:
        gaps = error.gaps
        with commanding(actor()) as uow:
            end_delegation(uow, number, is_confirmed=True)
    flash(_nobody_left(gaps) if gaps else _("Ended."))
    return redirect(url_for("people_away.away_page"))


def _absence(uow: UnitOfWork, typed: Typed) -> str | None:
    planned = PlannedAbsence(
        _whose(typed),
        needed_day(typed, "starts_on"),
        needed_day(typed, "ends_on"),
        typed_number(typed, "substitute"),
    )
    announce_absence(uow, planned, is_confirmed="confirmed" in typed)
    return None


def _delegation(uow: UnitOfWork, typed: Typed) -> str | None:
    planned = PlannedDelegation(
        _whose(typed),
        needed_number(typed, "delegate"),
        needed_day(typed, "starts_on"),
        typed_day(typed, "ends_on"),
        typed.get("process") or None,
        Group(typed["group"]) if typed.get("group") in set(Group) else None,
    )
    make_delegation(uow, planned)
    return None


def _interest(uow: UnitOfWork, typed: Typed) -> str | None:
    if typed.get("kind") not in set(InterestKind):
        raise Invalid({"kind": ["required"]})
    about = about_whom(typed)
    declared = Declared(_whose(typed), InterestKind(typed["kind"]), **about)
    interest = declare_interest(uow, declared)
    gaps = left_to_nobody(uow.session, interest.nomination_id, day_of(uow.now))
    return _nobody_left(gaps) if gaps else None


def _whose(typed: Typed) -> int:
    return typed_number(typed, "person") or viewer().person_id


_ARRANGING: Mapping[Arrangement, Callable[[UnitOfWork, Typed], str | None]] = {
    Arrangement.ABSENCE: _absence,
    Arrangement.DELEGATION: _delegation,
    Arrangement.INTEREST: _interest,
}
_ENDING: Mapping[Arrangement, Callable[[UnitOfWork, int], object]] = {
    Arrangement.ABSENCE: end_absence,
    Arrangement.DELEGATION: end_delegation,
    Arrangement.INTEREST: end_interest,
}


def _nobody_left(gaps: object) -> str:
    named = "; ".join(gaps) if isinstance(gaps, list | tuple) else ""
    return _(
        "Recorded. Nobody is left who may do: %(tasks)s. Tell an administrator to reassign them.",
        tasks=named,
    )


def _page(
    arrangement: Arrangement,
    errors: Mapping[str, list[str]] | None = None,
    conflict: Conflict | None = None,
) -> str:
    typed = request.form if request.method == "POST" else request.args
    known = {"person": str(viewer().person_id)} | {
        name: text for name, text in typed.items() if text
    }
    asking = ask_about(arrangement, Asking(known, errors))
    if isinstance(conflict, NobodyLeft):
        label = _("Do it all the same; an administrator reassigns these tasks")
        asking.tick("confirmed", label)
    problems = asking.problems
    if conflict is not None:
        problems.append((asking.questions[-1].id, conflict.sentence(language())))
    return render_template(
        "asking.html",
        wording=ARRANGEMENTS[arrangement],
        caption="",
        questions=asking.questions,
        problems=problems,
        action=url_for("people_away.arrange", key=arrangement.value),
        home=url_for("people_away.away_page"),
    )
