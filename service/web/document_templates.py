"""Templates of papers: which are in force, what they may show, and replacing one."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.documents import pages_of, sample, shipped_template, specimen
from service.edge.context import commanding, config, reading, stop_reading
from service.edge.identity import actor, viewer
from service.edge.language import language
from service.edge.language import say as _
from service.errors import Invalid
from service.models import DocumentKind
from service.operations.documents import replace_template
from service.permissions import check_may_replace_template
from service.queries.documents import template_in_force
from service.web.documents import file_response

blueprint = Blueprint("document_templates", __name__, url_prefix="/documents/templates")


@blueprint.get("")
def templates_page() -> ResponseReturnValue:
    """List the papers with the template each is made from."""
    _replacer()
    templates = {kind: template_in_force(reading(), kind) for kind in DocumentKind}
    return render_template("document_templates.html", templates=templates)


@blueprint.get("/<kind>")
def template_page(kind: str) -> ResponseReturnValue:
    """Show a template filled with invented fields, and the fields it may use."""
    _replacer()
    return _page(_known(kind))


@blueprint.post("/<kind>")
def send(kind: str) -> ResponseReturnValue:
    """Use another template from now on."""
    wanted = _known(kind)
    file = request.files.get("file")
    if file is None or not file.filename:
        return _page(wanted, _("Choose a file.")), 422
    try:
        with commanding(actor()) as uow:
            made = replace_template(uow, wanted, file.read())
            flash(_("Version %(number)s of the template is in force.", number=made.version))
    except Invalid as error:
        stop_reading()
        return _page(wanted, error.sentence(language())), 422
    return redirect(url_for("document_templates.template_page", kind=kind))


@blueprint.get("/<kind>/<any(shipped, current):which>.docx")
def template_file(kind: str, which: str) -> Response:
    """Give a template to change it: the shipped one, or the one in force."""
    _replacer()
    wanted = _known(kind)
    content = shipped_template(wanted) if which == "shipped" else _in_force(wanted)
    return file_response(content, "docx", f"{wanted}-{which}")


@blueprint.get("/<kind>/page-<int:number>.png")
def page_picture(kind: str, number: int) -> Response:
    """Give a picture of one page of the template in force, filled with invented fields."""
    _replacer()
    pages = _pages(_known(kind))
    if not 0 < number <= len(pages):
        abort(404)
    return Response(pages[number - 1], mimetype="image/png")


def _page(kind: DocumentKind, problem: str = "") -> str:
    return render_template(
        "document_template.html",
        kind=kind,
        template=template_in_force(reading(), kind),
        fields=sorted(_fields("", dict(specimen(kind)))),
        pages=len(_pages(kind)),
        may_send=not config().is_rehearsal,
        problem=problem,
    )


def _fields(before: str, said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Name each field as a template writes it, with its invented example."""
    for name, value in said.items():
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, dict):
            yield from _fields(f"{name} → ", first)
        else:
            yield f"{before}{name}", str(first)


def _in_force(kind: DocumentKind) -> bytes:
    template = template_in_force(reading(), kind)
    return template.content if template is not None else shipped_template(kind)


def _pages(kind: DocumentKind) -> tuple[bytes, ...]:
    return pages_of(sample(kind, _in_force(kind)), kind)


def _known(kind: str) -> DocumentKind:
    return DocumentKind(kind) if kind in list(DocumentKind) else abort(404)


def _replacer() -> None:
    check_may_replace_template(reading(), viewer().person_id)
