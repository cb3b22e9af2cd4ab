"""Draws random diagrams of blocks inside one another, with user tasks wherever one can wait."""

from dataclasses import dataclass, field
from random import Random

from tests.unit.workflows.drawing import (
    boundary,
    call,
    draw,
    end,
    message,
    parallel,
    script,
    start,
    subprocess,
    user,
    xor,
)


def inner(key: str) -> str:
    """Draw a process to call, whose elements have names of their own."""
    entry, work, add, leave = (f"{key}_{name}" for name in ("in", "u", "s", "out"))
    return draw(
        start(entry),
        user(work),
        script(add, "c = c + 1"),
        end(leave),
        flows=f"{entry} -> {work} -> {add} -> {leave}",
        key=key,
    )


@dataclass
class Draughtsman:
    random: Random
    nodes: list[str] = field(default_factory=list)
    flows: list[str] = field(default_factory=list)
    count: int = 0

    def name(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    def block(self, before: str, depth: int) -> str:
        """Draw something after an element and say which element it ends with."""
        kinds = [self.task, self.task, self.computed, self.called]
        if depth:
            kinds += [self.branches, self.choice, self.inside, self.sequence, self.sequence]
        return self.random.choice(kinds)(before, depth)

    def add(self, node: str, before: str, name: str) -> str:
        self.nodes.append(node)
        self.flows.append(f"{before} -> {name}")
        return name

    def task(self, before: str, depth: int) -> str:
        name = self.name("u")
        return self.add(user(name), before, name)

    def computed(self, before: str, depth: int) -> str:
        name = self.name("s")
        return self.add(script(name, f"{name} = {self.count}"), before, name)

    def called(self, before: str, depth: int) -> str:
        name = self.name("c")
        return self.add(call(name, f"called_{name}"), before, name)

    def sequence(self, before: str, depth: int) -> str:
        for _ in range(self.random.randint(2, 3)):
            before = self.block(before, depth - 1)
        return before

    def branches(self, before: str, depth: int) -> str:
        split, join = self.name("p"), self.name("j")
        self.add(parallel(split), before, split)
        self.nodes.append(parallel(join))
        for _ in range(self.random.randint(2, 3)):
            self.flows.append(f"{self.block(split, depth - 1)} -> {join}")
        return join

    def choice(self, before: str, depth: int) -> str:
        split, join = self.name("x"), self.name("m")
        self.add(xor(split), before, split)
        self.nodes.append(xor(join))
        marks = ["-*->", "-[${d > 0}]->", "-[${d > 1}]->"]
        for mark in marks[: self.random.randint(2, 3)]:
            first = len(self.flows)
            self.flows.append(f"{self.block(split, depth - 1)} -> {join}")
            self.flows[first] = self.flows[first].replace("->", mark, 1)
        return join

    def inside(self, before: str, depth: int) -> str:
        name, entry, leave = self.name("b"), self.name("n"), self.name("o")
        inner = type(self)(self.random, count=self.count)
        last = inner.block(entry, depth - 1)
        inner.flows.append(f"{last} -> {leave}")
        self.count = inner.count
        lines = "\n".join(inner.flows)
        drawn = subprocess(name, start(entry), *inner.nodes, end(leave), flows=lines)
        self.add(drawn, before, name)
        if self.random.random() < 0.5:
            stop, stopped = self.name("e"), self.name("z")
            self.nodes += [boundary(stop, name, message("stop")), end(stopped)]
            self.flows.append(f"{stop} -> {stopped}")
        return name


def drawn(draughtsman: Draughtsman) -> str:
    last = draughtsman.block("start", 3)
    draughtsman.flows.append(f"{last} -> end")
    return draw(start(), *draughtsman.nodes, end(), flows="\n".join(draughtsman.flows))
