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
from service.web.ways import Way
from service.web.words import GROUPS, word
from workflows import Element, Outline, Sources

#: What a step that nobody does by hand is worth a line in a history for.
_TOLD = frozenset({"userTask", "businessRuleTask", "serviceTask", "sendTask", "receiveTask"})
_EVENTS = frozenset({"intermediateCatchEvent", "boundaryEvent"})


@dataclass(frozen=True, slots=True)
class Step:
    """One line of where a case has been; ``element_id`` is the element of its own diagram."""

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

    ``shown_at`` is the element of the case's own diagram to mark.
    """

    element_id: str
    name: str
    words: str
    task: UserTask | None
    due_at: datetime | None
    is_late: bool
    is_aside: bool
    shown_at: str
    #: The event-based gateway whose ways this is one of: the first word to come decides.
    raced_at: str = ""


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
        alike = groupby(self.here, lambda one: (one.raced_at or one.element_id, one.due_at))
        return [_told(list(places)) for _key, places in alike]

    @property
    def aside(self) -> list[Place]:
        """Reminders and deadlines that run beside; what may interrupt at any moment is not told."""
        return [place for place in self.places if place.is_aside and place.due_at is not None]


def tell(case: Case) -> Story:
    """Tell the way of a case from its ledger entries, its tasks and its diagram."""
    instance = case.instance
    sources = sources_of(reading(), engine(), instance.definition_id, instance.deployment_id)
    way = Way.of(sources)
    happenings = timeline(reading(), instance.id)
    trail = [step for one in happenings for step in one.detail.get("trail", ())]
    flows = {flow.id for flow in way.outline.flows}
    counted = Counter(step for step in trail if way.is_own(step))
    return Story(
        outline=way.outline,
        steps=list(_steps(case, happenings, way)),
        places=_places(case, sources, way) if case.is_running else [],
        happenings=happenings,
        visited=[step for step in counted if way.elements(step)[0].kind != "subProcess"],
        flows=[step for step in dict.fromkeys(trail) if step in flows],
        counts={step: number for step, number in counted.items() if number > 1},
    )


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
        return in_stead(task.assignee.name, task.acting_for.name if task.acting_for else None)
    groups = [word(GROUPS, one.group) for one in task.candidates]
    return ", ".join(groups)


def in_stead(name: str, acted_for: str | None) -> str:
    """Who did or has something, with in whose stead."""
    return name if acted_for is None else _("%(who)s for %(whom)s", who=name, whom=acted_for)


def _steps(case: Case, happenings: Sequence[Happening], way: Way) -> Iterator[Step]:
    done = {
        (task.element_id, task.closed_at): task
        for task in case.tasks
        if task.status == TaskStatus.COMPLETED
    }
    for one in happenings:
        for name in _left(one):
            around = way.elements(name)
            if around and around[-1].kind in _TOLD | _EVENTS and around[-1].name:
                task = done.get((around[-1].id, one.at))
                yield _step(case, one, task, around, way.name(name))


def _left(happening: Happening) -> Iterable[str]:
    """What a happening left behind; the task of one of many is done before its element is."""
    trail: list[str] = happening.detail.get("trail", [])
    done: str = happening.detail.get("element", "")
    is_told = any(step.rpartition("/")[2] == done for step in trail)
    is_task = happening.event == Event.TASK_COMPLETED
    return dict.fromkeys([done, *trail] if is_task and not is_told else trail)


def _step(
    case: Case, happening: Happening, task: UserTask | None, around: list[Element], name: str
) -> Step:
    return Step(
        element_id=around[0].id,
        name=name,
        by_person=task is not None,
        who=_who(happening) if task is not None else _("the system"),
        at=happening.at,
        outcome=outcome_of(case, around[-1], task, happening.at),
        task_id=task.id if task is not None else None,
    )


def _who(happening: Happening) -> str:
    return in_stead(happening.person or _("the system"), happening.acted_for)


def _places(case: Case, sources: Sources, way: Way) -> list[Place]:
    # Only where a process is called does it take a look into the instance to tell from where.
    calls = engine().calls(sources, case.instance.document) if sources.called else {}
    return [_place(one, way, calls.get(one.engine_task_id)) for one in case.waiting]


def _place(waiting: Waiting, way: Way, called_by: str | None) -> Place:
    step = f"{called_by}/{waiting.element_id}" if called_by else waiting.element_id
    around = way.elements(step)
    return Place(
        element_id=waiting.element_id,
        name=way.name(step),
        words=_words(waiting),
        task=waiting.task,
        due_at=waiting.due_at,
        is_late=waiting.due_at is not None and waiting.due_at < now(),
        is_aside=bool(around) and around[-1].kind == "boundaryEvent",
        shown_at=around[0].id if around else waiting.element_id,
        raced_at=way.gateway_before(waiting.element_id) if waiting.message is not None else "",
    )


def _told(places: list[Place]) -> Place:
    people = [waits_for(place.task) for place in places if place.task is not None]
    if len(places) > 1 and not people:
        names = _(" or ").join(place.name for place in places)
        return replace(places[0], name=names, words=_("waits for whichever word comes first"))
    if len(people) < 2:
        return places[0]
    return replace(places[0], words=_("waits for %(who)s", who=", ".join(people)))


def _words(waiting: Waiting) -> str:
    if waiting.task is not None:
        return _("waits for %(who)s", who=waits_for(waiting.task))
    if waiting.message is not None:
        return _("waits for word from another case")
    return _("waits until %(when)s", when=until(waiting.due_at))
