"""Every kind of event at every place BPMN has for one: run, or refused by which rule."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.unit.workflows.drawing import (
    boundary,
    catch,
    end,
    error,
    escalation,
    event_gateway,
    event_subprocess,
    link,
    message,
    parallel,
    signal,
    sources,
    start,
    subprocess,
    throw,
    timer,
    user,
)
from tests.unit.workflows.story import Story
from workflows import Sources

CONDITIONAL = (
    '<conditionalEventDefinition><condition xsi:type="tFormalExpression">${go}</condition>'
    "</conditionalEventDefinition>"
)
#: Each kind of event with its names and how it is drawn.
KINDS: dict[str, tuple[str, str, str]] = {
    "none": ("thường", "none", ""),
    "message": ("tin", "message", message("m")),
    "timer": ("đồng hồ", "timer", timer("P1D", "timeDuration")),
    "signal": ("tín hiệu", "signal", signal("s")),
    "conditional": (
        "điều kiện",
        "conditional",
        CONDITIONAL,
    ),
    "error": ("lỗi", "error", error("E")),
    "escalation": ("leo thang", "escalation", escalation("L")),
    "link": ("liên kết", "link", link("l")),
    "terminate": ("chấm dứt", "terminate", "<terminateEventDefinition/>"),
    "cancel": ("hủy giao dịch", "cancel", "<cancelEventDefinition/>"),
    "compensate": ("bồi hoàn", "compensation", "<compensateEventDefinition/>"),
    "multiple": ("nhiều loại", "multiple", timer("P1D", "timeDuration") + message("m")),
}
ALL = frozenset(KINDS)
BESIDE = frozenset({"message", "timer", "conditional", "signal", "error", "escalation"})
WAITED = frozenset({"message", "timer"})
#: What may come while the branch beside it is still to be done.
AHEAD = WAITED | {"conditional", "signal"}
SENT = {"thidua__toProcess": "q", "thidua__toKey": "k"}


@dataclass(frozen=True)
class Place:
    """A place an event may stand at, how it is drawn there and how it is seen to work."""

    vi: str
    en: str
    runs: frozenset[str]
    drawn: Callable[[str], Sources]
    works: Callable[[str, Sources], None]
    exceptions: tuple[tuple[str, str], ...] = ()

    def refusal(self, kind: str) -> str | None:
        """The rule that refuses a kind here, or None where it is run."""
        if kind in self.runs:
            return None
        return {"multiple": "event-definition", **dict(self.exceptions)}.get(
            kind, "unsupported-event"
        )


def cells() -> Iterator[tuple[Place, str]]:
    """Every kind at every place."""
    return ((place, kind) for place in PLACES for kind in KINDS)


def _drawn(kind: str) -> str:
    return KINDS[kind][2]


def _host(kind: str) -> str:
    """A subprocess that throws, once it is told to, what its surroundings are to catch."""
    inside = _drawn(kind) if kind in ("signal", "error", "escalation") else ""
    return subprocess("host", start("in"), user("go"), end("out", inside), flows="in -> go -> out")


def _set_off(story: Story, kind: str, element: str) -> Story:
    if kind == "message":
        return story.deliver(element)
    return story.fire(element) if kind == "timer" else story.complete("go", go=True)


def _at_start(kind: str) -> Sources:
    return sources(start("x", _drawn(kind)), user("work"), end(), flows="x -> work -> end")


def _starts(kind: str, drawn: Sources) -> None:
    assert Story(drawn).open == ["work"]


def _at_inner_start(kind: str) -> Sources:
    inner = subprocess(
        "inner", start("x", _drawn(kind)), user("work"), end("out"), flows="x -> work -> out"
    )
    return sources(start(), inner, end(), flows="start -> inner -> end")


def _beside(interrupts: bool) -> Callable[[str], Sources]:
    def drawn(kind: str) -> Sources:
        aside = event_subprocess(
            "x",
            _drawn(kind),
            user("look"),
            end("seen"),
            interrupts=interrupts,
            flows="x_start -> look -> seen",
        )
        return sources(
            start(), _host(kind), user("after"), end(), aside, flows="start -> host -> after -> end"
        )

    return drawn


def _reacts(element: str, interrupts: bool) -> Callable[[str, Sources], None]:
    def works(kind: str, drawn: Sources) -> None:
        story = _set_off(Story(drawn), kind, element)

        rest = [] if interrupts else ["go" if kind in WAITED else "after"]
        assert story.open == sorted([*rest, "look"])
        while story.open:
            story.complete(story.open[0])
        assert story.state.completed
        assert (story.timers, story.awaited) == ({}, [])

    return works


def _on_boundary(interrupts: bool) -> Callable[[str], Sources]:
    def drawn(kind: str) -> Sources:
        return sources(
            start(),
            _host(kind),
            boundary("x", "host", _drawn(kind), interrupts),
            user("after"),
            user("look"),
            end(),
            end("seen"),
            flows="start -> host -> after -> end \n x -> look -> seen",
        )

    return drawn


def _between(kind: str) -> Sources:
    if kind == "link":
        return sources(
            start(),
            user("go"),
            throw("t", link("l")),
            catch("x", link("l")),
            user("look"),
            end(),
            flows="start -> go -> t \n x -> look -> end",
        )
    thrown = end("out", signal("s") if kind == "signal" else "")
    return sources(
        start(),
        parallel("split"),
        user("go"),
        thrown,
        catch("x", _drawn(kind)),
        user("look"),
        end(),
        flows="start -> split -> go -> out \n split -> x -> look -> end",
    )


def _waits(kind: str, drawn: Sources) -> None:
    story = Story(drawn)
    assert "look" not in story.open

    assert "look" in _set_off(story, kind, "x").open


def _behind_gateway(kind: str) -> Sources:
    return sources(
        start(),
        parallel("split"),
        user("go"),
        end("out", signal("s") if kind == "signal" else ""),
        event_gateway("first"),
        catch("x", _drawn(kind)),
        catch("other", timer("P9D", "timeDuration")),
        user("look"),
        end(),
        end("late"),
        flows="""start -> split -> go -> out
                 split -> first -> x -> look -> end
                 first -> other -> late""",
    )


def _comes_first(kind: str, drawn: Sources) -> None:
    story = Story(drawn)

    _set_off(story, kind, "x")

    assert "look" in story.open
    assert (story.timers, story.awaited) == ({}, [])


def _thrown(event: Callable[[str], str], flows: str) -> Callable[[str], Sources]:
    def drawn(kind: str) -> Sources:
        inner = subprocess(
            "host",
            start("in"),
            user("go"),
            event(kind),
            *_needed(flows, kind),
            flows=_linked(flows, kind),
        )
        heard = signal("s") if kind == "signal" else escalation("L")
        caught = error("E") if kind == "error" else heard
        return sources(
            start(),
            inner,
            boundary("heard", "host", caught, kind == "error"),
            user("look"),
            end(),
            end("seen"),
            flows="start -> host -> end \n heard -> look -> seen",
        )

    return drawn


def _needed(flows: str, kind: str) -> tuple[str, ...]:
    if "-> x ->" not in flows:
        return ()
    return (catch("c", link("l")), end("out")) if kind == "link" else (end("out"),)


def _linked(flows: str, kind: str) -> str:
    return flows.replace("x -> out", "x \n c -> out") if kind == "link" else flows


def _throws(kind: str, drawn: Sources) -> None:
    story = Story(drawn).complete("go")

    assert "x" in story.state.trail
    assert bool(story.state.sent) is (kind == "message")
    assert story.open == (["look"] if kind in ("signal", "error", "escalation") else [])
    for element in story.open:
        story.complete(element)
    assert story.state.completed


PLACES = (
    Place(
        "bắt đầu quy trình",
        "start of a process",
        frozenset({"none", "message"}),
        _at_start,
        _starts,
    ),
    Place(
        "bắt đầu quy trình con",
        "start of a subprocess",
        frozenset({"none"}),
        _at_inner_start,
        _starts,
    ),
    Place(
        "bắt đầu quy trình con sự kiện, ngắt",
        "start of an event subprocess, interrupting",
        BESIDE,
        _beside(True),
        _reacts("x_start", True),
        (("none", "event-definition"),),
    ),
    Place(
        "bắt đầu quy trình con sự kiện, không ngắt",
        "start of an event subprocess, not interrupting",
        BESIDE - {"error"},
        _beside(False),
        _reacts("x_start", False),
        (("none", "event-definition"), ("error", "error-interrupts")),
    ),
    Place(
        "chờ giữa đường",
        "intermediate, catching",
        AHEAD | {"link"},
        _between,
        _waits,
        (("none", "event-definition"),),
    ),
    Place(
        "sau cổng sự kiện",
        "behind an event-based gateway",
        AHEAD,
        _behind_gateway,
        _comes_first,
        (("none", "event-definition"), ("link", "event-gateway")),
    ),
    Place(
        "trên biên, ngắt",
        "on a boundary, interrupting",
        BESIDE,
        _on_boundary(True),
        _reacts("x", True),
        (("none", "event-definition"),),
    ),
    Place(
        "trên biên, không ngắt",
        "on a boundary, not interrupting",
        BESIDE - {"error"},
        _on_boundary(False),
        _reacts("x", False),
        (("none", "event-definition"), ("error", "error-interrupts")),
    ),
    Place(
        "gửi giữa đường",
        "intermediate, throwing",
        frozenset({"none", "message", "signal", "escalation", "link"}),
        _thrown(
            lambda kind: throw("x", _drawn(kind), **SENT if kind == "message" else {}),
            "in -> go -> x -> out",
        ),
        _throws,
    ),
    Place(
        "kết thúc",
        "end",
        frozenset({"none", "message", "signal", "error", "escalation", "terminate"}),
        _thrown(
            lambda kind: end("x", _drawn(kind), **SENT if kind == "message" else {}),
            "in -> go -> x",
        ),
        _throws,
    ),
)
