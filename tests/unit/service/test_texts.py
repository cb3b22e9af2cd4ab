import re
from pathlib import Path
from string import Formatter

import pytest

from service.errors import Conflict, DefinitionRefused, Invalid, NotFound
from service.texts import TEXTS, sentence
from workflows.values import Problem

ROOT = Path(__file__).parents[3]
RAISED = re.compile(
    r"\b(?:NotFound|NotAllowed|Conflict|ServiceError|SettingRefused|Ruling)"
    r"\(\s*(?:\w+, )?f?\"([a-z_.]+)\""
)


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_every_sentence_stands_in_both_languages_with_the_same_words_left_open(code):
    vietnamese, english = TEXTS[code]["vi"], TEXTS[code]["en"]

    assert open_words(vietnamese) == open_words(english)
    assert vietnamese != english


def open_words(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_error_has_a_sentence():
    raised = {
        code
        for path in ROOT.glob("service/**/*.py")
        for code in RAISED.findall(path.read_text("utf-8"))
        if not code.endswith(".")
    }

    assert raised - set(TEXTS) == set()


def test_a_sentence_is_vietnamese_first():
    assert sentence("people.username_taken") == "Tên đăng nhập này đã có người dùng."


def test_a_language_we_do_not_speak_is_answered_in_vietnamese():
    assert sentence("task.not_open", "fr") == sentence("task.not_open", "vi")


def test_a_code_without_a_sentence_stands_for_itself():
    assert sentence("no.such_code", "en") == "no.such_code"


def test_a_word_that_is_missing_shows_where():
    assert "{name}" in sentence("calendar.name_taken", "en")


def test_an_error_says_what_happened():
    error = NotFound("people.person_not_found", id=7)

    assert (error.code, error.params, str(error)) == (
        "people.person_not_found",
        {"id": 7},
        "There is no such person.",
    )


def test_an_error_names_what_it_is_about():
    assert Conflict("calendar.name_taken", name="x").sentence("vi") == (
        "Đã có bản lịch mang tên “x”."
    )


def test_invalid_answers_name_their_fields():
    error = Invalid({"votes": ["too_many"]})

    assert error.fields == {"votes": ["too_many"]}
    assert "votes: too_many" in str(error)


def test_a_refused_definition_names_its_problems():
    error = DefinitionRefused("campaign.bpmn", (Problem("timer", "has no offset", "due", 7),))

    assert "“campaign.bpmn” cannot be deployed." in str(error)
    assert "due (line 7): has no offset [timer]" in str(error)
