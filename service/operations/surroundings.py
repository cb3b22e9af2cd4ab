"""What a running instance may ask of the service, bound to one unit of work and one moment."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from service.actions import ACTIONS, FACTS, Step
from service.audit.events import Event
from service.calendar import WorkingCalendar, load_calendar
from service.errors import Conflict, Invalid, NotAllowed, NotFound
from service.models import Campaign, Deadline, ProcessInstance, RuleResult
from service.operations.incidents import confirmed_skips
from service.unit_of_work import UnitOfWork
from workflows import ActionCall, DecisionTaken, Skipping, StepFailed, Surroundings, Variables

#: What an action says to the person whose step it is, and what a unit of work understands.
_SAID_AS_IT_IS = (Invalid, NotAllowed, Conflict, DBAPIError)


def surroundings_of(uow: UnitOfWork, instance: ProcessInstance) -> Surroundings:
    """The world as the next step sees it, in which what two people decided to skip is done."""
    skips = confirmed_skips(uow, instance)
    world = InstanceSurroundings(uow, instance)
    return Skipping(world, skips) if skips else world


class InstanceSurroundings:
    """The world as one step of one instance sees it."""

    def __init__(self, uow: UnitOfWork, instance: ProcessInstance) -> None:
        self._uow = uow
        self._instance = instance

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The working calendar of the moment, looked up when it is first asked for."""
        return load_calendar(self._uow.session)

    @property
    def now(self) -> datetime:
        """The moment of the unit of work."""
        return self._uow.now

    @property
    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """What expressions of a diagram may call, besides the safe language's own."""
        return {
            "now": lambda: self.now,
            "deadline": self._deadline,
            "setting": self._setting,
            "workdays_after": self._workdays_after,
            "workdays_before": self._workdays_before,
        }

    def perform(self, call: ActionCall) -> Any:
        """Carry out the action of a service task."""
        action = ACTIONS[call.action]
        try:
            return action(self._step(call.element_id, call.variables), **call.parameters)
        except _SAID_AS_IT_IS:
            raise
        # Whatever an action stumbles over is told with the element that asked for it.
        except Exception as error:
            name = type(error).__name__
            vi = f"hành động {call.action} báo lỗi {name}"
            raise StepFailed(call.element_id, f"{name}: {error}", vi) from error

    def facts(self, name: str, variables: Variables) -> Variables:
        """Look up the named facts a decision table reads."""
        return FACTS[name](self._step("", variables))

    def decided(self, decision: DecisionTaken) -> None:
        """Keep what each rule said, on which inputs, and why; or that none applied."""
        asking = self._next_asking(decision.element_id)
        self._uow.session.add_all(
            RuleResult(
                instance_id=self._instance.id,
                nomination_id=self._instance.nomination_id,
                element_id=decision.element_id,
                asking=asking,
                decision_key=decision.decision_key,
                rule_id=rule_id,
                outputs=outputs,
                inputs=decision.inputs,
                annotations=annotations,
                at=self.now,
            )
            for rule_id, outputs, annotations in _said(decision)
        )
        self._uow.record(
            Event.DECISION_TAKEN,
            instance_id=self._instance.id,
            nomination_id=self._instance.nomination_id,
            detail={
                "element": decision.element_id,
                "decision": decision.decision_key,
                "rules": [match.rule_id for match in decision.matches],
            },
            values={"inputs": decision.inputs},
        )

    def _step(self, element_id: str, variables: Variables) -> Step:
        return Step(self._uow, self._instance, variables, element_id)

    def _next_asking(self, element_id: str) -> int:
        last = self._uow.session.scalar(
            select(func.max(RuleResult.asking)).where(
                RuleResult.instance_id == self._instance.id, RuleResult.element_id == element_id
            )
        )
        return (last or 0) + 1

    def _workdays_after(self, moment: datetime, count: int) -> datetime:
        return self.calendar.after(moment, count)

    def _workdays_before(self, moment: datetime, count: int) -> datetime:
        return self.calendar.before(moment, count)

    def _deadline(self, name: str) -> datetime:
        due_at = self._uow.session.scalar(
            select(Deadline.due_at).where(
                Deadline.campaign_id == self._instance.campaign_id, Deadline.name == name
            )
        )
        if due_at is None:
            raise NotFound("deadline.not_found", name=name)
        return due_at

    def _setting(self, name: str) -> Any:
        campaign = self._uow.session.get_one(Campaign, self._instance.campaign_id)
        if name not in campaign.settings:
            raise NotFound("setting.not_found", name=name)
        return campaign.settings[name]["value"]


def _said(decision: DecisionTaken) -> Iterator[tuple[str | None, Variables, Variables]]:
    """What each rule said; without a rule, what holds when none applies."""
    if decision.is_unmatched:
        yield None, decision.defaults, {}
    for match in decision.matches:
        yield match.rule_id, match.outputs, dict(match.annotations)
