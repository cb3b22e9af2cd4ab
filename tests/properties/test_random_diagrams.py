"""Whatever is drawn of blocks, and however it is played: it runs as it is drawn.

Every diagram is a seed; a seed that fails is played again, and the diagram made smaller, by
``python -m tests.support.random_diagrams 17``.
"""

import gc
from collections import Counter
from random import Random
from time import process_time

import pytest

from tests.support.random_diagrams import Play, edited, grown, sources, walk
from tests.support.spending import spent
from workflows import Engine

ACCEPTED = {"no-interchange", "predicted-size"}
SEEDS = 500


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_random_diagram_runs_as_it_is_drawn(seed):
    Play(grown(seed), Random(seed)).to_the_end()


@pytest.mark.nightly
@pytest.mark.parametrize("first", range(SEEDS, SEEDS + 5_000, 50))
def test_very_many_random_diagrams_run_as_they_are_drawn(first, printed):
    begun, steps, failed = process_time(), 0, {}
    for seed in range(first, first + 50):
        block = grown(seed, depth=2 + seed % 4)
        for path in (seed, -seed):
            play = Play(block, Random(f"{path}"), compiles=path == seed)
            try:
                steps += len(play.to_the_end().steps)
            except Exception as error:
                failed[path] = str(error)[:300]
        # No test is interrupted by it otherwise, and this one would grow beyond measure.
        gc.collect()

    printed(
        f"random diagrams {first} to {first + 49}, two paths each: {steps} steps, {spent(begun)}"
    )
    assert not failed


@pytest.mark.parametrize("seed", range(20))
def test_a_random_diagram_and_its_edits_are_accepted(seed):
    random, block = Random(seed), grown(seed, depth=3)
    for _ in range(4):
        assert {found.rule for found in Engine().lint(sources(block))} <= ACCEPTED
        block, _ = edited(block, random)
    Play(block, random).to_the_end()


def test_random_diagrams_are_of_everything_that_can_be_drawn_of_blocks():
    blocks = [block for seed in range(SEEDS) for block in walk(grown(seed))]
    guards = [guard for block in blocks for guard in block.options.get("guards", ())]

    counted = Counter(block.kind for block in blocks)
    counted.update(f"interrupts: {guard.interrupts}, timer: {bool(guard.days)}" for guard in guards)
    counted["repeats"] = sum(bool(guard.times) for guard in guards)

    assert len(counted) == 19
    assert min(counted.values()) >= 50, counted
