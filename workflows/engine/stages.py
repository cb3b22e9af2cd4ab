"""What an instance has done and where it stands, in each process and subprocess it went through."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.util.task import TaskState

from workflows.definitions.diagram import Node, is_event_subprocess
from workflows.definitions.reading import Reading, read
from workflows.definitions.scope import Scope
from workflows.engine.catching import is_watch
from workflows.engine.former import Former
from workflows.engine.gateways import BoundaryEventJoin, InclusiveGateway, ParallelGateway
from workflows.engine.specs import CallActivity, EmbeddedSubprocess, EndJoin, UserTask
from workflows.engine.task import UNFINISHED
from workflows.engine.trail import CHILD, CHOICE
from workflows.engine.variables import begun_aside
from workflows.engine.workflow import Process
from workflows.kinds import UNKNOWN
from workflows.markup import read_xml
from workflows.values import Given, Sources
from workflows.versions import Forms, Versions

#: The elements an instance can be left standing at, and be understood.
_STANDING = (UserTask, CatchingEvent, EmbeddedSubprocess, CallActivity)
_JOINS = (ParallelGateway, InclusiveGateway)
_AHEAD = TaskState.FUTURE | TaskState.PREDICTED_MASK


@dataclass(frozen=True)
class Stage:
    """One process or subprocess of an instance, between two versions of its diagram."""

    workflow: Any
    old: Scope
    new: Scope

    @property
    def is_under_way(self) -> bool:
        """Whether something in it is still to be done."""
        return not self.workflow.completed

    @property
    def is_same_process(self) -> bool:
        """Whether the new version still goes by the same id."""
        return self.old.node.get("id") == self.new.node.get("id")

    @cached_property
    def _reached(self) -> list[tuple[str, Any]]:
        """Every task that was reached at an element of the diagram."""
        found = [task for task in self.workflow.tasks.values() if not task._state & _AHEAD]
        return [(name, task) for task in found if (name := place_of(task))]

    @cached_property
    def _live(self) -> list[tuple[str, Any]]:
        return [(name, task) for name, task in self._reached if task._state & UNFINISHED]

    @cached_property
    def standing(self) -> list[str]:
        """The elements under way, besides events that only watch over them."""
        return [name for name, task in self._live if not _watches(task)]

    @cached_property
    def strange(self) -> list[str]:
        """The elements under way of which nobody has worked out what moving them means."""
        return [
            name
            for name, task in self._live
            if not isinstance(task.task_spec, (*_STANDING, *_JOINS))
        ]

    @cached_property
    def watching(self) -> list[str]:
        """The events that wait on a boundary or to set off an event subprocess."""
        return [name for name, task in self._live if _watches(task)]

    @cached_property
    def steps(self) -> list[tuple[str, str]]:
        """What followed what, of the elements both versions have."""
        steps = (
            (self._source(task), name)
            for name, task in self._reached
            if self._is_led_to(name) and not _only_waits(task)
        )
        return list(dict.fromkeys((source, name) for source, name in steps if source))

    def _is_led_to(self, name: str) -> bool:
        node = self.new.nodes.get(name)
        return node is not None and name != self.new.start and not is_event_subprocess(node)

    def _source(self, task: Any) -> str | None:
        if _is_boundary(task):
            host = self.old.nodes[place_of(task)].get("attachedToRef") or ""
            return host if host in self.new.nodes else None
        before = task.parent
        while before is not None:
            if place_of(before) in self.new.nodes:
                return place_of(before)
            before = before.parent
        return self.new.start

    @cached_property
    def parted(self) -> list[tuple[str, set[str]]]:
        """Every element that was left and that both versions have, with what followed it."""
        return [
            (name, set(self._heirs(task)))
            for name, task in self._reached
            if task._state == TaskState.COMPLETED and name in self.new.nodes
        ]

    def _heirs(self, task: Any) -> Iterator[str]:
        for child in task.children:
            if child._state & _AHEAD:
                continue
            name = place_of(child)
            if name in self.new.nodes:
                yield name
            else:
                yield from self._heirs(child)

    @cached_property
    def choosing(self) -> list[str]:
        """The gateways behind which the first of several events is waited for."""
        waiting = [task.parent for _, task in self._live if task.parent is not None]
        found = {place_of(one) for one in waiting if _waits_for_first(one)}
        return sorted(name for name in found if name in self.new.nodes)

    @cached_property
    def arrived(self) -> list[tuple[str, str]]:
        """The branches that have come to a parallel join that waits for others."""
        return [
            (place_of(task.parent), name)
            for name, task in self._reached
            if isinstance(task.task_spec, _JOINS) and "arrived" in task.internal_data
        ]

    def is_sure_to_come(self, name: str) -> bool:
        """Whether an element of the new version still lies on every way ahead."""
        live = [one for one in self.standing if one in self.new.nodes]
        return self.is_under_way and self.new.is_sure_to_come(name, live)

    def flow(self, source: str, target: str) -> Node | None:
        """A flow of the new version between two elements."""
        for flow in self.new.flows_into(target):
            if flow.get("sourceRef") == source:
                return flow
        return None

    def tokens(self) -> Iterator[Node | None]:
        """A flow of the new version into each place where the instance stands."""
        yield from (self.flow(source, join) for source, join in self.arrived)
        yield from (self._into(gateway) for gateway in self.choosing)
        for name, task in self._live:
            waits = isinstance(task.task_spec, _JOINS) or _waits_for_first(task.parent)
            if not waits and not _watches(task) and begun_aside(task) is None:
                yield from [self._into(name)] if self._is_led_to(name) else []

    def _into(self, name: str) -> Node | None:
        return next(iter(self.new.flows_into(name)), None)

    @cached_property
    def known(self) -> dict[str, frozenset[str]]:
        """The variables known where the instance stands."""
        known: dict[str, frozenset[str]] = {}
        for name, task in self._reached:
            if task._state & UNFINISHED or "arrived" in task.internal_data:
                names = frozenset({**task.parent.data, **task.data})
                joins = isinstance(task.task_spec, _JOINS)
                before = known.get(name, names)
                known[name] = before | names if joins else before & names
        return known


def stages(process: Process, versions: Versions) -> list[Stage]:
    """Every process and subprocess of an instance that both versions have."""
    texts = _texts(versions)
    scopes = texts[0].scope(versions.old.key), texts[1].scope(versions.new.key)
    found = {process: Stage(process, *scopes)}
    for inner in process.subprocesses.values():
        host = process.get_task_from_id(inner.parent_task_id)
        around = found.get(host.workflow)
        before, after = _inside(host, around, texts) if around else (None, None)
        if before is not None and after is not None:
            found[inner] = Stage(inner, before, after)
    return list(found.values())


def _inside(
    host: Any, around: Stage, texts: "tuple[_Texts, _Texts]"
) -> tuple[Scope | None, Scope | None]:
    name = host.task_spec.spec
    if isinstance(host.task_spec, CallActivity):
        return texts[0].called(name), texts[1].called(name)
    return around.old.inner(name), around.new.inner(name)


@lru_cache(maxsize=8)
def _texts(versions: Versions) -> "tuple[_Texts, _Texts]":
    return _Texts(versions.old, versions.old_forms), _Texts(versions.new, versions.new_forms)


class _Texts:
    """The diagrams of one version, each read once."""

    def __init__(self, sources: Sources, forms: Forms) -> None:
        self._diagrams = {**sources.called, sources.key: sources.diagram}
        named = {key: dict.fromkeys(names, UNKNOWN) for key, names in forms.items()}
        self._sources, self._given = sources, Given(named, None)
        self._read: dict[str, Reading] = {}

    def scope(self, key: str) -> Scope:
        """The process of a diagram."""
        if key not in self._read:
            root = read_xml(self._diagrams[key])
            self._read[key] = read(root, self._sources, self._given)
        return Scope(self._read[key], self._read[key].process)

    def called(self, key: str) -> Scope | None:
        """The process that is called by this name, if this version has it."""
        return self.scope(key) if key in self._diagrams else None


def place_of(task: Any) -> str:
    """The element of the diagram a task stands at; empty for what the engine adds itself."""
    spec = task.task_spec
    if isinstance(spec, (BoundaryEventJoin, EndJoin, Former)) or spec.name.endswith(
        (CHILD, CHOICE)
    ):
        return ""
    return spec.bpmn_id or ""


def _is_boundary(task: Any) -> bool:
    return isinstance(task.task_spec, BoundaryEvent)


def _watches(task: Any) -> bool:
    return _is_boundary(task) or is_watch(task)


def _only_waits(task: Any) -> bool:
    """Whether a task watches over others, and nothing has happened."""
    return _watches(task) and task._state != TaskState.COMPLETED


def _waits_for_first(task: Any) -> bool:
    return bool(getattr(task.task_spec, "waits_for_first", False))
