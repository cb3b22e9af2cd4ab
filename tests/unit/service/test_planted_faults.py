"""Every mistake planted into our own diagrams is caught by the rule that names it, where it is."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from service.operations.definition_files import DefinitionFile
from service.operations.definitions import shipped_files
from service.operations.judgement import judge
from workflows import RULES, DefinitionRejected, Engine


@dataclass(frozen=True)
class Fault:
    """What is changed in which file, and the rule, element and line that have to be named."""

    file: str
    rule: str
    edits: list[list[str]]
    element: str | None = None
    at: str | None = None


FAULTS = {
    name: Fault(**said)
    for path in sorted((Path(__file__).parent / "faults").glob("*.toml"))
    for name, said in tomllib.loads(path.read_text("utf-8")).items()
}
AROUND = {one.name: one for one in shipped_files()}
ENGINE = Engine()


def with_faults(fault):
    text = AROUND[fault.file].content
    for old, new in fault.edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def found_in(name, text):
    try:
        file = DefinitionFile.read(name, text.encode())
    except DefinitionRejected as rejected:
        return rejected.problems
    return judge(ENGINE, file, AROUND.values())


def line_of(text, fault):
    wanted = f'id="{fault.element}"' if fault.at is None else fault.at
    return text.count("\n", 0, text.index(wanted)) + 1 if wanted else None


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_named_with_its_element_and_line(name):
    fault = FAULTS[name]
    text = with_faults(fault)

    found = found_in(fault.file, text)

    named = [one for one in found if (one.rule, one.element_id) == (fault.rule, fault.element)]
    assert named, [(one.rule, one.element_id, one.line) for one in found]
    line = line_of(text, fault)
    assert line is None or line in {one.line for one in named}


@pytest.mark.parametrize("name", AROUND)
def test_nothing_is_said_of_what_is_shipped(name):
    assert judge(ENGINE, AROUND[name], AROUND.values()) == ()


def test_there_are_faults_enough_and_each_is_another():
    changed = {(one.file, str(one.edits)) for one in FAULTS.values()}

    assert len(changed) == len(FAULTS) >= 60
    assert len({one.rule for one in FAULTS.values()}) >= 45
    assert {one.rule for one in FAULTS.values()} <= RULES.keys()
