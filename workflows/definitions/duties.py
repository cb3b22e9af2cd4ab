"""Which tasks of a diagram must not be done by one and the same person."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from workflows.definitions.diagram import id_of
from workflows.markup import bpmn, camunda, listed, own, read_xml

_WORD = "separateFrom"


@dataclass(frozen=True, slots=True)
class OfferedTask:
    """A user task of a diagram, with the groups it is offered to."""

    element_id: str
    name: str
    groups: frozenset[str]


@lru_cache(maxsize=64)
def kept_apart(diagram: str) -> Mapping[str, frozenset[str]]:
    """For each user task, those whose doers may not do it in the same instance.

    It holds both ways, whichever task of the two comes first.
    """
    if _WORD not in diagram:
        return {}
    apart: dict[str, set[str]] = {}
    for task in read_xml(diagram).iter(bpmn("userTask")):
        for other in listed(own(task, _WORD)):
            apart.setdefault(id_of(task), set()).add(other)
            apart.setdefault(other, set()).add(id_of(task))
    return {name: frozenset(others) for name, others in apart.items()}


@lru_cache(maxsize=64)
def offered_tasks(diagram: str) -> Mapping[str, OfferedTask]:
    """The user tasks of a diagram that are offered to groups, by element."""
    found = (
        OfferedTask(
            id_of(task), task.get("name") or "", frozenset(listed(camunda(task, "candidateGroups")))
        )
        for task in read_xml(diagram).iter(bpmn("userTask"))
    )
    return {one.element_id: one for one in found if one.groups}
