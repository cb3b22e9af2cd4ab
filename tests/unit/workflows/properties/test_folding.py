"""On random diagrams with loops, folding and keeping at hand change nothing but the size."""

import re
from contextlib import suppress
from random import Random

import pytest

from tests.unit.workflows.draughtsman import Draughtsman, drawn, inner
from tests.unit.workflows.drawing import boundary, end, script, timer, user, xor
from tests.unit.workflows.inside import opened
from tests.unit.workflows.story import AtHandStory, OneEngineStory, Story
from workflows import Sources, Variables

MOMENT = timer("2025-12-15T17:00:00+07:00")
COUNTERS: Variables = {f"k{number}": 0 for number in range(1, 200)}


class LoopDraughtsman(Draughtsman):
    def block(self, before: str, depth: int) -> str:
        if depth and self.random.random() < 0.4:
            return self.loop(before, depth)
        return super().block(before, depth)

    def loop(self, before: str, depth: int) -> str:
        """Three rounds, and three again whenever it is entered anew."""
        entry, leave, counter = self.name("l"), self.name("y"), self.name("k")
        self.add(xor(entry), before, entry)
        last = self.block(entry, depth - 1)
        self.add(script(counter, f"{counter} = {counter} + 1"), last, counter)
        self.add(xor(leave), counter, leave)
        self.flows.append(f"{leave} -[${{{counter} % 3 != 0}}]-> {entry}")
        after = self.name("w")
        self.nodes.append(script(after, f"{after} = {counter}"))
        self.flows.append(f"{leave} -*-> {after}")
        return after

    def task(self, before: str, depth: int) -> str:
        name = super().task(before, depth)
        if self.random.random() < 0.5:
            event, aside, over = self.name("t"), self.name("u"), self.name("z")
            self.nodes += [boundary(event, name, MOMENT, interrupts=False), end(over)]
            self.nodes.append(
                self.random.choice([user, lambda one: script(one, f"{one} = c")])(aside)
            )
            self.flows.append(f"{event} -> {aside} -> {over}")
        return name


def sources(seed: int) -> Sources:
    diagram = drawn(LoopDraughtsman(Random(seed)))
    called = re.findall(r'calledElement="(\w+)"', diagram)
    return Sources("p", diagram, {key: inner(key) for key in called})


def standing(story: Story) -> tuple[object, ...]:
    return (
        story.open,
        sorted(timer.element_id for timer in story.state.timers),
        story.awaited,
        story.state.trail,
        story.state.completed,
        story.variables,
    )


def step(story: Story, random: Random) -> None:
    """Do one of the things that can happen now, or nothing where nothing can."""
    happenings = [
        *((story.complete, element) for element in story.open),
        *((story.fire, timer.element_id) for timer in story.state.timers),
        *((story.deliver, element) for element in story.awaited),
    ]
    if happenings:
        happen, element = random.choice(happenings)
        # Several copies may wait alike, where the story can name only one.
        with suppress(ValueError):
            happen(element)


def play(story: Story, seed: int, steps: int = 60) -> list[tuple[object, ...]]:
    random, seen = Random(seed), [standing(story)]
    for _ in range(steps):
        step(story, random)
        seen.append(standing(story))
        if story.state.completed:
            break
    return seen


def begun(kind: type[Story], seed: int) -> Story:
    return kind(sources(seed), {"c": 0, "d": seed % 3, **COUNTERS})


@pytest.mark.parametrize("seed", range(40))
def test_a_folded_run_is_equal_to_the_unfolded_one(seed, monkeypatch):
    folded = play(begun(OneEngineStory, seed), seed)

    monkeypatch.setattr("workflows.engine.adapter.fold_rounds", lambda process: None)

    assert play(begun(OneEngineStory, seed), seed) == folded


def test_the_random_runs_are_folded_indeed(monkeypatch):
    sizes = {}
    for fold in (True, False):
        if not fold:
            monkeypatch.setattr("workflows.engine.adapter.fold_rounds", lambda process: None)
        stories = [begun(OneEngineStory, seed) for seed in range(20)]
        for seed, story in enumerate(stories):
            play(story, seed)
        sizes[fold] = [len(opened(story).tasks) for story in stories]

    assert sum(few < many for few, many in zip(sizes[True], sizes[False], strict=True)) >= 5


@pytest.mark.parametrize("seed", range(40, 65))
def test_a_process_at_hand_is_equal_to_one_that_was_read(seed):
    at_hand = play(begun(AtHandStory, seed), seed)

    assert play(begun(OneEngineStory, seed), seed) == at_hand
