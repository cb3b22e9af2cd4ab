"""Plays the diagrams of some seeds and tells what went wrong with the smallest diagram it can.

``python -m tests.support.random_diagrams 17 3205``
"""

import sys

from tests.support.random_diagrams import Block, Play
from tests.support.random_diagrams.shrinking import failure, outline, smallest


def main(seeds: list[int]) -> None:
    for seed in seeds:
        found = failure(seed)
        sys.stdout.write(f"{seed}: {told(*smallest(found)) if found else 'runs as drawn'}\n")


def told(block: Block, play: Play) -> str:
    steps = "\n".join(map(str, play.steps))
    left = f"the engine left {play.state.trail}\nthe model left {play.model.left}"
    return f"fails, and so does{outline(block)}\nafter\n{steps}\n{left}"


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]])
