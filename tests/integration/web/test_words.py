"""Every sentence of the pages exists in Vietnamese."""

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from service.audit.events import Event
from service.models import Award, Content, Group, NominationStatus
from service.web import words

ROOT = Path(__file__).parents[3]
KEYWORDS = {"_": None, "say_many": (1, 2), "ngettext": (1, 2)}


@pytest.mark.parametrize(
    ("files", "kind"), [("service/**/*.py", "python"), ("service/web/templates/*.html", "jinja2")]
)
def test_every_sentence_has_its_vietnamese(files, kind):
    catalogue = ROOT / "service/web/translations/vi/LC_MESSAGES/messages.po"
    with catalogue.open("rb") as lines:
        known = {entry.id: entry.string for entry in read_po(lines, locale="vi")}

    said = {
        message
        for file in ROOT.glob(files)
        if any(f"{keyword}(" in file.read_text("utf-8") for keyword in KEYWORDS)
        for _, message, _, _ in extract_from_file(kind, file, keywords=KEYWORDS)
    }

    assert said
    assert {sentence for sentence in said if not known.get(sentence)} == set()


def test_every_state_and_kind_has_its_word():
    for kinds, said in (
        (Group, words.GROUPS),
        (Award, words.AWARDS),
        (Content, words.CONTENTS),
        (NominationStatus, words.NOMINATIONS),
    ):
        assert set(kinds) == set(said)


def test_every_event_of_a_case_has_its_sentence():
    elsewhere = ("definition:", "calendar:", "person:", "unit:", "view:")

    told = {event for event in Event if not event.startswith(elsewhere)}

    assert told - set(words.EVENTS) == set()
