"""The diagrams we ship keep to the notation, as tools of others would read them."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).parents[3]
DIAGRAMS = sorted((ROOT / "bpmn" / "processes").glob("*.bpmn"))
OURS = "https://thidua.example/bpmn/1.0"
XSD = "{http://www.w3.org/2001/XMLSchema}"


@pytest.fixture(scope="module")
def findings() -> list[str]:
    """What bpmn-moddle cannot read and bpmnlint advises against."""
    node = shutil.which("node")
    if node is None or not (ROOT / "frontend" / "node_modules" / "bpmnlint").is_dir():
        pytest.skip("bpmnlint is not installed: Node, and npm ci in frontend/")
    done = subprocess.run(
        [node, "frontend/lint.mjs", *(str(path.relative_to(ROOT)) for path in DIAGRAMS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def descriptor() -> dict[str, list[str]]:
    """Our attributes, and the BPMN elements that may carry them, as bpmn.io tools are told."""
    moddle = json.loads((ROOT / "frontend" / "src" / "bpmn" / "thidua.json").read_text("utf-8"))
    assert moddle["uri"] == OURS
    return {
        attribute["name"]: [element for type_ in moddle["types"] for element in type_["extends"]]
        for type_ in moddle["types"]
        for attribute in type_["properties"]
        if ":" not in attribute["name"]
    }


@pytest.fixture(scope="module")
def schema() -> dict[str, set[str]]:
    """Our attributes as the XML schema declares them, with the values it allows."""
    root = etree.parse(ROOT / "docs" / "thidua.xsd").getroot()
    assert root.get("targetNamespace") == OURS
    values = {
        type_.get("name"): {one.get("value") for one in type_.iter(f"{XSD}enumeration")}
        for type_ in root.iter(f"{XSD}simpleType")
    }
    return {one.get("name"): values[one.get("type")] for one in root.findall(f"{XSD}attribute")}


def test_other_tools_have_nothing_to_say_about_our_diagrams(findings):
    assert findings == []


def test_the_schema_and_the_descriptor_know_the_same_attributes(schema, descriptor):
    assert schema.keys() == descriptor.keys()


@pytest.mark.parametrize("path", DIAGRAMS, ids=lambda path: path.stem)
def test_diagrams_use_only_attributes_the_schema_declares(path, schema):
    used = [
        (etree.QName(name).localname, value)
        for element in etree.parse(path).iter()
        for name, value in element.attrib.items()
        if name.startswith(f"{{{OURS}}}")
    ]

    assert {name for name, _ in used} <= schema.keys()
    assert all(value in schema[name] for name, value in used if schema[name])
