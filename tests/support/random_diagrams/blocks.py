"""Trees of blocks: what a random diagram consists of, before anything is drawn or run.

Kinds and what their ``options`` say:

- ``task`` (``sets``: variables its person may set), ``copies`` (the same for several people:
  ``number``, ``sequential``, ``enough`` or None, ``sets``)
- ``action`` and ``script`` (``target``, ``reads``, ``plus``: target = (reads + plus) % 5)
- ``wait`` (``days``), ``catch`` (``sets``, ``receive``: drawn as a receive task)
- ``sequence``, ``parallel``, ``choice`` (``tests``: (variable, least) for all arms but the last)
- ``race`` (``events``: a ``wait`` or ``catch`` block before each arm)
- ``loop`` (``counter``, ``rounds``), ``inside`` (a subprocess), ``call`` (another process)
- ``guarded`` (parts: the host, then a path for each of ``guards``)
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

MAIN = ("a", "b", "c")


@dataclass(frozen=True)
class Pool:
    """The variables a block may set: those of people, and those of steps nobody does.

    Branches run their own steps in no order a diagram says, so each sets its own variables.
    """

    people: tuple[str, ...] = MAIN
    steps: tuple[str, ...] = MAIN


@dataclass(frozen=True)
class Block:
    kind: str
    id: str
    parts: tuple["Block", ...] = ()
    options: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, option: str) -> Any:
        return self.options[option]


@dataclass(frozen=True)
class Guard:
    """An event on the boundary of a host; ``days`` None means a message."""

    id: str
    interrupts: bool
    days: int | None
    times: int | None
    late: str
    sets: tuple[str, ...]

    def due_at(self, begun: datetime, occurrence: int) -> datetime | None:
        return begun + timedelta(days=(occurrence + 1) * self.days) if self.days else None

    def following(self, begun: datetime, occurrence: int, now: datetime) -> int | None:
        """The next occurrence; those that are over count as fired, unless every one is to fire."""
        if self.days is None:
            return None if self.interrupts else 0
        coming = range(occurrence + 1, self.times or 1)
        is_still = (one for one in coming if self.late == "fire" or self.due_at(begun, one) > now)
        return next(is_still, None)


def walk(block: Block) -> Iterator[Block]:
    """A block and everything inside it, in reading order; the events of races included."""
    yield block
    yield from block.options.get("events", ())
    for part in block.parts:
        yield from walk(part)


def initial_variables(block: Block) -> dict[str, Any]:
    """What the process starts with, so that every variable is known everywhere."""
    known = dict.fromkeys(MAIN, 0)
    for one in walk(block):
        names = [one[option] for option in ("target", "reads") if option in one.options]
        names += [name for name, _ in one.options.get("tests", ())]
        names += [name for guard in one.options.get("guards", ()) for name in guard.sets]
        known |= dict.fromkeys(names, 0)
    return known


class Grower:
    """Grows random blocks with ids of their own; ``kinds`` limits what may appear."""

    def __init__(self, random: Random, prefix: str = "", kinds: frozenset[str] | None = None):
        self.random = random
        self._prefix = prefix
        self._kinds = kinds
        self._count = 0

    def grow(self, depth: int, pool: Pool = Pool()) -> Block:
        """One random block, at most ``depth`` blocks inside one another."""
        leaves = [self.task, self.task, self.action, self.script, self.wait, self.catch]
        leaves += [self.copies]
        nests = [self.sequence, self.sequence, self.choice, self.parallel, self.race, self.loop]
        nests += [self.inside, self.call, self.guarded, self.guarded]
        return self._one_of(nests if depth and self.random.random() < 0.8 else leaves, depth, pool)

    def name(self, letter: str) -> str:
        self._count += 1
        return f"{self._prefix}{letter}{self._count}"

    def task(self, depth: int = 0, pool: Pool = Pool()) -> Block:
        return Block("task", self.name("u"), options={"sets": pool.people})

    def copies(self, depth: int, pool: Pool) -> Block:
        number = self.random.randint(0, 3)
        enough = self.random.choice([None, None, 1, 2])
        sequential = self.random.random() < 0.5
        options = {
            "number": number,
            "sequential": sequential,
            "enough": enough,
            "sets": pool.people,
        }
        return Block("copies", self.name("m"), options=options)

    def action(self, depth: int, pool: Pool) -> Block:
        return Block("action", self.name("a"), options=self._assignment(pool))

    def script(self, depth: int, pool: Pool) -> Block:
        return Block("script", self.name("s"), options=self._assignment(pool))

    def wait(self, depth: int, pool: Pool) -> Block:
        return Block("wait", self.name("t"), options={"days": self.random.randint(1, 9)})

    def catch(self, depth: int, pool: Pool) -> Block:
        receive = self.random.random() < 0.3
        return Block("catch", self.name("e"), options={"sets": pool.people, "receive": receive})

    def sequence(self, depth: int, pool: Pool) -> Block:
        return Block("sequence", self.name("q"), self._some(depth, pool, 2, 3))

    def choice(self, depth: int, pool: Pool) -> Block:
        arms = self._some(depth, pool, 2, 3)
        known = (*MAIN, *pool.steps)
        tests = [(self.random.choice(known), self.random.randint(1, 4)) for _ in arms[1:]]
        return Block("choice", self.name("x"), arms, {"tests": tests})

    def parallel(self, depth: int, pool: Pool) -> Block:
        name, number = self.name("p"), self.random.randint(2, 3)
        pools = [replace(pool, steps=(f"{name}_{branch}",)) for branch in range(number)]
        return Block("parallel", name, tuple(self.grow(depth - 1, one) for one in pools))

    def race(self, depth: int, pool: Pool) -> Block:
        arms = self._some(depth, pool, 2, 3)
        kinds = [self.random.choice([self.wait, self.catch]) for _ in arms]
        events = [kind(0, pool) for kind in kinds]
        return Block("race", self.name("r"), arms, {"events": events})

    def loop(self, depth: int, pool: Pool) -> Block:
        name = self.name("l")
        options = {"counter": f"{name}_n", "rounds": self.random.randint(1, 3)}
        return Block("loop", name, (self.grow(depth - 1, pool),), options)

    def inside(self, depth: int, pool: Pool) -> Block:
        return Block("inside", self.name("i"), (self.grow(depth - 1, pool),))

    def call(self, depth: int, pool: Pool) -> Block:
        return Block("call", self.name("c"), (self.grow(depth - 1, pool),))

    def guarded(self, depth: int, pool: Pool) -> Block:
        host = self._one_of(
            [self.task, self.inside, self.inside, self.call, self.copies], depth, pool
        )
        guards = [self._guard(pool) for _ in range(self.random.randint(1, 2))]
        paths = [
            self.grow(depth - 1, pool if guard.interrupts else Pool(guard.sets, guard.sets))
            for guard in guards
        ]
        return Block("guarded", self.name("g"), (host, *paths), {"guards": guards})

    def _guard(self, pool: Pool) -> Guard:
        interrupts = self.random.random() < 0.5
        name = self.name("b")
        is_timer = self.random.random() < 0.6
        repeats = is_timer and not interrupts and self.random.random() < 0.5
        return Guard(
            name,
            interrupts,
            self.random.randint(1, 9) if is_timer else None,
            self.random.randint(2, 3) if repeats else None,
            self.random.choice(["fire", "coalesce", "skip"]) if is_timer else "fire",
            pool.people if interrupts else (f"{name}_x",),
        )

    def _one_of(self, kinds: list[Callable[..., Block]], depth: int, pool: Pool) -> Block:
        allowed = [one for one in kinds if self._kinds is None or one.__name__ in self._kinds]
        return self.random.choice(allowed or [self.task])(depth, pool)

    def _some(self, depth: int, pool: Pool, least: int, most: int) -> tuple[Block, ...]:
        number = self.random.randint(least, most)
        return tuple(self.grow(depth - 1, pool) for _ in range(number))

    def _assignment(self, pool: Pool) -> dict[str, Any]:
        target = self.random.choice(pool.steps)
        reads = self.random.choice((*MAIN, *pool.steps))
        return {"target": target, "reads": reads, "plus": self.random.randint(0, 4)}


def grown(seed: int, depth: int | None = None, kinds: frozenset[str] | None = None) -> Block:
    """The block of a seed: the same seed always grows the same block."""
    grower = Grower(Random(seed), kinds=kinds)
    depth = (2, 3, 3, 2, 4)[seed % 5] if depth is None else depth
    return Block("sequence", "q", (grower.grow(depth), grower.task(), grower.grow(depth - 1)))
