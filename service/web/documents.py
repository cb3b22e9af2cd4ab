"""Papers of a case: seen as they would be now, made and kept, taken away as DOCX and PDF."""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from service.documents import (
    Scene,
    content_of,
    draw_up,
    has_typeface,
    kinds_of,
    pages_of,
    pdf_of,
    sha256,
)
from service.edge.context import commanding, config, office, reading
from service.edge.identity import actor, viewer
from service.edge.language import say as _
from service.models import DocumentKind, ProcessInstance
from service.operations.documents import make_document
from service.permissions import may_make_document, may_replace_template
from service.queries.cases import Case, find_case
from service.queries.documents import documents_of, find_document, may_read, template_in_force
from service.web.findings import findings_of
from service.web.measures import worker

blueprint = Blueprint("documents", __name__)

_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_OF_CASE = "/cases/<int:instance_id>/documents/<kind>"


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper a case has: how often it was kept, and whether there is something to say now."""

    kind: DocumentKind
    editions: int
    is_at_hand: bool


def offered(case: Case) -> list[Offer]:
    """The papers of a case the viewer may read."""
    kept = documents_of(reading(), case.instance.id)
    scene = Scene(reading(), case.instance, office())
    offers = (
        Offer(kind, sum(one.kind == kind for one in kept), content_of(scene, kind) is not None)
        for kind in kinds_of(case.instance.process_key)
        if may_read(viewer(), case.instance, kind)
    )
    return [one for one in offers if one.editions or one.is_at_hand]


@blueprint.get(_OF_CASE)
def document_page(instance_id: int, kind: str) -> ResponseReturnValue:
    """Show a paper as things stand, and what was kept of it."""
    return render_page(instance_id, kind)


def render_page(instance_id: int, kind: str, problem: str = "") -> str:
    """Show the page of a paper, with what stood in the way of a signed copy if something did."""
    case, wanted = _case(instance_id, kind)
    docx = _drawn_up(case.instance, wanted)
    kept = documents_of(reading(), instance_id, wanted)
    if docx is None and not kept:
        abort(404)
    return render_template(
        "document.html",
        case=case,
        kind=wanted,
        pages=len(pages_of(docx, wanted)) if docx else 0,
        is_kept=bool(docx and kept and kept[0].docx_sha256 == sha256(docx)),
        kept=kept,
        may_make=not config().is_rehearsal and bool(may_make_document(worker(), case.instance)),
        may_replace=bool(may_replace_template(worker())),
        has_typeface=has_typeface(),
        findings_of=findings_of,
        problem=problem,
    )


@blueprint.post(_OF_CASE)
def make(instance_id: int, kind: str) -> ResponseReturnValue:
    """Keep the paper as things stand."""
    _found, wanted = _case(instance_id, kind)
    with commanding(actor()) as uow:
        made = make_document(uow, office(), instance_id, wanted)
        flash(_("Kept as edition %(number)s.", number=made.edition))
    return redirect(url_for("documents.document_page", instance_id=instance_id, kind=kind))


@blueprint.get(f"{_OF_CASE}.<any(docx, pdf):form>")
def current_file(instance_id: int, kind: str, form: str) -> Response:
    """Give the paper as things stand."""
    case, wanted = _case(instance_id, kind)
    docx = _drawn_up(case.instance, wanted) or abort(404)
    content = docx if form == "docx" else pdf_of(docx, wanted)
    return file_response(content, form, _name(case.instance, wanted))


@blueprint.get(f"{_OF_CASE}/page-<int:number>.png")
def page_picture(instance_id: int, kind: str, number: int) -> Response:
    """Give a picture of one page of the paper as things stand."""
    case, wanted = _case(instance_id, kind)
    docx = _drawn_up(case.instance, wanted) or abort(404)
    pages = pages_of(docx, wanted)
    if not 0 < number <= len(pages):
        abort(404)
    return Response(pages[number - 1], mimetype="image/png")


@blueprint.get("/documents/<int:document_id>.<any(docx, pdf):form>")
def kept_file(document_id: int, form: str) -> Response:
    """Give a paper as it was kept."""
    made = find_document(reading(), viewer(), document_id) or abort(404)
    content = made.docx if form == "docx" else made.pdf
    return file_response(content, form, f"{_name(made.instance, made.kind)}-{made.edition}")


def _case(instance_id: int, kind: str) -> tuple[Case, DocumentKind]:
    case = find_case(reading(), viewer(), instance_id) or abort(404)
    wanted = DocumentKind(kind) if kind in list(DocumentKind) else abort(404)
    if not may_read(viewer(), case.instance, wanted):
        abort(404)
    return case, wanted


def _drawn_up(instance: ProcessInstance, kind: DocumentKind) -> bytes | None:
    scene = Scene(reading(), instance, office())
    return draw_up(scene, kind, template_in_force(reading(), kind))


def _name(instance: ProcessInstance, kind: DocumentKind) -> str:
    """A name every system can keep, as ``2025-N001-return_notice``."""
    return f"{instance.business_key.replace('/', '-')}-{kind}"


def file_response(content: bytes, form: str, name: str) -> Response:
    """Give a file under a name: a PDF to look at, a .docx to take away."""
    response = Response(content, mimetype=_TYPES[form])
    kind = "inline" if form == "pdf" else "attachment"
    response.headers["Content-Disposition"] = f'{kind}; filename="{name}.{form}"'
    response.set_etag(sha256(content))
    return response
