"""How an element is drawn for the table, and what shows that it is run."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.unit.workflows.drawing import (
    HEAD,
    end,
    sources,
    start,
    user,
)
from tests.unit.workflows.story import Story
from workflows import Sources

Works = Callable[[Sources], None]
DRAWN_VI, DRAWN_EN = "để đọc, không đổi cách chạy", "to be read; it does not change the run"


@dataclass(frozen=True)
class Row:
    """One element with its names, how it is drawn, and what becomes of it.

    ``verdict`` is the name of the rule that refuses it, or what shows that it is run.
    """

    vi: str
    en: str
    drawn: Sources
    verdict: str | Works
    note_vi: str = ""
    note_en: str = ""


def in_line(*nodes: str) -> Sources:
    return sources(start(), *nodes, user("after"), end(), flows="start -> x -> after -> end")


def passes(drawn: Sources) -> None:
    story = Story(drawn)
    assert story.open == ["after"]
    assert "x" in story.state.trail
    assert story.complete("after").state.completed


def waits(*steps: str, **variables: object) -> Works:
    def works(drawn: Sources) -> None:
        story = Story(drawn, dict(variables))
        for element in steps:
            assert element in story.open
            story.complete(element)
        assert story.state.completed

    return works


def receives(drawn: Sources) -> None:
    assert Story(drawn).deliver("x").open == ["after"]


def acts(drawn: Sources) -> None:
    story = Story(drawn)
    assert (story.actions, story.open) == (["x"], ["after"])


def opens(*expected: str) -> Works:
    def works(drawn: Sources) -> None:
        assert Story(drawn).open == sorted(expected)

    return works


def first_wins(drawn: Sources) -> None:
    story = Story(drawn)
    assert sorted(story.timers) == ["first", "second"]
    assert (story.fire("second").timers, story.open) == ({}, ["after"])


def marked(attributes: str, tag: str = "userTask") -> Sources:
    return in_line(f'<{tag} id="x" camunda:candidateGroups="staff" {attributes}/>')


def split(gateway: str, *, conditions: bool) -> Sources:
    asked = "-[${1 == 1}]->" if conditions else "->"
    default = "x -*-> c" if conditions else "x -> c"
    return sources(
        start(),
        gateway,
        *(user(name) for name in "abc"),
        *(end(f"end_{name}") for name in "abc"),
        flows=f"start -> x {asked} a -> end_a \n x {asked} b -> end_b \n {default} -> end_c",
    )


def around(before: str, drawn: Sources) -> Sources:
    return Sources("p", drawn.diagram.replace("<process", f"{before}<process", 1))


def inside(part: str) -> Sources:
    """Something drawn in the process without being on any way."""
    drawn = in_line(user("x"))
    return Sources("p", drawn.diagram.replace("</process>", f"{part}</process>"))


def instead(part: str) -> Sources:
    return Sources("p", f"{HEAD}{part}</definitions>")
