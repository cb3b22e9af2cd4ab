"""Reading papers back: what a .docx or a PDF says to whoever opens it."""

import unicodedata
from collections import Counter
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader


def paragraphs(docx):
    """The paragraphs of a .docx in order, those in cells too, with text in them."""
    body = Document(BytesIO(docx)).element.body
    said = (map(_said, one.iter(qn("w:t"), qn("w:br"))) for one in body.iter(qn("w:p")))
    return [text for one in said if (text := "".join(one)).strip()]


def _said(part):
    return "\n" if part.tag == qn("w:br") else part.text or ""


def pdf_text(pdf):
    """Everything a PDF gives to whoever copies its text."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def letters(text):
    """How often each letter occurs, wherever lines break; a mark on a letter is part of it."""
    composed = unicodedata.normalize("NFC", text)
    return Counter(sign for sign in composed if not sign.isspace())
