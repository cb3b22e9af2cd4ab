"""Makes a diagram that fails as small as it can be and still fail."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from tests.support.random_diagrams.blocks import Block, grown
from tests.support.random_diagrams.played import Play

#: How many ways through a smaller diagram are tried before it counts as running well.
TRIES = 12
_NESTS = ("sequence", "choice", "parallel", "loop", "inside", "call", "guarded", "race")


def failure(seed: int) -> tuple[Block, Play] | None:
    """The diagram of a seed with the play that failed, or None."""
    return _failing(grown(seed), [seed])


def smallest(found: tuple[Block, Play]) -> tuple[Block, Play]:
    """Cut away as long as it still fails."""
    while (less := _less(found)) is not None:
        found = less
    return found


def _less(found: tuple[Block, Play]) -> tuple[Block, Play] | None:
    tried = (_failing(block, range(TRIES)) for block in _cut(found[0]))
    return next(filter(None, tried), None)


def outline(block: Block, depth: int = 0) -> str:
    """A tree of blocks as indented lines."""
    options = {name: value for name, value in block.options.items() if name != "events"}
    inner = [*block.options.get("events", ()), *block.parts]
    line = f"\n{'  ' * depth}{block.kind} {block.id} {options or ''}"
    return line + "".join(outline(one, depth + 1) for one in inner)


def _failing(block: Block, seeds: range | list[int]) -> tuple[Block, Play] | None:
    for seed in seeds:
        play = Play(block, Random(seed))
        try:
            play.to_the_end()
        except Exception:  # Whatever goes wrong is what is looked for.
            return block, play
    return None


def _cut(block: Block) -> Iterator[Block]:
    """The same with something less, the biggest cuts first."""
    if block.kind in _NESTS:
        yield from block.parts
    for place, part in enumerate(block.parts):
        before, after = block.parts[:place], block.parts[place + 1 :]
        if len(block.parts) > {"sequence": 1, "parallel": 2}.get(block.kind, len(block.parts)):
            yield replace(block, parts=(*before, *after))
        if part.kind in _NESTS and not (block.kind == "guarded" and place == 0):
            leaf = Block("task", f"{part.id}k", options={"sets": ("a",)})
            yield replace(block, parts=(*before, leaf, *after))
        for less in _cut(part):
            if block.kind != "guarded" or place or less.kind == part.kind:
                yield replace(block, parts=(*before, less, *after))
