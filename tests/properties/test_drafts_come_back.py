"""Whatever well-formed XML a tool writes comes back from the drafts byte for byte."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from service.operations.definition_drafts import import_definition
from service.queries.definitions import find_draft
from service.unit_of_work import Actor
from tests.support.corpus import MODELS, needs_models
from workflows import Choice, open_diagram, translate

ROOT = Path(__file__).parents[2]
OURS = sorted((ROOT / "bpmn" / "processes").glob("*.bpmn"))
EXAMPLES = sorted((ROOT / "tests" / "unit" / "workflows" / "rules").glob("*/valid.bpmn"))
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"

SPACE = st.text("  \n\t", max_size=4)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="<>&\r", exclude_categories=["C"]))
ODDITIES = st.one_of(
    WORDS.map(lambda text: f"<!--{text.replace('-', '')}-->"),
    WORDS.map(lambda text: f"<![CDATA[{text.replace(']', '')}<&>]]>"),
    WORDS.map(lambda text: f"<?tool {text.replace('?', '')}?>"),
    WORDS.map(lambda text: f"<w:note xmlns:w='urn:w' w:a=\"&#10;&quot;\"  >{text}</w:note >"),
    SPACE,
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])


@st.composite
def documents(draw):
    """A drawing with odd things between its elements, in odd spacing and some encoding."""
    prefix, encoding = draw(st.sampled_from(["", "bpmn:", "semantic:"])), draw(ENCODINGS)
    declared = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    odd = [draw(ODDITIES) for _ in range(4)]
    before = draw(ODDITIES.filter(lambda one: one.startswith(("<!--", "<?")) or not one.strip()))
    text = (
        f'{before}<{prefix}definitions {draw(SPACE)}{declared}="{BPMN}" id="d">'
        f'<{prefix}process id="p"><{prefix}task id="x"{draw(SPACE)}/>'
        f"<{prefix}extensionElements>{''.join(odd)}</{prefix}extensionElements>"
        f"</{prefix}process>{draw(SPACE)}</{prefix}definitions>{draw(SPACE)}"
    )
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    name = encoding.removesuffix("-sig")
    return f'<?xml version="1.0" encoding="{name}"?>{text}'.encode(encoding, "xmlcharrefreplace")


@pytest.fixture
def kept(units_of_work):
    def content(received):
        with units_of_work.open(Actor.system()) as uow:
            import_definition(uow, "letter.bpmn", received)
        with units_of_work.read() as session:
            return find_draft(session, "letter").content

    return content


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(received=documents())
def test_odd_but_valid_xml_comes_back_byte_for_byte(kept, received):
    assert kept(received) == received


@pytest.mark.parametrize(
    "path", [*OURS, *EXAMPLES], ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_every_diagram_of_ours_comes_back_byte_for_byte(kept, path):
    received = path.read_bytes()
    if path.parent.name == "xml-size":
        assert len(received) < 1_000_000

    assert kept(received) == received


@needs_models
@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_translation_keeps_every_foreign_extension_and_every_shape(path):
    opened = open_diagram(path.read_bytes())
    for process in opened.processes:
        translated = translate(opened.text, Choice(process.id, "staff"))

        said = {one.found.split()[-1].rpartition(":")[2] for one in translated.translations}
        lost = _strangers(opened.text) - _strangers(translated.text)
        assert {name for name in lost if etree.QName(name).localname not in said} == set()


def _strangers(text):
    """What stands in no namespace this engine is told anything in."""
    known = (
        "http://www.omg.org/spec/BPMN/20100524/MODEL",
        "http://camunda.org/",
        "http://activiti",
    )
    root = etree.fromstring(text.encode(), etree.XMLParser(encoding="utf-8"))
    return {
        element.tag
        for element in root.iter(etree.Element)
        if not (etree.QName(element).namespace or "").startswith(known)
    }
