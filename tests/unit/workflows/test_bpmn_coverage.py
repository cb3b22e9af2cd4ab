"""Every element and event of BPMN 2.0 is run as drawn, or refused by a rule that names it."""

import re
from importlib.resources import files

import pytest
from lxml import etree

from tests.unit.workflows.bpmn_coverage import elements, events
from tests.unit.workflows.bpmn_coverage.page import PAGE, page
from workflows import RULES, Engine, Problem, Sources, sentence

#: These name the processes they are about; there is no element to point at.
OF_THE_WHOLE_FILE = {"one-process", "not-executable"}
#: Names of the schema no tool draws in a process: abstract ones, and parts of choreographies.
NOT_DRAWN = {
    "flowElement": {"event", "implicitThrowEvent", "callChoreography", "subChoreography"},
    "resourceRole": {"performer"},
}
SCHEMA = files("SpiffWorkflow.bpmn.parser.schema") / "Semantic.xsd"


def errors(drawn: Sources) -> list[Problem]:
    return [one for one in Engine().lint(drawn) if one.severity == "error"]


def assert_refused(drawn: Sources, rule: str) -> None:
    found = [one for one in errors(drawn) if one.rule == rule]
    assert found, [one.rule for one in errors(drawn)]
    if rule not in OF_THE_WHOLE_FILE:
        assert all(one.element_id and one.line for one in found)
    assert all(sentence(one, "vi") != sentence(one, "en") for one in found)
    assert rule in RULES


@pytest.mark.parametrize(
    ("place", "kind"),
    [pytest.param(place, kind, id=f"{kind} {place.en}") for place, kind in events.cells()],
)
def test_an_event_is_run_or_refused_by_its_rule(place, kind):
    drawn, rule = place.drawn(kind), place.refusal(kind)
    if rule is None:
        assert errors(drawn) == []
        place.works(kind, drawn)
    else:
        assert_refused(drawn, rule)


@pytest.mark.parametrize("row", elements.ROWS, ids=lambda row: row.en)
def test_an_element_is_run_or_refused_by_its_rule(row):
    if isinstance(row.verdict, str):
        assert_refused(row.drawn, row.verdict)
    else:
        assert errors(row.drawn) == []
        row.verdict(row.drawn)


@pytest.mark.parametrize(
    "group", ["flowElement", "eventDefinition", "artifact", "loopCharacteristics", "resourceRole"]
)
def test_nothing_the_schema_of_bpmn_knows_is_missing_from_the_table(group):
    known = {
        one.get("name")
        for one in etree.fromstring(SCHEMA.read_bytes())
        if one.get("substitutionGroup") == group
    }
    drawn = [row.drawn.diagram for row in elements.ROWS]
    drawn += [place.drawn(kind).diagram for place, kind in events.cells()]

    missing = {name for name in known if not any(re.search(rf"<{name}\b", one) for one in drawn)}

    assert len(known) > 0
    assert missing == NOT_DRAWN.get(group, set())


def test_the_page_says_what_the_tests_show():
    written = PAGE.read_text("utf-8")

    assert written == page(), "write it: .venv/bin/python -m tests.unit.workflows.bpmn_coverage"
