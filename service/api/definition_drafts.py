"""/api/definitions/drafts: diagrams from elsewhere, kept as they came and deployed from there."""

from http import HTTPStatus
from typing import Any

from flask import Response, abort, jsonify, request
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE
from sqlalchemy.orm import Session

from service.api.idempotency import Outcome, answer_once
from service.api.schemas import (
    ChoiceSchema,
    DraftReportSchema,
    DraftSchema,
    MadeVersionSchema,
    RevisionAskedSchema,
    RuleProblemSchema,
)
from service.edge.context import commanding, engine, reading
from service.edge.identity import actor, viewer
from service.edge.language import language
from service.errors import rule_problem
from service.models import DefinitionDraft
from service.operations.definition_drafts import (
    deploy_draft,
    import_definition,
    judge_draft,
    problems_of,
    report_on,
)
from service.permissions import check_may_deploy
from service.queries.definitions import find_draft, list_drafts
from workflows import Choice

blueprint = Blueprint(
    "api-definition-drafts",
    __name__,
    url_prefix="/api/definitions/drafts",
    description="Diagrams that are kept and not deployed yet",
)


@blueprint.route("")
class Drafts(MethodView):
    """The drafts."""

    @blueprint.response(200, DraftSchema(many=True))
    def get(self) -> list[dict[str, Any]]:
        """List the newest draft of each process, by key"""
        _owner()
        return [_row(draft) for draft in list_drafts(reading())]


@blueprint.route("/<key>")
class Draft(MethodView):
    """The newest draft of a process."""

    @blueprint.arguments(ChoiceSchema, location="query", unknown=RAISE)
    @blueprint.response(200, DraftReportSchema)
    def get(self, choice: dict[str, Any], key: str) -> Response:
        """Show what deploying it with a choice would come to; its ETag is what If-Match asks for"""
        _owner()
        body = _body(reading(), _found(key), Choice(**choice))
        response = jsonify(body)
        response.set_etag(str(body["revision"]))
        return response

    @blueprint.response(201, DraftReportSchema)
    @blueprint.alt_response(HTTPStatus.UNPROCESSABLE_ENTITY, description="No BPMN diagram")
    def post(self, key: str) -> Response:
        """Keep a diagram, sent as the body, exactly as it is"""
        with commanding(actor()) as uow:
            return answer_once(uow, lambda: _imported(uow, key))


@blueprint.route("/<key>/problems")
class DraftProblems(MethodView):
    """What stands in the way of a diagram that nobody has kept yet."""

    @blueprint.response(200, RuleProblemSchema(many=True))
    def post(self, key: str) -> list[dict[str, Any]]:
        """Say what the gate finds in a diagram, sent as the body; nothing is kept"""
        _owner()
        found = problems_of(reading(), engine(), key, request.get_data())
        return [rule_problem(one, language()) for one in found]


@blueprint.route("/<key>/content")
class DraftContent(MethodView):
    """The very bytes that came."""

    @blueprint.arguments(RevisionAskedSchema, location="query", unknown=RAISE)
    @blueprint.response(200, content_type="application/octet-stream")
    def get(self, asked: dict[str, Any], key: str) -> Response:
        """Give a draft back byte for byte; the newest unless a revision is named"""
        _owner()
        draft = _found(key, asked["revision"])
        response = Response(draft.content, mimetype="application/octet-stream")
        response.headers["Content-Disposition"] = f'attachment; filename="{draft.key}.bpmn"'
        response.set_etag(draft.sha256)
        response.make_conditional(request)
        return response


@blueprint.route("/<key>/deploy")
class DeployDraft(MethodView):
    """Deploying a draft."""

    @blueprint.arguments(ChoiceSchema, unknown=RAISE)
    @blueprint.response(200, MadeVersionSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="Deployed already, or nothing new")
    @blueprint.alt_response(HTTPStatus.PRECONDITION_FAILED, description="Imported anew")
    @blueprint.alt_response(HTTPStatus.UNPROCESSABLE_ENTITY, description="It breaks a rule")
    def post(self, choice: dict[str, Any], key: str) -> Response:
        """Make the next version of a process from its newest draft"""
        _owner()
        chosen = Choice(**choice)
        judge_draft(reading(), engine(), key, chosen)
        with commanding(actor()) as uow:
            return answer_once(uow, lambda: _deployed(uow, key, chosen))


def _imported(uow: Any, key: str) -> Outcome:
    draft = import_definition(uow, f"{key}.bpmn", request.get_data(), _seen_revision())
    return _body(uow.session, draft, Choice()), HTTPStatus.CREATED.value


def _deployed(uow: Any, key: str, choice: Choice) -> Outcome:
    if (seen := _seen_revision()) is None:
        abort(HTTPStatus.PRECONDITION_REQUIRED)
    made, warnings = deploy_draft(uow, engine(), key, choice, seen)
    said = [rule_problem(one, language()) for one in warnings]
    body: dict[str, Any] = MadeVersionSchema().dump(
        {"key": made.key, "version": made.version, "sha256": made.sha256, "warnings": said}
    )
    return body, HTTPStatus.OK.value


def _seen_revision() -> int | None:
    seen = sorted(request.if_match.as_set())
    if not seen:
        return None
    return int(seen[0]) if seen[0].isdecimal() else -1


def _owner() -> None:
    check_may_deploy(reading(), viewer().person_id)


def _found(key: str, revision: int | None = None) -> DefinitionDraft:
    return find_draft(reading(), key, revision) or abort(404)


def _row(draft: DefinitionDraft) -> dict[str, Any]:
    return {
        **{name: getattr(draft, name) for name in _PLAIN},
        "version": draft.definition.version if draft.definition else None,
    }


_PLAIN = ("key", "kind", "revision", "sha256", "tool", "imported_at", "imported_by")


def _body(session: Session, draft: DefinitionDraft, choice: Choice) -> dict[str, Any]:
    report = report_on(session, engine(), draft, choice)
    found: dict[str, Any] = DraftReportSchema().dump(
        {
            **_row(draft),
            "deployable": report.is_deployable,
            "processes": report.processes,
            "translations": report.translations,
            "problems": [rule_problem(one, language()) for one in report.problems],
        }
    )
    return found
