"""Signed copies of papers: filed and given back."""

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, config, reading, stop_reading
from service.edge.identity import actor, viewer
from service.edge.language import language
from service.edge.language import say as _
from service.errors import Invalid
from service.operations.documents import file_signed_copy
from service.queries.documents import find_document, find_signed_copy
from service.web.documents import file_response, render_page

blueprint = Blueprint("signed_copies", __name__)


@blueprint.post("/documents/<int:document_id>/signed-copies")
def send(document_id: int) -> ResponseReturnValue:
    """File a signed PDF of a paper."""
    document = find_document(reading(), viewer(), document_id) or abort(404)
    instance_id, kind = document.instance_id, document.kind.value
    file = request.files.get("file")
    if file is None or not file.filename:
        return render_page(instance_id, kind, _("Choose a file.")), 422
    try:
        with commanding(actor()) as uow:
            file_signed_copy(uow, document_id, file.read(), config().trusted_certificates)
    except Invalid as error:
        stop_reading()
        return render_page(instance_id, kind, error.sentence(language())), 422
    flash(_("The signed copy is filed; what its signatures are worth is said below."))
    return redirect(url_for("documents.document_page", instance_id=instance_id, kind=kind))


@blueprint.get("/documents/signed-copies/<int:copy_id>.pdf")
def signed_copy(copy_id: int) -> Response:
    """Give a signed copy, byte for byte."""
    copy = find_signed_copy(reading(), viewer(), copy_id) or abort(404)
    return file_response(copy.content, "pdf", f"signed-copy-{copy.id}")
