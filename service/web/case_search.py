"""Finding cases, for auditors and whoever else looks into all of them; and taking lists away."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, now, reading
from service.edge.identity import actor, viewer
from service.edge.language import day, moment
from service.edge.language import say as _
from service.edge.spreadsheets import as_csv
from service.errors import Invalid
from service.operations.case_exports import note_cases_exported
from service.permissions import may_search_cases
from service.queries.campaigns import list_campaigns
from service.queries.case_search import (
    REACH,
    CasePage,
    FoundCase,
    count_cases,
    every_case,
    find_cases,
)
from service.queries.case_search_asked import ANY, read_cases_wanted, written
from service.queries.definitions import list_newest_processes
from service.queries.people import list_units
from service.web import words
from service.web.measures import worker
from service.web.questions import answer_sentence
from service.web.words_audit import DEVIATIONS

blueprint = Blueprint("case_search", __name__, url_prefix="/cases")
#: So many cases are read before one turns the page.
PAGE = 25

Options = list[tuple[str, str]]


@blueprint.before_request
def _only_those_who_look_into_cases() -> None:
    viewer()
    may_search_cases(worker()).require()


@blueprint.get("")
def search_page() -> ResponseReturnValue:
    """List the cases the address asks for; wrong filters are named, and nothing is listed."""
    typed = request.args.to_dict()
    try:
        wanted = replace(read_cases_wanted(typed, now()), limit=PAGE)
    except Invalid as error:
        return _page(typed, errors=error.fields, page=CasePage((), None)), 422
    return _page(
        typed,
        page=find_cases(reading(), viewer(), wanted),
        count=count_cases(reading(), viewer(), wanted),
        written=written(wanted),
        is_narrowed=bool(wanted.filters),
    )


@blueprint.post("/export")
def export() -> Response:
    """Give out the whole list as a table, once the ledger knows who takes it."""
    wanted = read_cases_wanted(request.form, now())
    cases = list(every_case(reading(), viewer(), wanted))
    with commanding(actor()) as uow:
        note_cases_exported(uow, written(wanted), len(cases))
    response = Response(as_csv(_heading(), map(_line, cases)), mimetype="text/csv")
    name = f"ho-so-{day(wanted.now).replace('/', '-')}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page(typed: Mapping[str, str], **shown: object) -> str:
    errors = shown.pop("errors", {})
    assert isinstance(errors, dict)
    said = {name: answer_sentence(codes) for name, codes in errors.items()}
    return render_template(
        "case_search.html",
        typed=typed,
        errors={**said, **_wrong_days(errors)},
        choices=_choices(),
        state_of=state_of,
        deviation_words=DEVIATIONS,
        reach=REACH,
        **shown,
    )


def _wrong_days(errors: Mapping[str, list[str]]) -> dict[str, str]:
    sentence = _("Enter a real day as 15/12/2025.")
    return {name: sentence for name, codes in errors.items() if codes == ["not_a_date"]}


def _choices() -> dict[str, Options]:
    """What the filters offer, by the name of each."""
    processes = (one.key for one in list_newest_processes(reading()))
    return {
        "unit": [(unit.code, unit.name) for unit, _number in list_units(reading())],
        "campaign": [(one.code, one.name) for one in list_campaigns(reading())],
        "process": [(key, words.word(words.PROCESSES, key)) for key in processes],
        "award": [(code, str(text)) for code, text in words.AWARDS.items()],
        "instances": _states(words.INSTANCES),
        "nominations": _states(words.NOMINATIONS),
        "deviation": [(ANY, _("any"))] + [(code, str(text)) for code, text in DEVIATIONS.items()],
    }


def _states(known: Mapping[str, tuple[object, str]]) -> Options:
    return [(code, str(text)) for code, (text, _colour) in known.items()]


def state_of(case: FoundCase) -> tuple[str, str]:
    """Where a case stands: what became of the nomination, where it is about one."""
    if case.nomination_status is not None and case.process_key == "nomination":
        return words.tag(words.NOMINATIONS, case.nomination_status)
    return words.tag(words.INSTANCES, case.status)


def _heading() -> list[str]:
    return [
        *(_("Case"), _("Address"), _("Process"), _("Version"), _("Code"), _("Nominee")),
        *(_("Award"), _("Unit"), _("Campaign"), _("State"), _("Began"), _("Ended")),
        *(_("Interventions"), _("A deadline was missed")),
    ]


def _line(case: FoundCase) -> list[object]:
    return [
        case.id,
        url_for("cases.case_page", instance_id=case.id, _external=True),
        words.word(words.PROCESSES, case.process_key),
        case.version,
        words.case_key(case.business_key),
        case.nominee,
        words.word(words.AWARDS, case.award),
        case.unit,
        case.campaign,
        state_of(case)[0],
        moment(case.started_at),
        moment(case.ended_at),
        "; ".join(str(DEVIATIONS[one]) for one in case.deviations),
        _("yes") if case.is_late else _("no"),
    ]
