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
    said = (
        "".join(text.text or "" for text in one.iter(qn("w:t"))) for one in body.iter(qn("w:p"))
    )
    return [one for one in said if one.strip()]


def pdf_text(pdf):
    """Everything a PDF gives to whoever copies its text."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def letters(text):
    """How often each letter occurs, wherever lines break; a mark on a letter is part of it."""
    composed = unicodedata.normalize("NFC", text)
    return Counter(sign for sign in composed if not sign.isspace())
