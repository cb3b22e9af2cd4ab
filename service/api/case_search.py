"""/api/cases: finding cases among all, and taking the list away."""

from typing import Any

from flask import Response
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE

from service.api.schemas_case_search import (
    CasesAskedSchema,
    CasesSoughtSchema,
    FoundCaseSchema,
    FoundCasesSchema,
    filters_of,
)
from service.edge.context import commanding, now, reading
from service.edge.identity import actor, viewer
from service.edge.spreadsheets import as_csv
from service.operations.case_exports import note_cases_exported
from service.permissions import check_may_search_cases
from service.queries.case_search import every_case, find_cases
from service.queries.case_search_asked import CasesWanted, written

blueprint = Blueprint(
    "api-case-search", __name__, url_prefix="/api/cases", description="Finding cases"
)


@blueprint.route("")
class Cases(MethodView):
    """All cases."""

    @blueprint.arguments(CasesAskedSchema, location="query", unknown=RAISE)
    @blueprint.response(200, FoundCasesSchema)
    @blueprint.alt_response(403, description="Not an auditor, process owner or standing body")
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Find cases: by nominee, unit, rule, actor, period, outcome, intervention, lateness"""
        check_may_search_cases(reading(), viewer().person_id)
        page = find_cases(reading(), viewer(), _wanted(asked))
        return {"cases": page.cases, "next_cursor": page.next, "is_cut": page.is_cut}


@blueprint.route("/exports")
class CaseExports(MethodView):
    """Taking a list away."""

    @blueprint.arguments(CasesSoughtSchema, unknown=RAISE)
    @blueprint.response(200, content_type="text/csv")
    @blueprint.alt_response(403, description="Not an auditor, process owner or standing body")
    def post(self, asked: dict[str, Any]) -> Response:
        """Take every case that fits as CSV; who did, and what was asked, stays in the ledger"""
        check_may_search_cases(reading(), viewer().person_id)
        wanted = _wanted(asked)
        cases = list(every_case(reading(), viewer(), wanted))
        with commanding(actor()) as uow:
            note_cases_exported(uow, written(wanted), len(cases))
        rows = (FoundCaseSchema().dump(case) for case in cases)
        return Response(as_csv(_COLUMNS, map(_line, rows)), mimetype="text/csv")


_COLUMNS = tuple(FoundCaseSchema().fields)


def _wanted(asked: dict[str, Any]) -> CasesWanted:
    return CasesWanted(
        now=now(),
        filters=filters_of(asked),
        order=asked["sort"],
        after=asked.get("cursor"),
        limit=asked.get("limit", 25),
    )


def _line(row: dict[str, Any]) -> list[object]:
    return [" ".join(row[name]) if name == "deviations" else row[name] for name in _COLUMNS]
