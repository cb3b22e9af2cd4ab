"""What was recorded of random diagrams, replayed: on the same version and on edited ones."""

from random import Random

import pytest

from tests.support.random_diagrams import Play, edited, grown, sources
from tests.support.recordings import recording
from workflows import Engine
from workflows.simulation import Outcome, World, replay

WORLD = World(lambda moment: {})


def replayed(play, block):
    return replay(Engine(), recording(play), sources(block), WORLD)


def is_among(element_id, trail):
    """Whether an element was passed, in whichever process it lies."""
    return any(step.rpartition("/")[2] == element_id for step in trail)


@pytest.mark.parametrize("seed", range(60))
def test_a_case_goes_the_same_way_on_the_same_version(seed):
    play = Play(grown(seed), Random(seed)).to_the_end()

    assert replayed(play, play.block).outcome is Outcome.SAME


@pytest.mark.parametrize("seed", range(60))
def test_a_case_goes_the_same_way_where_elements_are_only_called_otherwise(seed):
    play = Play(grown(seed), Random(seed)).to_the_end()
    renamed, _ = edited(play.block, Random(seed), "rename")

    assert replayed(play, renamed).outcome is Outcome.SAME


@pytest.mark.parametrize("seed", range(60))
def test_a_new_step_is_named_by_every_case_that_comes_to_it_and_by_no_other(seed):
    play = Play(grown(seed), Random(seed)).to_the_end()
    block, edit = edited(play.block, Random(seed), "insert")

    verdict = replayed(play, block)

    came_by = is_among(edit.element_id, (verdict.element_id, verdict.now, *verdict.trail))
    assert (verdict.outcome is not Outcome.SAME) == came_by


@pytest.mark.parametrize("seed", range(60))
def test_a_removed_step_changes_every_case_that_had_it_and_no_other(seed):
    play = Play(grown(seed), Random(seed)).to_the_end()
    block, edit = edited(play.block, Random(seed), "remove")
    had_it = any(is_among(edit.element_id, state.trail) for state in play.states)

    assert (replayed(play, block).outcome is not Outcome.SAME) == had_it
