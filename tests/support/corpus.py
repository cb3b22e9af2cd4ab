"""Diagrams of other tools: the reference models of the BPMN working group, where they are."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT.parent / "shared" / "corpus" / "miwg-reference"
MODELS = sorted(FOLDER.glob("*.bpmn"))

needs_models = pytest.mark.skipif(
    not MODELS, reason=f"the reference models (CC-BY) are not there: {FOLDER}"
)
