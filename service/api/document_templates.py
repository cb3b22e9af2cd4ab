"""/api/documents/templates: the templates of papers."""

from http import HTTPStatus
from typing import Any

from flask import Response, abort, request
from flask.views import MethodView
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from service.api.idempotency import Outcome, answer_once
from service.api.schemas_documents import TemplateSchema
from service.documents import names_in, sha256, shipped_template, specimen
from service.edge.context import commanding, reading
from service.edge.identity import actor, viewer
from service.models import DocumentKind
from service.operations.documents import replace_template
from service.permissions import check_may_replace_template
from service.queries.documents import template_in_force
from service.unit_of_work import UnitOfWork

blueprint = Blueprint(
    "api-document-templates",
    __name__,
    url_prefix="/api/documents/templates",
    description="Templates of papers",
)


@blueprint.route("")
class Templates(MethodView):
    """The templates."""

    @blueprint.response(200, TemplateSchema(many=True))
    def get(self) -> list[dict[str, Any]]:
        """List the template in force for each paper, with the fields it may use"""
        _replacer()
        return [_body(reading(), kind) for kind in DocumentKind]


@blueprint.route("/<kind>")
class OneTemplate(MethodView):
    """The template of a paper."""

    @blueprint.response(200, content_type="application/octet-stream")
    def get(self, kind: str) -> Response:
        """Give the template in force, a .docx"""
        _replacer()
        template = template_in_force(reading(), _known(kind))
        content = template.content if template else shipped_template(_known(kind))
        return Response(content, mimetype="application/octet-stream")

    @blueprint.response(200, TemplateSchema)
    @blueprint.alt_response(HTTPStatus.UNPROCESSABLE_ENTITY, description="It cannot be used")
    def put(self, kind: str) -> Response:
        """Use another template from now on: a .docx, sent as the body"""
        wanted = _known(kind)
        with commanding(actor()) as uow:
            return answer_once(uow, lambda: _replaced(uow, wanted))


def _replaced(uow: UnitOfWork, kind: DocumentKind) -> Outcome:
    replace_template(uow, kind, request.get_data())
    body: dict[str, Any] = TemplateSchema().dump(_body(uow.session, kind))
    return body, HTTPStatus.OK.value


def _body(session: Session, kind: DocumentKind) -> dict[str, Any]:
    template = template_in_force(session, kind)
    return {
        "kind": kind.value,
        "version": template.version if template else 0,
        "sha256": template.sha256 if template else sha256(shipped_template(kind)),
        "fields_of_paper": sorted(names_in(dict(specimen(kind)))),
    }


def _known(kind: str) -> DocumentKind:
    return DocumentKind(kind) if kind in list(DocumentKind) else abort(404)


def _replacer() -> None:
    check_may_replace_template(reading(), viewer().person_id)
