"""Plays a scenario: moves the clock from one happening to the next until nothing is left."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from service.errors import NotAllowed, ServiceError
from service.models import TimerJob, TimerState
from service.rehearsal.acting import Company, OpenWork
from service.rehearsal.clock import VirtualClock
from service.rehearsal.events import carry_out
from service.rehearsal.people import Staff
from service.rehearsal.routes import Standstill
from service.rehearsal.scenario import PlannedEvent, Scenario
from service.rehearsal.timing import Stopwatch
from service.rehearsal.wording import RehearsalStuck
from service.scheduler.work import work_off

#: More happenings than any season has; a scenario that gets here runs in circles.
MOST_MOMENTS = 20_000


@dataclass(frozen=True, slots=True)
class Appointment:
    """Who completes a task, and when."""

    at: datetime
    task_id: int
    username: str


@dataclass(slots=True)
class Season:
    """One playing of a scenario on a database and a clock of its own."""

    scenario: Scenario
    company: Company
    clock: VirtualClock
    staff: Staff
    stopwatch: Stopwatch
    on_step: Callable[[datetime], None] = lambda _: None
    standstills: list[Standstill] = field(default_factory=list)
    _diary: dict[int, Appointment] = field(default_factory=dict)
    _refused: dict[int, set[str]] = field(default_factory=dict)
    _events: list[PlannedEvent] = field(default_factory=list)

    def play(self) -> None:
        """Run until no task, timer or event of the scenario is left."""
        self._events = sorted(self.scenario.events, key=lambda event: event.at)
        for _ in range(MOST_MOMENTS):
            self._live_through_this_moment()
            moment = self._next_moment()
            if moment is None:
                return
            self._move_to(moment)
        raise RehearsalStuck("endless", count=MOST_MOMENTS)

    def _live_through_this_moment(self) -> None:
        self._work_off()
        while self._events and self._events[0].at <= self.clock():
            self._carry_out(self._events.pop(0))
            self._work_off()
        self._plan()
        while due := self._due():
            self._act(due)
            self._work_off()
            self._plan()

    def _work_off(self) -> None:
        with self.stopwatch.of("timers and messages"):
            work_off(self.company.units_of_work, self.company.engine)

    def _carry_out(self, event: PlannedEvent) -> None:
        try:
            carry_out(self.company, event)
        except ServiceError as error:
            raise RehearsalStuck(
                "refused", who=event.by, task=f"{event.kind} {event.at}", cause=error
            ) from error

    def _plan(self) -> None:
        """Give each new task to somebody, and strike out those that no longer wait."""
        with self.stopwatch.of("planning"):
            work = {one.task_id: one for one in self.company.open_work()}
            for task_id in self._diary.keys() - work.keys():
                del self._diary[task_id]
            for one in work.values():
                if one.task_id not in self._diary:
                    self._appoint(one)

    def _appoint(self, work: OpenWork) -> None:
        plan = self.company.plan_for(work)
        if plan.leave:
            return
        refused = self._refused.get(work.task_id, set())
        able = [name for name in work.usernames if name not in refused]
        if not able:
            raise RehearsalStuck("nobody", task=work, people=", ".join(work.usernames))
        start = max(self.clock(), plan.not_before or self.clock())
        at, username = self.staff.reserve(able, start, plan.hours)
        self._diary[work.task_id] = Appointment(at, work.task_id, username)

    def _due(self) -> Appointment | None:
        due = [one for one in self._diary.values() if one.at <= self.clock()]
        return min(due, key=lambda one: (one.at, one.task_id), default=None)

    def _act(self, appointment: Appointment) -> None:
        del self._diary[appointment.task_id]
        try:
            with self.stopwatch.of("people"):
                self.company.complete(appointment.task_id, appointment.username)
        except NotAllowed:
            # Four eyes: somebody else of the group has to do this one.
            self._refused.setdefault(appointment.task_id, set()).add(appointment.username)
        except ServiceError as error:
            task = self.company.describe(appointment.task_id)
            raise RehearsalStuck(
                "refused", who=appointment.username, task=task, cause=error
            ) from error
        self.on_step(self.clock())

    def _next_moment(self) -> datetime | None:
        coming = [one.at for one in self._diary.values()]
        coming += [event.at for event in self._events[:1]]
        due_at = self._next_due_at()
        if due_at is not None:
            coming.append(due_at)
        return min(coming, default=None)

    def _next_due_at(self) -> datetime | None:
        """The next timer; one that is due already and has not fired is held, and waits."""
        with self.company.units_of_work.read() as session:
            return session.scalar(
                select(TimerJob.due_at)
                .where(TimerJob.state == TimerState.WAITING, TimerJob.due_at > self.clock())
                .order_by(TimerJob.due_at)
                .limit(1)
            )

    def _move_to(self, moment: datetime) -> None:
        for downtime in self.scenario.downtimes:
            if downtime.starts_at <= moment < downtime.ends_at:
                self.standstills.append(Standstill(downtime.starts_at, downtime.ends_at))
                # Nobody could act meanwhile: everything is planned anew from here.
                self._diary.clear()
                moment = downtime.ends_at
        self.clock.move_to(moment)
