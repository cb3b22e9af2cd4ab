"""Opening files as other tools wrote them."""

import pytest

from tests.unit.workflows.importing.foreign import diagram
from workflows import DefinitionRejected, decode, open_diagram, translate

NAMED = diagram('<userTask id="x" name="Thẩm định hồ sơ"/>')
LATIN = diagram('<userTask id="x" name="Prüfung"/>')


def declared(text, encoding):
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{text}'


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (NAMED.encode(), "Thẩm định hồ sơ"),
        (NAMED.encode("utf-8-sig"), "Thẩm định hồ sơ"),
        (declared(NAMED, "UTF-16").encode("utf-16"), "Thẩm định hồ sơ"),
        (declared(NAMED, "UTF-16LE").encode("utf-16-le"), "Thẩm định hồ sơ"),
        (b"\xfe\xff" + declared(NAMED, "UTF-16").encode("utf-16-be"), "Thẩm định hồ sơ"),
        (declared(NAMED, "utf-16").encode(), "Thẩm định hồ sơ"),
        (declared(LATIN, "ISO-8859-1").encode("iso-8859-1"), "Prüfung"),
        (declared(LATIN, "windows-1252").encode("cp1252"), "Prüfung"),
    ],
)
def test_a_name_is_read_in_whatever_encoding_it_was_written(content, name):
    opened = open_diagram(content)

    assert f'name="{name}"' in opened.text
    assert f'name="{name}"' in translate(opened.text).text


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "xml-syntax"),
        (b"\x89PNG\r\n\x1a\n\x00", "not-text"),
        (declared(NAMED, "utf-7").encode("utf-7"), "not-text"),
        (declared(NAMED, "rot13").encode(), "not-text"),
        (declared(NAMED, "unicode_escape").encode(), "not-text"),
        (declared(LATIN, "UTF-8").encode("iso-8859-1"), "not-text"),
        (b"x" * 1_000_001, "xml-size"),
        (declared("<!DOCTYPE x><x/>", "UTF-16").encode("utf-16"), "xml-doctype"),
        (b"<svg/>", "not-bpmn"),
    ],
)
def test_what_cannot_be_opened_is_refused_by_a_named_rule(content, rule):
    with pytest.raises(DefinitionRejected) as refused:
        open_diagram(content)

    assert [problem.rule for problem in refused.value.problems] == [rule]


def test_a_file_says_which_processes_it_holds_and_who_drew_it():
    opened = open_diagram(
        diagram('<task id="x"/>', executable="false")
        .replace('id="d"', 'id="d" exporter="Modeler" exporterVersion="5.1"')
        .encode()
    )

    (process,) = opened.processes
    assert (process.id, process.is_executable, process.elements) == ("p", False, 3)
    assert opened.tool == "Modeler 5.1"


def test_a_file_that_does_not_name_its_tool_is_known_by_its_words():
    assert open_diagram(diagram("<task id='x'/>").encode()).tool == "SpiffWorkflow"


def test_a_text_without_a_declaration_is_read_as_it_stands():
    assert decode("Tiếng Việt".encode()) == "Tiếng Việt"
