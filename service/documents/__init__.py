"""Papers: what they say, how they look, and what came back signed.

A paper is a .docx made from a template; its PDF and its pages show the same .docx. Nothing here
writes to the database. What makes files is loaded when the first paper is made: a service starts
without it.
"""

import hashlib
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from service.documents.contents import Office, Scene, content_of, kinds_of
from service.documents.specimens import names_in, specimen
from service.documents.titles import TITLES
from service.documents.typefaces import has_typeface
from service.models import DocumentKind, DocumentTemplate

__all__ = [
    "TITLES",
    "Office",
    "Scene",
    "check_template",
    "content_of",
    "draw_up",
    "has_typeface",
    "kinds_of",
    "names_in",
    "pages_of",
    "pdf_of",
    "read_signatures",
    "sample",
    "sha256",
    "shipped_template",
    "specimen",
]


def draw_up(scene: Scene, kind: DocumentKind, template: DocumentTemplate | None) -> bytes | None:
    """Return the .docx of a paper as things stand, or None while there is nothing to say."""
    said = content_of(scene, kind)
    if said is None:
        return None
    used = template.content if template is not None else shipped_template(kind)
    return cast(bytes, _load("filling").fill(used, said))


def pdf_of(docx: bytes, kind: DocumentKind) -> bytes:
    """Return the PDF that shows a .docx."""
    return cast(bytes, _load("printing").print_pdf(docx, TITLES[kind]))


def pages_of(docx: bytes, kind: DocumentKind) -> tuple[bytes, ...]:
    """Return a picture of each page of a .docx."""
    return cast(tuple[bytes, ...], _load("printing").print_pages(docx, TITLES[kind]))


def shipped_template(kind: DocumentKind) -> bytes:
    """Return the template that is used unless the office has its own."""
    return cast(bytes, _load("sources").shipped_template(kind))


def check_template(kind: DocumentKind, content: bytes) -> None:
    """Raise Invalid with a sentence unless this can be the template of a paper."""
    _load("checking").check_template(kind, content)


def sample(kind: DocumentKind, template: bytes) -> bytes:
    """Return the .docx a template makes of invented fields."""
    return cast(bytes, _load("filling").fill(template, specimen(kind)))


def read_signatures(content: bytes, trusted: Path) -> list[dict[str, Any]]:
    """Tell who signed a PDF, when, and whether it was changed since."""
    return cast(list[dict[str, Any]], _load("signatures").read_signatures(content, trusted))


def sha256(content: bytes) -> str:
    """Name bytes by their hash."""
    return hashlib.sha256(content).hexdigest()


def _load(name: str) -> Any:
    return import_module(f"service.documents.{name}")
