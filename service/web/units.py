"""Units of the department: the list, a new one, renaming, dissolving and restoring."""

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, reading
from service.edge.identity import actor
from service.edge.language import language
from service.edge.language import say as _
from service.errors import Conflict, Invalid
from service.models import Unit
from service.operations.units import create_unit, dissolve_unit, rename_unit, restore_unit
from service.queries.people import find_unit, list_units
from service.unit_of_work import UnitOfWork
from service.web.asking import Asking, seen_revision
from service.web.keeping import Frame, form_page, require_keeper

blueprint = Blueprint("units", __name__, url_prefix="/units")

Typed = Mapping[str, str]
Errors = Mapping[str, list[str]]


@blueprint.before_request
def _only_keepers() -> None:
    require_keeper()


@blueprint.get("")
def units_page() -> ResponseReturnValue:
    """List the units, with how many people act for each."""
    return render_template("units.html", units=list_units(reading()))


@blueprint.get("/new")
def new_page() -> ResponseReturnValue:
    """Ask for a new unit."""
    return _new_page({}, {})


@blueprint.post("/new")
def create() -> ResponseReturnValue:
    """Add the unit."""
    typed = request.form
    try:
        with commanding(actor()) as uow:
            unit = create_unit(uow, typed.get("code", ""), typed.get("name", ""))
    except Invalid as error:
        return _new_page(typed, error.fields), 422
    except Conflict as error:
        return _new_page(typed, {}, error), 409
    flash(_("The unit “%(name)s” is added.", name=unit.name))
    return redirect(url_for("units.units_page"))


@blueprint.get("/<int:unit_id>/change")
def change_page(unit_id: int) -> ResponseReturnValue:
    """Ask for another name."""
    unit = _unit(unit_id)
    return _change_page(unit, {"name": unit.name}, {})


@blueprint.post("/<int:unit_id>/change")
def change(unit_id: int) -> ResponseReturnValue:
    """Rename the unit."""
    typed = request.form
    try:
        with commanding(actor()) as uow:
            rename_unit(uow, unit_id, typed.get("name", ""), seen_revision(typed))
    except Invalid as error:
        return _change_page(_unit(unit_id), typed, error.fields), 422
    except Conflict as error:
        return _change_page(_unit(unit_id), typed, {}, error), 409
    flash(_("Saved."))
    return redirect(url_for("units.units_page"))


@blueprint.post("/<int:unit_id>/<any(dissolve,restore):verb>")
def turn(unit_id: int, verb: str) -> ResponseReturnValue:
    """Dissolve a unit, or take it up again; what stands in the way is said on the list."""
    act: Callable[[UnitOfWork, int], Unit] = _VERBS[verb]
    try:
        with commanding(actor()) as uow:
            act(uow, unit_id)
        flash(_("Saved."))
    except Conflict as error:
        flash(error.sentence(language()))
    return redirect(url_for("units.units_page"))


_VERBS: Mapping[str, Callable[[UnitOfWork, int], Unit]] = {
    "dissolve": dissolve_unit,
    "restore": restore_unit,
}


def _unit(unit_id: int) -> Unit:
    return find_unit(reading(), unit_id) or abort(404)


def _new_page(typed: Typed, errors: Errors, conflict: Conflict | None = None) -> str:
    asked = (
        Asking(typed, errors)
        .text("code", _("Code"), hint=_("Short and for good, as VP: cases are filed under it."))
        .text("name", _("Name of the unit"))
    )
    return form_page(
        asked,
        Frame(
            title=_("New unit"),
            button=_("Add the unit"),
            home=url_for("units.units_page"),
        ),
        conflict,
    )


def _change_page(unit: Unit, typed: Typed, errors: Errors, conflict: Conflict | None = None) -> str:
    return form_page(
        Asking(typed, errors).text("name", _("Name of the unit")),
        Frame(
            title=_("Rename the unit"),
            button=_("Save"),
            home=url_for("units.units_page"),
            caption=unit.code,
            seen=unit.revision if conflict else seen_revision(typed) or unit.revision,
        ),
        conflict,
    )
