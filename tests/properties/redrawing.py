"""Redraws a random diagram more boldly than its owner would between two versions."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from tests.support.random_diagrams import Block, Edit, Grower, walk


def redrawn(block: Block, random: Random) -> tuple[Block, Edit]:
    """The block after branches, guards, subprocesses or the order of steps were changed."""
    grower = Grower(random, prefix=f"r{sum(1 for _ in walk(block))}")
    hosts = {id(one.parts[0]) for one in walk(block) if one.kind == "guarded"}
    possible = [
        (Edit(kind, one.id), one, new)
        for one in walk(block)
        for kind, new in _changes(one, grower)
        if id(one) not in hosts
    ]
    if not possible:
        return block, Edit("rename", block.id)
    edit, target, new = random.choice(possible)
    return _replaced(block, target, new), edit


def _changes(one: Block, grower: Grower) -> Iterator[tuple[str, Block]]:
    parts, random = one.parts, grower.random
    if one.kind == "parallel":
        yield "branch", replace(one, parts=(*parts, grower.task()))
        yield "sequence", Block("sequence", grower.name("q"), parts)
        if len(parts) > 2:
            yield "unbranch", replace(one, parts=parts[1:])
    if one.kind == "choice" and len(parts) > 2:
        yield "unbranch", replace(one, parts=parts[1:], options={"tests": one["tests"][1:]})
    if one.kind == "sequence" and len(parts) > 1:
        place = random.randrange(len(parts) - 1)
        swapped = [*parts]
        swapped[place : place + 2] = swapped[place + 1], swapped[place]
        yield "swap", replace(one, parts=tuple(swapped))
        yield "parallel", Block("parallel", grower.name("p"), parts)
    if one.kind in {"inside", "loop"}:
        yield "dissolve", parts[0]
    if one.kind == "guarded":
        yield "unguard", parts[0]
    if one.kind == "task":
        yield "enclose", Block("inside", grower.name("i"), (one,))
        yield "retype", Block("wait", one.id, options={"days": 3})
        yield "retype", Block("catch", one.id, options={"sets": ("a",), "receive": False})


def _replaced(block: Block, target: Block, new: Block) -> Block:
    if block is target:
        return new
    return replace(block, parts=tuple(_replaced(part, target, new) for part in block.parts))
