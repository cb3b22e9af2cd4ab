"""Whether an office's own template can be used: it opens, shows known fields, and loses nothing."""

import difflib
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError, nodes

from service.documents.filling import FILTERS, environment, fill
from service.documents.printing import print_pdf
from service.documents.specimens import names_in, specimen
from service.documents.titles import TITLES
from service.errors import Invalid
from service.models import DocumentKind

#: A .docx unpacks into no more than this.
_MOST_BYTES: Final = 32 << 20
#: What the PDF could not show: it would be lost there without a word.
_NOT_SHOWN: Final = {
    "w:drawing": "pictures",
    "w:pict": "pictures",
    "w:object": "objects",
    "w:txbxContent": "text_boxes",
    "w:sdt": "content_controls",
    "w:numPr": "automatic_numbers",
    "w:footnoteReference": "footnotes",
    "w:ins": "tracked_changes",
    "w:del": "tracked_changes",
}
#: All a template may do: show fields, repeat, choose, compare.
_ALLOWED: Final = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If),
    *(nodes.Name, nodes.Getattr, nodes.Const, nodes.Compare, nodes.Operand, nodes.Filter),
    *(nodes.And, nodes.Or, nodes.Not, nodes.Test),
)


def check_template(kind: DocumentKind, content: bytes) -> None:
    """Raise Invalid with a sentence unless this can be the template of a paper."""
    document = _opened(content)
    _refuse_lost(document)
    _refuse_fields(kind, _tree(content))
    try:
        print_pdf(fill(content, specimen(kind)), TITLES[kind])
    except (TemplateError, TypeError, ValueError, RuntimeError) as error:
        raise _refusal("template.not_filled", reason=str(error)) from error


def _refusal(code: str, **params: str) -> Invalid:
    return Invalid({"file": ["malformed"]}, code, **params)


def _opened(content: bytes) -> Document:
    try:
        with ZipFile(BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_BYTES:
                raise _refusal("template.too_large")
            _refuse_parts(archive)
        return docx.Document(BytesIO(content))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise _refusal("template.not_docx") from error


def _refuse_parts(archive: ZipFile) -> None:
    """Refuse macros, and fields anywhere but in the text: only there are they looked at."""
    for name in archive.namelist():
        if "vbaProject" in name:
            raise _refusal("template.macros")
        is_outside = name.endswith(".xml") and name != _TEXT
        if is_outside and _OPENS_FIELD.search(_MARKUP.sub(b"", archive.read(name))):
            raise _refusal("template.field_outside", part=name)


_TEXT: Final = "word/document.xml"
_MARKUP, _OPENS_FIELD = re.compile(rb"<[^>]*>"), re.compile(rb"\{[{%#]")


def _refuse_lost(document: Document) -> None:
    for tag, what in _NOT_SHOWN.items():
        if next(document.element.body.iter(qn(tag)), None) is not None:
            raise _refusal(f"template.{what}")
    for relation in document.part.rels.values():
        if relation.is_external and not relation.reltype.endswith("/hyperlink"):
            raise _refusal("template.outside", target=relation.target_ref)


def _tree(content: bytes) -> nodes.Template:
    reading = DocxTemplate(BytesIO(content))
    reading.init_docx()
    try:
        return environment().parse(reading.patch_xml(reading.get_xml()))
    except TemplateError as error:
        raise _refusal("template.not_read", reason=error.message or "") from error


def _refuse_fields(kind: DocumentKind, tree: nodes.Template) -> None:
    known = names_in(dict(specimen(kind)))
    given = {"loop", "index", "first", "last", *_loop_names(tree)}
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED):
            raise _refusal("template.only_shows", what=type(node).__name__)
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            raise _refusal("template.unknown_filter", name=node.name)
    for name in _names(tree):
        if name not in known | given:
            raise _refusal("template.unknown_field", name=name, near=_nearest(name, known))


def _loop_names(tree: nodes.Template) -> Iterator[str]:
    for loop in tree.find_all(nodes.For):
        yield from (one.name for one in loop.target.find_all(nodes.Name))
        if isinstance(loop.target, nodes.Name):
            yield loop.target.name


def _names(tree: nodes.Template) -> Iterator[str]:
    yield from (node.name for node in tree.find_all(nodes.Name))
    yield from (node.attr for node in tree.find_all(nodes.Getattr))


def _nearest(name: str, known: set[str]) -> str:
    return (difflib.get_close_matches(name, sorted(known), 1) or ["—"])[0]
