"""One case: on the diagram of its very version, and the same in words."""

from flask import Blueprint, Response, abort, jsonify, render_template
from flask.typing import ResponseReturnValue

from service.edge.context import now, reading
from service.edge.identity import viewer
from service.queries.campaigns import related_instances
from service.queries.cases import Case, find_case
from service.queries.nominations import (
    complaints_of,
    council_session_of,
    papers_of,
    review_of,
    tallies_of,
    tallies_of_session,
)
from service.web.administering import INTERVENTIONS
from service.web.documents import offered as offered_documents
from service.web.intervening import offered as offered_interventions
from service.web.measures import WORDINGS, offered
from service.web.packs import may_take
from service.web.rulings import rulings_of
from service.web.stories import history_of, tell

blueprint = Blueprint("cases", __name__, url_prefix="/cases")


@blueprint.get("/<int:instance_id>")
def case_page(instance_id: int) -> ResponseReturnValue:
    """Show where a case has been and is, what the rules said and what was decided."""
    case = _visible(instance_id)
    return render_template(
        "case.html",
        case=case,
        story=tell(case),
        now=now(),
        rulings=rulings_of(case),
        measures=offered(case.nomination) if case.nomination else [],
        wordings=WORDINGS,
        interventions=offered_interventions(case),
        intervention_words=INTERVENTIONS,
        documents=offered_documents(case),
        may_take_pack=may_take([case.nomination] if case.nomination else []),
        related=related_instances(reading(), viewer(), case.instance),
        **_subject(case),
    )


@blueprint.get("/<int:instance_id>/history.json")
def history(instance_id: int) -> Response:
    """What to mark on the diagram."""
    return jsonify(history_of(tell(_visible(instance_id))))


def _visible(instance_id: int) -> Case:
    return find_case(reading(), viewer(), instance_id) or abort(404)


def _subject(case: Case) -> dict[str, object]:
    """The rows a case is about, by what it is about."""
    session = council_session_of(reading(), case.instance)
    found: dict[str, object] = {
        "papers": [],
        "complaints": [],
        "tallies": tallies_of_session(reading(), session.id) if session else [],
        "council": session,
        "review": review_of(reading(), case.instance) if case.unit else None,
    }
    if case.nomination is not None:
        number = case.nomination.id
        found["papers"] = papers_of(reading(), number)
        found["complaints"] = complaints_of(reading(), number)
        found["tallies"] = tallies_of(reading(), number)
    return found
