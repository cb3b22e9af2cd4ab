"""Which elements can count as done when somebody decides so, instead of being carried out."""

from collections.abc import Iterator
from typing import Any

from workflows.engine.compiling import Compiled
from workflows.engine.event_kinds import Message, Timer
from workflows.engine.events import IntermediateCatchEvent, ReceiveTask, SendTask, ThrowEvent
from workflows.engine.gateways import Choice, ExclusiveGateway
from workflows.engine.specs import ActionTask, DecisionTask, ScriptTask
from workflows.values import Skippable

_WORK = (ActionTask, DecisionTask, ScriptTask, ExclusiveGateway)
_EVENTS = (IntermediateCatchEvent, ReceiveTask, SendTask, ThrowEvent)


def skippable(compiled: Compiled, element_id: str) -> Skippable | None:
    """What has to be decided to skip an element; None where no one decision stands for it."""
    found = list(_specs_of(compiled, element_id))
    if not found or not all(_can_be(spec) for spec in found):
        return None
    return Skippable(element_id, tuple(_flows(found[0])))


def _specs_of(compiled: Compiled, element_id: str) -> Iterator[Any]:
    processes = {id(one): one for one in (compiled.process, *compiled.inner.values())}
    for process in processes.values():
        for spec in process.task_specs.values():
            if spec.bpmn_id == element_id and not isinstance(spec, Choice):
                yield spec


def _can_be(spec: Any) -> bool:
    if any(getattr(one, "waits_for_first", False) for one in spec.inputs):
        return False
    if isinstance(spec, _EVENTS):
        return isinstance(spec.event_definition, (Message, Timer))
    return isinstance(spec, _WORK)


def _flows(spec: Any) -> list[str]:
    return [way.flow_id for way in spec.ways] if isinstance(spec, ExclusiveGateway) else []
