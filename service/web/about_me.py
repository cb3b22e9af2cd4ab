"""About me: what is recorded of the viewer, where their nominations are, asking to correct it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Blueprint, Response, abort, flash, jsonify, redirect, render_template, request
from flask import url_for as address_of
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, now, reading
from service.edge.identity import actor, viewer
from service.edge.language import say as _
from service.edge.language import until
from service.errors import Invalid
from service.models import Nomination, UserTask
from service.operations.corrections import ANSWER_WITHIN, ask_correction
from service.queries.cases import case_of
from service.queries.comments import comments_by
from service.queries.corrections import corrections_of
from service.queries.nominations import papers_of
from service.queries.nominees import find_nomination_about, instance_of, nominations_about
from service.queries.people import find_person, terms_of
from service.web.asking import Asking
from service.web.keeping import Frame, form_page
from service.web.measures import WORDINGS, Measure, offered
from service.web.rulings import rulings_of
from service.web.stories import Place, Story, tell
from service.web.words import GROUPS, word

blueprint = Blueprint("about_me", __name__, url_prefix="/about-me")

#: What a nominee may do about the own nomination; deciding belongs to others.
_OWN_MEASURES = (Measure.WITHDRAW, Measure.COMPLAIN)


@dataclass(frozen=True, slots=True)
class Passed:
    """A step a nomination has been through: what, when and what came of it, not who."""

    element_id: str
    name: str
    at: datetime
    outcome: str


@blueprint.get("")
def about_me_page() -> ResponseReturnValue:
    """Show what is recorded of the viewer, and what they asked to have corrected."""
    person_id = viewer().person_id
    return render_template(
        "about_me.html",
        owner=find_person(reading(), person_id),
        terms=terms_of(reading(), person_id),
        nominations=nominations_about(reading(), person_id),
        corrections=corrections_of(reading(), person_id),
        comments=comments_by(reading(), person_id),
        now=now(),
    )


@blueprint.get("/nominations/<int:nomination_id>")
def nomination_page(nomination_id: int) -> ResponseReturnValue:
    """Show one's own nomination: where it is, what is recorded, what the rules said."""
    nomination = _own(nomination_id)
    instance = instance_of(reading(), nomination) or abort(404)
    case = case_of(reading(), instance)
    story = tell(case)
    return render_template(
        "own_nomination.html",
        nomination=nomination,
        case=case,
        instance=instance,
        passed=list(_passed(story)),
        here=[_without_names(place) for place in story.here],
        rulings=rulings_of(case),
        papers=papers_of(reading(), nomination.id),
        measures=[one for one in offered(nomination) if one in _OWN_MEASURES],
        wordings=WORDINGS,
        now=now(),
    )


@blueprint.get("/nominations/<int:nomination_id>/history.json")
def history(nomination_id: int) -> Response:
    """What to mark on the diagram: the way, and nobody's name."""
    instance = instance_of(reading(), _own(nomination_id)) or abort(404)
    story = tell(case_of(reading(), instance))
    return jsonify(
        {
            "visited": story.visited,
            "current": [place.shown_at for place in story.here],
            "flows": story.flows,
            "late": [],
            "notes": {},
            "counts": {},
        }
    )


@blueprint.get("/corrections/new")
def ask_page() -> ResponseReturnValue:
    """Ask what is recorded wrongly and what should stand there."""
    return _ask_page({"nomination": request.args.get("nomination", "")}, {})


@blueprint.post("/corrections/new")
def ask() -> ResponseReturnValue:
    """Send the request to the standing body."""
    typed, number = request.form, request.form.get("nomination", "")
    try:
        with commanding(actor()) as uow:
            asked = ask_correction(
                uow,
                typed.get("wrong", ""),
                typed.get("right", ""),
                int(number) if number.isdecimal() else None,
            )
    except Invalid as error:
        return _ask_page(typed, error.fields), 422
    flash(_("Sent. The standing body answers before %(when)s.", when=until(asked.due_at)))
    return redirect(address_of("about_me.about_me_page"))


def _own(nomination_id: int) -> Nomination:
    found = find_nomination_about(reading(), viewer().person_id, nomination_id)
    return found or abort(404)


def _passed(story: Story) -> Iterator[Passed]:
    for step in story.steps:
        yield Passed(step.element_id, step.name, step.at, step.outcome)


def _without_names(place: Place) -> Place:
    """Where the nomination is, by the groups that have it: who exactly is not the nominee's."""
    if place.task is None:
        return place
    return replace(place, words=_("waits for %(who)s", who=_groups(place.task)), task=None)


def _groups(task: UserTask) -> str:
    groups = [word(GROUPS, one.group) for one in task.candidates]
    return ", ".join(groups) or _("a person of the office")


def _ask_page(typed: Mapping[str, str], errors: Mapping[str, list[str]]) -> str:
    own = nominations_about(reading(), viewer().person_id)
    asked = Asking(typed, errors)
    if own:
        options = [("", _("My account"))] + [
            (str(one.id), f"{one.key} – {one.campaign.name}") for one in own
        ]
        asked.choice("nomination", _("What it is about"), options)
    asked.text(
        "wrong",
        _("What is recorded wrongly"),
        hint=_("Name the place: for instance the rating of the year, or my position."),
        long=True,
    ).text(
        "right",
        _("What should stand there"),
        hint=_("With the paper it can be seen from, where there is one."),
        long=True,
    )
    return form_page(
        asked,
        Frame(
            title=_("Ask to have something corrected"),
            button=_("Send the request"),
            home=address_of("about_me.about_me_page"),
            about=[
                _(
                    "The standing body answers with a reason within %(days)s working days. Your"
                    " nomination goes on meanwhile; nothing waits for the answer.",
                    days=ANSWER_WITHIN,
                )
            ],
        ),
    )
