"""Blocks of inclusive, parallel and exclusive branches, with an event subprocess beside them.

Whatever is picked and in whatever order it is done: what was chosen is done once, nothing else
is, nothing is left over, and nothing that was learnt is lost. A diagram is a seed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import pytest

from tests.unit.workflows.drawing import (
    end,
    event_subprocess,
    message,
    node,
    sources,
    start,
    subprocess,
    user,
)
from tests.unit.workflows.story import Story
from workflows import Engine, Sources

GATEWAYS = {
    "both": "parallelGateway",
    "some": "inclusiveGateway",
    "one": "exclusiveGateway",
}
KINDS = ("task", "sequence", "inside", "conditions", *GATEWAYS)


@dataclass(frozen=True)
class Block:
    """A part of a diagram, and which of its tasks are done when these branches are picked."""

    first: str
    last: str
    nodes: tuple[str, ...]
    flows: tuple[str, ...]
    done: Callable[[set[str]], set[str]]


class Growing:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.count = 0

    def named(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    def block(self, depth: int) -> Block:
        kind = self.random.choice(KINDS) if depth else "task"
        if kind == "task":
            name = self.named("t")
            return Block(name, name, (user(name),), (), lambda _: {name})
        if kind == "sequence":
            return self.sequence(depth - 1)
        return self.inside(depth - 1) if kind == "inside" else self.parting(kind, depth - 1)

    def sequence(self, depth: int) -> Block:
        one, two = self.block(depth), self.block(depth)
        flows = (*one.flows, *two.flows, f"{one.last} -> {two.first}")
        return Block(
            one.first,
            two.last,
            one.nodes + two.nodes,
            flows,
            lambda picked: one.done(picked) | two.done(picked),
        )

    def inside(self, depth: int) -> Block:
        inner, name = self.block(depth), self.named("s")
        ends = start(f"in_{name}"), end(f"out_{name}")
        flows = (*inner.flows, f"in_{name} -> {inner.first}", f"{inner.last} -> out_{name}")
        drawn = subprocess(name, *ends, *inner.nodes, flows="\n".join(flows))
        return Block(name, name, (drawn,), (), inner.done)

    def parting(self, kind: str, depth: int) -> Block:
        branches = [self.block(depth) for _ in range(self.random.randint(2, 3))]
        first, last = self.named("g"), self.named("j")
        parts = user(first) if kind == "conditions" else node(GATEWAYS[kind], first)
        joins = node(GATEWAYS.get(kind, "inclusiveGateway"), last)
        nodes = [parts, joins, *(one for branch in branches for one in branch.nodes)]
        flows = [flow for branch in branches for flow in branch.flows]
        for number, branch in enumerate(branches):
            asked = f"-[${{'{branch.first}' in picked}}]->" if number else "-*->"
            flows.append(f"{first} {'->' if kind == 'both' else asked} {branch.first}")
            flows.append(f"{branch.last} -> {last}")

        def done(picked: set[str]) -> set[str]:
            chosen = [one for one in branches[1:] if one.first in picked] or branches[:1]
            taken = {"both": branches, "one": chosen[:1]}.get(kind, chosen)
            own = {first} if kind == "conditions" else set()
            return own.union(*(branch.done(picked) for branch in taken))

        return Block(first, last, tuple(nodes), tuple(flows), done)


def grown(seed: int, interrupts: bool) -> tuple[Sources, Block]:
    block = Growing(seed).block(3)
    aside = event_subprocess(
        "aside", message("news"), user("look"), end("seen"), interrupts=interrupts,
        flows="aside_start -> look -> seen",
    )  # fmt: skip
    ways = (*block.flows, f"start -> {block.first}", f"{block.last} -> end")
    return sources(start(), *block.nodes, end(), aside, flows="\n".join(ways)), block


def news(story: Story, random: Random, told: list[str], most: int) -> bool:
    """Now and then something comes in beside; say whether it did."""
    if len(told) == most or random.random() > 0.2:
        return False
    told.append(f"news{len(told)}")
    story.deliver("aside_start", **{told[-1]: True})
    return True


@pytest.mark.parametrize("interrupts", [False, True])
@pytest.mark.parametrize("seed", range(40))
def test_what_was_chosen_is_done_once_and_nothing_is_lost(seed, interrupts):
    drawn, block = grown(seed, interrupts)
    assert {one.rule for one in Engine().lint(drawn)} <= {"no-interchange", "predicted-size"}
    random = Random(seed)
    picked = {f"{letter}{n}" for letter in "tgs" for n in range(90) if random.random() < 0.5}
    story = Story(drawn, {"picked": sorted(picked)})
    done: list[str] = []
    told: list[str] = []

    while story.open:
        if story.awaited and news(story, random, told, most=1 if interrupts else 3):
            continue
        element = random.choice(story.open)
        story.complete(element, **{element: True})
        done.append(element)

    assert story.state.completed
    assert story.awaited == []
    assert all(story.variables[name] for name in (*done, *told))
    assert done.count("look") == len(told)
    finished = [name for name in done if name != "look"]
    expected = block.done(picked)
    assert len(finished) == len(set(finished))
    assert set(finished) <= expected if interrupts and told else set(finished) == expected
