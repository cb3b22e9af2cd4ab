"""Whatever is drawn of blocks, and however it is played: it runs as it is drawn.

Every diagram is a seed: ``pytest tests/properties/test_random_diagrams.py -k "drawn[17]"``.
"""

from random import Random

import pytest

from tests.support.random_diagrams import Play, edited, grown, sources
from workflows import Engine

ACCEPTED = {"no-interchange", "predicted-size"}


@pytest.mark.parametrize("seed", range(120))
def test_a_random_diagram_runs_as_it_is_drawn(seed):
    Play(grown(seed), Random(seed)).to_the_end()


@pytest.mark.parametrize("seed", range(20))
def test_a_random_diagram_and_its_edits_are_accepted(seed):
    random, block = Random(seed), grown(seed, depth=3)
    for _ in range(4):
        assert {found.rule for found in Engine().lint(sources(block))} <= ACCEPTED
        block, _ = edited(block, random)
    Play(block, random).to_the_end()
