"""On random diagrams the flat scan sees what the library's walk sees, and runs as it runs."""

import re
from dataclasses import dataclass, field
from random import Random

import pytest
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState
from SpiffWorkflow.workflow import Workflow

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
from tests.unit.workflows.inside import opened
from tests.unit.workflows.stock import complete, stock
from tests.unit.workflows.story import Story
from workflows import Engine, Sources
from workflows.engine.workflow import Process


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
        inner = Draughtsman(self.random, count=self.count)
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


def drawn(seed: int) -> str:
    draughtsman = Draughtsman(Random(seed))
    last = draughtsman.block("start", 3)
    draughtsman.flows.append(f"{last} -> end")
    return draw(start(), *draughtsman.nodes, end(), flows="\n".join(draughtsman.flows))


def walked(process: Process, state: int) -> set[object]:
    """What the library's walk finds, subprocesses included."""
    return {task.id for task in BpmnWorkflow.get_tasks(process, state=state)}


def scanned(process: Process, state: int) -> set[object]:
    return {task.id for task in process.live_tasks() if task._state & state}


@pytest.mark.parametrize("seed", range(40))
def test_random_diagrams_run_the_same_on_both(seed):
    diagram = drawn(seed)
    called = {key: inner(key) for key in re.findall(r'calledElement="(\w+)"', diagram)}
    sources = Sources("p", diagram, called)
    # An interrupted branch never comes to its join: there both engines have to wait alike.
    assert {found.rule for found in Engine().lint(sources)} <= {"deadlock", "no-interchange"}
    story = Story(sources, {"c": 0, "d": seed % 3})
    stock_diagrams = [re.sub(r"\$\{(.*?)\}", r"\1", text) for text in (diagram, *called.values())]
    library = stock(*stock_diagrams, c=0, d=seed % 3)
    random = Random(seed)

    for _ in range(60):
        process = opened(story)
        for state in (TaskState.READY, TaskState.WAITING, TaskState.STARTED):
            assert scanned(process, state) == walked(process, state)
        assert process.is_completed() == Workflow.is_completed(process)
        ready = library.get_tasks(state=TaskState.READY, manual=True)
        assert story.open == sorted(task.task_spec.bpmn_id for task in ready)
        assert story.state.completed == library.is_completed()
        if not story.open:
            break
        element_id = random.choice(story.open)
        story.complete(element_id)
        complete(library, element_id)

    assert story.state.completed
