"""A case told in words: where it has been, where it is, and who has it now."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from service.audit.events import Event
from service.edge.context import engine, now, reading
from service.edge.language import moment, until
from service.edge.language import say as _
from service.models import TaskStatus, UserTask
from service.operations.definitions import sources_of
from service.queries.cases import Case, Happening, Waiting, timeline
from service.web.outcomes import outcome_of
from service.web.words import GROUPS, word
from workflows import Element, Outline, Sources

#: What a step that nobody does by hand is worth a line in a history for.
_TOLD = frozenset({"userTask", "businessRuleTask", "serviceTask", "sendTask", "receiveTask"})
_EVENTS = frozenset({"intermediateCatchEvent", "boundaryEvent"})


@dataclass(frozen=True, slots=True)
class Step:
    """One line of where a case has been."""

    element_id: str
    name: str
    by_person: bool
    who: str
    at: datetime
    outcome: str
    task_id: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a case is now, in words.

    ``calling`` is the element of the case's own diagram that called the process it is in.
    """

    element_id: str
    name: str
    words: str
    task: UserTask | None
    due_at: datetime | None
    is_late: bool
    is_aside: bool
    calling: str | None = None

    @property
    def shown_at(self) -> str:
        """The element of the case's own diagram to mark."""
        return self.calling or self.element_id


@dataclass(frozen=True, slots=True)
class Story:
    """Everything a page tells about the way of a case."""

    outline: Outline
    steps: list[Step]
    places: list[Place]
    happenings: list[Happening]
    visited: list[str]
    flows: list[str]
    counts: dict[str, int]

    @property
    def here(self) -> list[Place]:
        """Where the case stands, without the clocks and words that only run alongside."""
        return [place for place in self.places if not place.is_aside]

    @property
    def told_together(self) -> list[Place]:
        """The same in words: what waits for several people each is one line."""
        alike = groupby(self.here, lambda place: (place.element_id, place.due_at))
        return [_told(list(places)) for _key, places in alike]

    @property
    def aside(self) -> list[Place]:
        """Reminders and deadlines that run beside; what may interrupt at any moment is not told."""
        return [place for place in self.places if place.is_aside and place.due_at is not None]


def tell(case: Case) -> Story:
    """Tell the way of a case from its ledger entries, its tasks and its diagram."""
    instance = case.instance
    sources = sources_of(reading(), engine(), instance.definition_id, instance.deployment_id)
    outline = engine().outline(sources.diagram)
    called = [engine().outline(text) for text in sources.called.values()]
    elements = {one.id: one for drawn in (*called, outline) for one in drawn.elements}
    happenings = timeline(reading(), instance.id)
    trail = [step for one in happenings for step in one.detail.get("trail", ())]
    own, flows = _only_in(outline, called)
    counted = Counter(step for step in trail if step in own)
    return Story(
        outline=outline,
        steps=list(_steps(case, happenings, elements)),
        places=_places(case, sources, elements) if case.is_running else [],
        happenings=happenings,
        visited=[step for step in counted if elements[step].kind != "subProcess"],
        flows=[step for step in dict.fromkeys(trail) if step in flows],
        counts={step: number for step, number in counted.items() if number > 1},
    )


def _only_in(outline: Outline, called: list[Outline]) -> tuple[set[str], set[str]]:
    """The elements and flows of a diagram; an id that a called one uses too tells nothing."""
    elements, flows = (
        [{part.id for part in getattr(one, parts)} for one in (outline, *called)]
        for parts in ("elements", "flows")
    )
    return elements[0].difference(*elements[1:]), flows[0].difference(*flows[1:])


def history_of(story: Story) -> dict[str, object]:
    """The same for the diagram: what to mark, and with which note."""
    notes = {
        step.element_id: f"✓ {step.who}, {moment(step.at)}"
        for step in story.steps
        if step.by_person
    }
    return {
        "visited": story.visited,
        "current": [place.shown_at for place in story.here],
        "flows": story.flows,
        "late": [place.shown_at for place in story.here if place.is_late],
        "notes": notes,
        "counts": story.counts,
    }


def waits_for(task: UserTask) -> str:
    """Who has a task now: its person, else the groups it is offered to."""
    if task.assignee is not None:
        return task.assignee.name
    groups = [word(GROUPS, one.group) for one in task.candidates]
    return ", ".join(groups)


def _steps(
    case: Case, happenings: Sequence[Happening], elements: dict[str, Element]
) -> Iterator[Step]:
    done = {
        (task.element_id, task.closed_at): task
        for task in case.tasks
        if task.status == TaskStatus.COMPLETED
    }
    for one in happenings:
        for element_id in _elements_of(one):
            element = elements.get(element_id)
            if element is not None and element.kind in _TOLD | _EVENTS and element.name:
                yield _step(case, one, element, done.get((element_id, one.at)))


def _elements_of(happening: Happening) -> Iterable[str]:
    """What a happening left behind; the task of one of many is done before its element is."""
    trail = happening.detail.get("trail", ())
    done = [happening.detail.get("element")] if happening.event == Event.TASK_COMPLETED else []
    return dict.fromkeys([*done, *trail])


def _step(case: Case, happening: Happening, element: Element, task: UserTask | None) -> Step:
    return Step(
        element_id=element.id,
        name=element.name,
        by_person=task is not None,
        who=_who(happening) if task is not None else _("the system"),
        at=happening.at,
        outcome=outcome_of(case, element, task, happening.at),
        task_id=task.id if task is not None else None,
    )


def _who(happening: Happening) -> str:
    return happening.person or _("the system")


def _places(case: Case, sources: Sources, elements: dict[str, Element]) -> list[Place]:
    # Only where a process is called does it take a look into the instance to tell from where.
    calls = engine().calls(sources, case.instance.document) if sources.called else {}
    return [_place(one, elements, calls.get(one.engine_task_id)) for one in case.waiting]


def _place(waiting: Waiting, elements: dict[str, Element], calling: str | None) -> Place:
    element = elements.get(waiting.element_id)
    around = [calling] if calling else []
    return Place(
        element_id=waiting.element_id,
        name=" › ".join(_name(one, elements) for one in (*around, waiting.element_id)),
        words=_words(waiting),
        task=waiting.task,
        due_at=waiting.due_at,
        is_late=waiting.due_at is not None and waiting.due_at < now(),
        is_aside=element is not None and element.kind == "boundaryEvent",
        calling=calling,
    )


def _name(element_id: str, elements: dict[str, Element]) -> str:
    return (elements[element_id].name if element_id in elements else "") or element_id


def _told(places: list[Place]) -> Place:
    people = [waits_for(place.task) for place in places if place.task is not None]
    if len(people) < 2:
        return places[0]
    return replace(places[0], words=_("waits for %(who)s", who=", ".join(people)))


def _words(waiting: Waiting) -> str:
    if waiting.task is not None:
        return _("waits for %(who)s", who=waits_for(waiting.task))
    if waiting.message is not None:
        return _("waits for word from another case")
    return _("waits until %(when)s", when=until(waiting.due_at))
