"""What an administrator may do to a case: the words, for whom it is offered, and what follows."""

from collections.abc import Iterator, Mapping

from flask import current_app

from service.edge.context import engine, now, reading
from service.edge.identity import viewer
from service.edge.language import language, until
from service.edge.language import say as _
from service.errors import Conflict
from service.forms import field_sentence
from service.models import InstanceStatus, ProcessInstance, TaskStatus, TimerState
from service.operations.definitions import sources_of
from service.permissions import Ruling, may_administer
from service.queries.campaigns import related_instances
from service.queries.cases import Case
from service.queries.incidents import list_waiting_for_word
from service.web.administering import Intervention
from service.web.measures import worker
from service.web.questions import Choice, Question
from service.web.words import LATE, PROCESSES, case_key, word
from workflows import Outline


def offered(case: Case) -> list[Intervention]:
    """What the viewer may do to a case as it stands."""
    if current_app.extensions["config"].is_rehearsal or not ruling(case):
        return []
    return [one for one in Intervention if obstacle(one, case.instance) is None]


def ruling(case: Case) -> Ruling:
    """Whether the viewer is one of those who may do something to the case."""
    return may_administer(worker(), case.nomination)


def obstacle(intervention: Intervention, instance: ProcessInstance) -> Conflict | None:
    """Why an intervention does not fit the case as it stands, if so."""
    if instance.status != InstanceStatus.RUNNING:
        return Conflict("instance.ended")
    is_suspended = instance.suspended_at is not None
    if intervention is Intervention.SUSPEND and is_suspended:
        return Conflict("instance.suspended", reason=instance.suspension_reason)
    if intervention is Intervention.RESUME and not is_suspended:
        return Conflict("instance.not_suspended")
    return None


def consequences(intervention: Intervention, case: Case) -> Iterator[str]:
    """What will happen to this very case, beyond what happens to any."""
    if intervention is Intervention.RESUME:
        yield from _fallen_due(case)
    if intervention is Intervention.CANCEL:
        yield from _dropped(case)
        yield from _left_waiting(case)


def targets(case: Case) -> list[tuple[str, str]]:
    """The earlier steps the case can be taken back to, in the order of the diagram."""
    instance = case.instance
    sources = sources_of(reading(), engine(), instance.definition_id, instance.deployment_id)
    safe = engine().ways_back(sources, instance.document)
    return [(one.id, one.name or one.id) for one in _outline(instance).elements if one.id in safe]


def questions_about(
    intervention: Intervention,
    case: Case,
    typed: Mapping[str, str],
    errors: Mapping[str, list[str]],
) -> list[Question]:
    """What the page of an intervention asks, with what was typed and what is wrong with it."""
    codes = errors.get("reason")
    reason = Question(
        name="reason",
        kind="textarea",
        label=_("Reason"),
        hint="",
        required=True,
        value=typed.get("reason", ""),
        error=" ".join(field_sentence(one, language()) for one in codes) if codes else None,
    )
    if intervention is not Intervention.BACK:
        return [reason]
    return [_target(case, typed, "element" in errors), reason]


def _target(case: Case, typed: Mapping[str, str], is_missing: bool) -> Question:
    return Question(
        name="element",
        kind="radio",
        label=_("Back to which step"),
        hint="",
        required=True,
        value=typed.get("element"),
        error=_("Choose the step the case goes back to.") if is_missing else None,
        choices=tuple(
            Choice(f"element-{key}", key, name, typed.get("element") == key)
            for key, name in targets(case)
        ),
    )


def _fallen_due(case: Case) -> Iterator[str]:
    names = _names(case.instance)
    for timer in sorted(case.timers, key=lambda one: (one.due_at, one.id)):
        if timer.state == TimerState.WAITING and timer.due_at <= now():
            yield _(
                "“%(name)s” fell due on %(when)s: it %(does)s.",
                name=names.get(timer.element_id, timer.element_id),
                when=until(timer.due_at),
                does=word(LATE, timer.late_policy),
            )


def _dropped(case: Case) -> Iterator[str]:
    for task in case.tasks:
        if task.status == TaskStatus.OPEN:
            yield _("The task “%(name)s” is dropped.", name=task.name)
    waiting = sum(one.state == TimerState.WAITING for one in case.timers)
    if waiting:
        yield _("%(number)s timers are dropped.", number=waiting)
    if case.nomination is not None:
        yield _(
            "The nomination of “%(name)s” ends as withdrawn, with your reason; its unit is told.",
            name=case.nomination.nominee,
        )
    if case.instance.process_key == "unit_review":
        yield _("The review of the unit is closed; its nominations go no further.")


def _left_waiting(case: Case) -> Iterator[str]:
    others = related_instances(reading(), viewer(), case.instance)
    for other, waiting in list_waiting_for_word(reading(), others):
        elements = {one.id: one for one in _outline(other).elements}
        element = elements.get(waiting.element_id)
        # What may come at any moment, as a withdrawal, is nothing anybody stands still for.
        if element is not None and element.kind != "boundaryEvent":
            yield _(
                "%(process)s %(key)s waits at “%(name)s” for a message. If it was to come from"
                " here, look after that case too.",
                process=word(PROCESSES, other.process_key),
                key=case_key(other.business_key),
                name=element.name or element.id,
            )


def _outline(instance: ProcessInstance) -> Outline:
    return engine().outline(instance.definition.content)


def _names(instance: ProcessInstance) -> dict[str, str]:
    return {one.id: one.name or one.id for one in _outline(instance).elements}
