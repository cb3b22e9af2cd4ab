"""Plays a random house: people act through operations and the API, and every step is judged."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from service.audit.events import Event
from service.errors import ServiceError
from service.models import (
    Absence,
    Group,
    Incident,
    InstanceStatus,
    InterestKind,
    Person,
    ProcessInstance,
    StandingDelegation,
    TaskStatus,
    UserTask,
)
from service.operations.absences import PlannedAbsence, announce_absence, end_absence
from service.operations.delegating import delegate_task, take_back_task
from service.operations.delegations import PlannedDelegation, end_delegation, make_delegation
from service.operations.instances import Subject as About
from service.operations.instances import start_instance
from service.operations.interests import Declared, declare_interest
from service.operations.people import NewPerson, create_person
from service.operations.reassigning import reassign_task
from service.operations.sessions import open_session
from service.operations.tasks import claim_task, complete_task, release_task
from service.scheduler.people import Watch, look_after_people
from service.unit_of_work import Actor
from tests.support.given_cases import FILES
from tests.support.given_nominations import put_nomination
from tests.support.given_processes import process
from tests.support.random_duties.shadow import Done, Shadow, ShadowNomination, ShadowTask

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
GROUP_OF = {
    "prepare": "unit_clerk",
    "check": "standing_body",
    "draft": "standing_body",
    "sign": "director",
    "propose": "unit_clerk",
    "endorse": "unit_head",
}
UNIT_GROUPS = ("unit_clerk", "unit_head")
OTHERS = ("standing_body", "director")


class Play:
    """One random house and what becomes of it; ``app`` opens the way in for programs."""

    def __init__(self, given, app, random):
        self.given, self.random = given, random
        self.units_of_work, self.engine = given.units_of_work, given.engine
        self.client, self.tokens = app.test_client(), {}
        self.watch, self.counts = Watch(), dict.fromkeys(("steps", "refused", "gaps"), 0)
        self.campaign = given.small_stage()
        given.small_deployment([process(*file) for file in FILES.items()])
        self.units = [given.unit(f"U{number}").id for number in range(2)]
        self.shadow = Shadow(dict(map(self._newcomer, range(random.randint(4, 8)))))
        self.admin = given.person("admin", Group.ADMINISTRATOR).id
        self.shadow.groups[self.admin] = {("administrator", None)}
        self.cases = 0

    def acts(self, moves):
        """Let so many random things happen; after each, everything has to be right."""
        for _ in range(moves):
            move = self.random.choice(self._moves())
            try:
                move()
            except ServiceError:
                self.counts["refused"] += 1
            look_after_people(self.units_of_work, self.watch)
            self._compare_reports()

    def _moves(self):
        on_tasks = [self._complete, self._complete, self._complete, self._claim, self._delegate]
        on_tasks += [self._complete_as_program, self._reassign, self._take_back, self._release]
        about_people = [self._go_away, self._go_away, self._come_back, self._delegate_standing]
        about_people += [
            self._end_delegation,
            self._declare,
            self._time_passes,
            self._close_account,
        ]
        return [self._start, self._start, self._start, *on_tasks, *on_tasks, *about_people]

    def _newcomer(self, number):
        groups = {one for one in OTHERS if self.random.random() < 0.4}
        units = {one: self.random.choice(self.units) for one in UNIT_GROUPS}
        pairs = {(one, None) for one in groups}
        pairs |= {(one, unit) for one, unit in units.items() if self.random.random() < 0.4}
        memberships = tuple((Group(group), unit) for group, unit in sorted(pairs, key=str))
        new = NewPerson(f"p{number}", f"Người {number}", memberships=memberships)
        with self.units_of_work.open(Actor.system()) as uow:
            return create_person(uow, new).id, pairs

    # What people do with tasks.

    def _complete(self):
        person, task = self._somebody(), self._some_task()
        if task is not None:
            self._judge(
                person, task, lambda: self._as(person, complete_task, self.engine, task.id, {})
            )

    def _complete_as_program(self):
        person, task = self._somebody_and_a_task()
        if task is not None:
            self._judge(person, task, lambda: self._calls(person, task, "complete"))

    def _judge(self, person, task, act):
        """Nobody completes against a duty, and nobody is kept from what is theirs."""
        allowed = self.shadow.stead(person, task, self._today())
        try:
            act()
        except ServiceError:
            assert allowed is False, f"{person} was refused {task}"
            raise
        assert allowed is not False, f"{person} completed {task}"
        with self.units_of_work.read() as session:
            done = session.get_one(UserTask, task.id)
            hands = {done.completed_by_id, done.acting_for_id} - {None}
        assert hands == {person, allowed} - {None}
        self.counts["steps"] += 1
        self.shadow.done.append(
            Done(task.instance, task.process, task.unit_of_case, task.element, hands, person)
        )

    def _claim(self):
        person, task = self._somebody(), self._some_task()
        if task is not None:
            allowed = self.shadow.stead(person, task, self._today())
            self._as(person, claim_task, task.id)
            assert allowed is not False

    def _release(self):
        task = self._some_task()
        if task is not None and task.assignee is not None:
            self._as(task.assignee, release_task, task.id)

    def _delegate(self):
        person, task, to = self._somebody(), self._some_task(), self._somebody()
        if task is not None:
            allowed = self.shadow.stead(person, task, self._today())
            self._as(person, delegate_task, task.id, to)
            assert allowed is None
            assert to not in self.shadow.barred(task)

    def _take_back(self):
        task = self._some_task()
        if task is not None and task.acting_for is not None:
            self._as(task.acting_for, take_back_task, task.id)

    def _reassign(self):
        task, to = self._some_task(), self._somebody()
        if task is not None:
            self._as(self.admin, reassign_task, task.id, to, "lý do")
            assert to not in self.shadow.barred(task)

    # What happens to people.

    def _go_away(self):
        person, substitute = self._somebody(), self.random.choice([None, self._somebody()])
        first = self._today() + timedelta(days=self.random.randint(0, 2))
        planned = PlannedAbsence(person, first, first + timedelta(days=2), substitute)
        self._as(person, announce_absence, planned, is_confirmed=self.random.random() < 0.7)
        self.shadow.absences.append((person, first, planned.ends_on, substitute))

    def _come_back(self):
        with self.units_of_work.read() as session:
            absence = self._one_of(
                session.scalars(select(Absence).where(Absence.ended_at.is_(None)))
            )
        if absence is not None:
            self._as(absence.person_id, end_absence, absence.id)
            gone = (absence.person_id, absence.starts_on, absence.ends_on, absence.substitute_id)
            self.shadow.absences.remove(gone)

    def _delegate_standing(self):
        person, delegate = self._somebody(), self._somebody()
        scope = self.random.choice([(None, None), ("checking", None), (None, "standing_body")])
        group = Group(scope[1]) if scope[1] else None
        planned = PlannedDelegation(person, delegate, self._today(), None, scope[0], group)
        self._as(person, make_delegation, planned)
        self.shadow.delegations.append((person, delegate, *scope, planned.starts_on))

    def _end_delegation(self):
        given = StandingDelegation
        with self.units_of_work.read() as session:
            one = self._one_of(session.scalars(select(given).where(given.ended_at.is_(None))))
        if one is not None:
            self._as(one.person_id, end_delegation, one.id, is_confirmed=True)
            group = one.group.value if one.group else None
            self.shadow.delegations.remove(
                (one.person_id, one.delegate_id, one.process_key, group, one.starts_on)
            )

    def _declare(self):
        person, kind = self._somebody(), self.random.choice(list(InterestKind))
        about = self._one_of(self.shadow.nominations)
        nominee = self._somebody()
        on_nomination = about is not None and self.random.random() < 0.5
        wanted = (about.id, None) if on_nomination else (None, nominee)
        self._as(person, declare_interest, Declared(person, kind, *wanted))
        self.shadow.interests.append((person, kind.value, *wanted))

    def _time_passes(self):
        self.given.clock.advance(hours=self.random.choice([3, 17, 30]))

    def _close_account(self):
        person = self._somebody()
        # The last administrator stays, as in every house.
        if person != self.admin and self.random.random() < 0.2:
            with self.units_of_work.open(Actor.system()) as uow:
                uow.session.get_one(Person, person).is_active = False
                uow.record(Event.PERSON_CHANGED, detail={"person": person})
            self.shadow.closed.add(person)

    def _start(self):
        self.cases += 1
        key = self.random.choice(list(FILES))
        unit = self.random.choice(self.units)
        with self.units_of_work.open(Actor.system()) as uow:
            about = self._nominate(uow, unit) if key in ("checking", "signing") else None
            subject = About(
                self.campaign.id,
                None if key == "department_award" else unit,
                about.id if about else None,
            )
            start_instance(uow, self.engine, key, f"2025/{self.cases}", subject, {})
        if about is not None:
            self.shadow.nominations.append(about)

    def _nominate(self, uow, unit):
        nominee, proposer = (
            self.random.choice([None, *self.shadow.groups.keys() - {self.admin}]) for _ in range(2)
        )
        nomination = put_nomination(
            uow,
            self.campaign.id,
            unit,
            self.cases,
            "Người Mẫu",
            person_id=nominee,
            proposed_by_id=proposer,
        )
        return ShadowNomination(nomination.id, unit, nominee, proposer)

    # Looking.

    def _compare_reports(self):
        """What is reported as left to nobody is exactly what nobody may do."""
        day = self._today()
        empty = {one.id for one in self._open_tasks() if not self.shadow.able(one, day)}
        with self.units_of_work.read() as session:
            # The campaign itself waits for its plan, which is not played here.
            wanted = select(Incident.task_id).where(
                Incident.resolved_at.is_(None), Incident.element_id.in_(GROUP_OF)
            )
            assert set(session.scalars(wanted)) == empty
        self.counts["gaps"] += len(empty)

    def _open_tasks(self):
        wanted = (
            select(UserTask, ProcessInstance)
            .join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
            .where(
                UserTask.status == TaskStatus.OPEN,
                ProcessInstance.status == InstanceStatus.RUNNING,
                ProcessInstance.process_key.in_(FILES),
            )
        )
        with self.units_of_work.read() as session:
            return [self._shadowed(*row) for row in session.execute(wanted.order_by(UserTask.id))]

    def _shadowed(self, task, instance):
        known = {one.id: one for one in self.shadow.nominations}
        group = GROUP_OF[task.element_id]
        return ShadowTask(
            id=task.id,
            instance=instance.id,
            process=instance.process_key,
            element=task.element_id,
            group=group,
            unit=instance.unit_id if group in UNIT_GROUPS else None,
            unit_of_case=instance.unit_id,
            nomination=known.get(instance.nomination_id),
            assignee=task.assignee_id,
            acting_for=task.acting_for_id,
            delegated=task.delegated_at is not None,
        )

    def _some_task(self):
        return self._one_of(self._open_tasks())

    def _somebody_and_a_task(self):
        """Every other time somebody who may do it, or hardly anything would ever be done."""
        task = self._some_task()
        able = self.shadow.able(task, self._today()) if task is not None else set()
        chosen = self._one_of(sorted(able)) if self.random.random() < 0.5 else None
        return chosen or self._somebody(), task

    def _somebody(self):
        return self.random.choice(sorted(self.shadow.groups.keys() - self.shadow.closed))

    def _one_of(self, found):
        listed = list(found)
        return self.random.choice(listed) if listed else None

    def _today(self) -> date:
        return self.given.clock().astimezone(ZONE).date()

    def _as(self, person, act, *args, **named):
        with self.units_of_work.open(Actor.person(person)) as uow:
            return act(uow, *args, **named)

    def _calls(self, person, task, command):
        if person not in self.tokens:
            with self.units_of_work.open(Actor.person(person)) as uow:
                self.tokens[person] = open_session(uow, person)
        headers = {"Authorization": f"Bearer {self.tokens[person]}"}
        seen = self.client.get(f"/api/tasks/{task.id}", headers=headers)
        headers["If-Match"] = seen.headers.get("ETag", "")
        answer = self.client.post(
            f"/api/tasks/{task.id}/{command}", json={"answers": {}}, headers=headers
        )
        if answer.status_code == 401:
            self.tokens.pop(person)
            return self._calls(person, task, command)
        if answer.status_code != 200:
            raise ServiceError(answer.json["code"])
        return None
