"""Changes a random diagram a little, as its owner would between two versions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from tests.support.random_diagrams.blocks import Block, Grower, Pool, walk

LEAVES = frozenset({"task", "copies", "action", "script", "wait", "catch"})
_CHANGEABLE = ("days", "plus", "rounds", "number")


@dataclass(frozen=True)
class Edit:
    """What was done to which element: ``insert``, ``remove``, ``rename``, ``change``, ``guard``."""

    kind: str
    element_id: str


def edited(block: Block, random: Random, kind: str | None = None) -> tuple[Block, Edit]:
    """The block after one edit of this kind, or of any kind that is possible."""
    possible = [edit for edit in _edits(block, random) if kind in (None, edit[0].kind)]
    edit, target, new = random.choice(possible)
    return _replaced(block, target, new), edit


def _edits(block: Block, random: Random) -> Iterator[tuple[Edit, Block, Block]]:
    """Every possible edit: what it is, the block it replaces and by what."""
    grower = Grower(random, prefix=f"n{sum(1 for _ in walk(block))}")
    hosts = {id(one.parts[0]) for one in walk(block) if one.kind == "guarded"}
    in_races = {id(event) for one in walk(block) for event in one.options.get("events", ())}
    for one in walk(block):
        if one.kind in LEAVES:
            yield Edit("rename", one.id), one, _with(one, name=f"{one.id} renamed")
        for option in _CHANGEABLE:
            if option in one.options:
                yield Edit("change", one.id), one, _with(one, **{option: one[option] % 4 + 1})
        if id(one) not in hosts | in_races:
            yield from _around(one, grower)
        if one.kind == "sequence" and len(one.parts) > 1:
            yield from _shortened(one)


def _around(one: Block, grower: Grower) -> Iterator[tuple[Edit, Block, Block]]:
    new = grower.random.choice([grower.task, grower.script, grower.action])(0, Pool())
    parts = grower.random.choice([(new, one), (one, new)])
    yield Edit("insert", new.id), one, Block("sequence", grower.name("q"), parts)
    if one.kind in ("task", "copies"):
        guarded = grower.guarded(1, Pool())
        host = replace(guarded, parts=(one, *guarded.parts[1:]))
        yield Edit("guard", one.id), one, host


def _shortened(one: Block) -> Iterator[tuple[Edit, Block, Block]]:
    for place, part in enumerate(one.parts):
        if part.kind in LEAVES:
            rest = (*one.parts[:place], *one.parts[place + 1 :])
            yield Edit("remove", part.id), one, replace(one, parts=rest)


def _with(one: Block, **options: object) -> Block:
    return replace(one, options={**one.options, **options})


def _replaced(block: Block, target: Block, new: Block) -> Block:
    if block is target:
        return new
    options = dict(block.options)
    if "events" in options:
        options["events"] = [new if one is target else one for one in options["events"]]
    parts = tuple(_replaced(part, target, new) for part in block.parts)
    return replace(block, parts=parts, options=options)
