"""Which tasks of a diagram must not be done by one and the same person."""

from collections.abc import Mapping
from functools import lru_cache

from workflows.definitions.diagram import id_of
from workflows.markup import bpmn, listed, own, read_xml

_WORD = "separateFrom"


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
