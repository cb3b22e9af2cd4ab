"""/api/cases/…/documents and /api/documents: papers, made, kept, and filed when signed."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from flask import Response, abort, request
from flask.views import MethodView
from flask_smorest import Blueprint

from service.api.idempotency import Outcome, answer_once
from service.api.schemas_documents import (
    DocumentSchema,
    OfferedDocumentSchema,
    SignedCopySchema,
)
from service.documents import Scene, content_of, draw_up, kinds_of, pdf_of, sha256
from service.edge.context import commanding, config, office, reading
from service.edge.identity import actor, viewer
from service.models import DocumentKind, ProcessInstance
from service.operations.documents import file_signed_copy, make_document
from service.queries.cases import find_case
from service.queries.documents import (
    documents_of,
    find_document,
    find_signed_copy,
    may_read,
    template_in_force,
)
from service.unit_of_work import UnitOfWork

blueprint = Blueprint("api-documents", __name__, url_prefix="/api", description="Papers")

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@blueprint.route("/cases/<int:instance_id>/documents")
class DocumentsOfCase(MethodView):
    """The papers of a case."""

    @blueprint.response(200, OfferedDocumentSchema(many=True))
    @blueprint.alt_response(404, description="No such case, or not open to the caller")
    def get(self, instance_id: int) -> list[dict[str, Any]]:
        """List the papers a case has, and what was made of them"""
        return list(_offered(_case(instance_id)))


@blueprint.route("/cases/<int:instance_id>/documents/<kind>")
class OneDocument(MethodView):
    """One paper of a case."""

    @blueprint.response(HTTPStatus.CREATED, DocumentSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="Nothing to say yet")
    def post(self, instance_id: int, kind: str) -> Response:
        """Make a paper as things stand and keep it; one that says the same is that one"""
        instance = _case(instance_id)
        wanted = _known(instance, kind)
        with commanding(actor()) as uow:
            return answer_once(uow, lambda: _made(uow, instance_id, wanted))


@blueprint.route("/cases/<int:instance_id>/documents/<kind>.<any(docx, pdf):form>")
class CurrentFile(MethodView):
    """A paper as things stand."""

    @blueprint.response(200, content_type="application/octet-stream")
    @blueprint.alt_response(404, description="The case has not come to this paper")
    def get(self, instance_id: int, kind: str, form: str) -> Response:
        """Give a paper as things stand; nothing is kept"""
        instance = _case(instance_id)
        wanted = _known(instance, kind)
        scene = Scene(reading(), instance, office())
        docx = draw_up(scene, wanted, template_in_force(reading(), wanted)) or abort(404)
        return _file(docx if form == "docx" else pdf_of(docx, wanted), form)


@blueprint.route("/documents/<int:document_id>.<any(docx, pdf):form>")
class KeptFile(MethodView):
    """A paper as it was kept."""

    @blueprint.response(200, content_type="application/octet-stream")
    def get(self, document_id: int, form: str) -> Response:
        """Give a paper as it was kept, always the same bytes"""
        made = find_document(reading(), viewer(), document_id) or abort(404)
        return _file(made.docx if form == "docx" else made.pdf, form)


@blueprint.route("/documents/<int:document_id>/signed-copies")
class SignedCopies(MethodView):
    """The signed copies of a paper."""

    @blueprint.response(HTTPStatus.CREATED, SignedCopySchema)
    @blueprint.alt_response(HTTPStatus.UNPROCESSABLE_ENTITY, description="No PDF")
    def post(self, document_id: int) -> Response:
        """File a signed PDF, sent as the body; the answer says what its signatures are"""
        if find_document(reading(), viewer(), document_id) is None:
            abort(404)
        with commanding(actor()) as uow:
            return answer_once(uow, lambda: _filed(uow, document_id))


@blueprint.route("/documents/signed-copies/<int:copy_id>.pdf")
class SignedFile(MethodView):
    """A signed copy."""

    @blueprint.response(200, content_type="application/pdf")
    def get(self, copy_id: int) -> Response:
        """Give a signed copy byte for byte"""
        copy = find_signed_copy(reading(), viewer(), copy_id) or abort(404)
        return _file(copy.content, "pdf")


def _case(instance_id: int) -> ProcessInstance:
    case = find_case(reading(), viewer(), instance_id) or abort(404)
    return case.instance


def _known(instance: ProcessInstance, kind: str) -> DocumentKind:
    wanted = DocumentKind(kind) if kind in list(DocumentKind) else abort(404)
    return wanted if may_read(viewer(), instance, wanted) else abort(404)


def _offered(instance: ProcessInstance) -> Iterator[dict[str, Any]]:
    made = documents_of(reading(), instance.id)
    scene = Scene(reading(), instance, office())
    for kind in kinds_of(instance.process_key):
        editions = [one for one in made if one.kind == kind]
        is_at_hand = content_of(scene, kind) is not None
        if may_read(viewer(), instance, kind) and (editions or is_at_hand):
            yield {"kind": kind.value, "is_at_hand": is_at_hand, "editions": editions}


def _made(uow: UnitOfWork, instance_id: int, kind: DocumentKind) -> Outcome:
    made = make_document(uow, office(), instance_id, kind)
    body: dict[str, Any] = DocumentSchema().dump(made)
    return body, HTTPStatus.CREATED.value


def _filed(uow: UnitOfWork, document_id: int) -> Outcome:
    copy = file_signed_copy(uow, document_id, request.get_data(), config().trusted_certificates)
    body: dict[str, Any] = SignedCopySchema().dump(copy)
    return body, HTTPStatus.CREATED.value


def _file(content: bytes, form: str) -> Response:
    response = Response(content, mimetype=_TYPES[form])
    response.set_etag(sha256(content))
    response.make_conditional(request)
    return response
