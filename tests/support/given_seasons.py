"""Builders of a whole season: the shipped diagrams, units with people, and what they do."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from service.models import (
    Group,
    Membership,
    Message,
    MessageState,
    Nomination,
    ProcessInstance,
    TaskCandidate,
    TaskStatus,
    UserTask,
)
from service.operations.campaigns import PlannedDeadline, create_campaign
from service.operations.definitions import deploy, shipped_files
from service.operations.tasks import complete_task
from service.scheduler.work import work_off
from service.unit_of_work import Actor
from tests.support.given_processes import plan

DEADLINES = {
    "unit_deadline": "2025-12-15T17:00:00+07:00",
    "consolidation_deadline": "2025-12-22T17:00:00+07:00",
    "congress_close": "2026-01-24T00:00:00+07:00",
}
HOUSE = (
    Group.STANDING_BODY,
    Group.DIRECTOR,
    Group.REGISTRY,
    Group.COUNCIL_SECRETARY,
    Group.COUNCIL_MEMBER,
    Group.COUNCIL_CHAIR,
)
NOMINEE = {
    "more": "add",
    "subject": "individual",
    "nominee": "Người Mẫu",
    "award": "GIAY_KHEN",
    "content": "II.2",
    "achievement": "Rút ngắn 30 % thời gian xử lý hồ sơ trong quý IV năm 2025.",
}
DOSSIER = {
    "rating": "GOOD",
    "achievement_from": "2025-10-05",
    "achievement_to": "2025-12-01",
    "report": "Hoàn thành 12 nhiệm vụ trước hạn.",
    "direct_contribution": "Tham mưu đề án chuyển đổi số của tỉnh.",
    "parts": ["report", "minutes", "letter"],
}


class Season:
    """A campaign of the shipped diagrams with invented units and people."""

    def __init__(self, given, units_of_work, engine):
        self.given, self.units_of_work, self.engine = given, units_of_work, engine

    def open(self, *unit_codes, posting_days=3):
        """Deploy everything, invent units and people, and have the plan approved."""
        self.given.calendar()
        with self.units_of_work.open(Actor.system()) as uow:
            deploy(uow, self.engine, shipped_files())
        self.units = {code: self.given.unit(code) for code in unit_codes}
        for code, unit in self.units.items():
            self.given.person(f"clerk-{code}", Group.UNIT_CLERK, unit=unit)
            self.given.person(f"head-{code}", Group.UNIT_HEAD, unit=unit)
        for group in HOUSE:
            self.given.person(group.value, group)
        self._create(posting_days)
        self.does("campaign", "2025", "draft_plan", abstract="Kế hoạch", summary="Nội dung")
        self.does("campaign", "2025", "approve_plan", approved=True)
        return self

    def _create(self, posting_days):
        deadlines = tuple(
            PlannedDeadline(name, datetime.fromisoformat(at), "kế hoạch", False)
            for name, at in DEADLINES.items()
        )
        settings = {"posting_days": {"value": posting_days, "basis": "giả định", "assumed": True}}
        with self.units_of_work.open(Actor.system()) as uow:
            planned = replace(plan(), deadlines=deadlines, settings=settings)
            self.campaign = create_campaign(uow, self.engine, planned)

    def does(self, process_key, key, element_id, **answers):
        """Have somebody it is offered to complete the open task, and everything follow from it."""
        task = self.task(process_key, key, element_id)
        with self.units_of_work.open(Actor.person(self._somebody(task))) as uow:
            complete_task(uow, self.engine, task.id, answers)
        self.works()

    def votes(self, person, **choices):
        """Have a member of the first session hand in the ballot paper."""
        tasks = self._tasks("council_session", "2025/council/1")
        task = next(one for one in tasks if one.assignee_id == person.id)
        with self.units_of_work.open(Actor.person(person.id)) as uow:
            complete_task(uow, self.engine, task.id, {"votes": choices})
        self.works()

    def _somebody(self, task):
        with self.units_of_work.read() as session:
            candidate = session.scalars(
                select(TaskCandidate).where(TaskCandidate.task_id == task.id)
            ).one()
            return session.scalars(
                select(Membership.person_id).where(
                    Membership.group == candidate.group,
                    Membership.unit_id.is_not_distinct_from(candidate.unit_id),
                )
            ).one()

    def works(self):
        """Let the scheduler do what is due; nothing may be left behind in trouble."""
        work_off(self.units_of_work, self.engine)
        failed = [one for one in self.rows(Message) if one.attempts or one.state == "failed"]
        assert not failed, failed[0].last_error

    def comes(self, moment):
        """Move the clock, and let the scheduler do what has fallen due."""
        self.given.clock.move_to(moment)
        self.works()

    def task(self, process_key, key, element_id):
        """The open task of an element of an instance."""
        return next(one for one in self._tasks(process_key, key) if one.element_id == element_id)

    def waiting(self, process_key, key):
        """The elements of an instance that wait for a person."""
        return sorted({one.element_id for one in self._tasks(process_key, key)})

    def _tasks(self, process_key, key):
        wanted = (
            select(UserTask)
            .join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
            .where(
                ProcessInstance.process_key == process_key,
                ProcessInstance.business_key == key,
                UserTask.status == TaskStatus.OPEN,
            )
        )
        with self.units_of_work.read() as session:
            return session.scalars(wanted.order_by(UserTask.id)).all()

    def rows(self, model, **known):
        """All rows of a table, or those with these values, in the order they were written."""
        with self.units_of_work.read() as session:
            return session.scalars(select(model).filter_by(**known).order_by(model.id)).all()

    def nomination(self, number=1):
        """A nomination as it stands now."""
        return self.rows(Nomination, number=number)[0]

    def told(self, name):
        """What messages of this name said, by the business key they were sent to."""
        return {one.business_key: one.variables for one in self.rows(Message, name=name)}

    def left_undelivered(self):
        """The messages that still wait for their instance."""
        return [one.name for one in self.rows(Message, state=MessageState.WAITING)]

    def proposes(self, unit="VP", **nominee):
        """Have the clerk of a unit propose a nominee."""
        self.does("unit_review", f"2025/{unit}", "propose_nominee", **NOMINEE | nominee)

    def files(self, key="N001", **dossier):
        """Have the dossier of a nomination filed."""
        self.does("nomination", f"2025/{key}", "prepare_dossier", **DOSSIER | dossier)

    def meets(self, unit="VP", present=5, **yes):
        """Have a unit of six meet: ``N001=5`` are its yes votes."""
        review = f"2025/{unit}"
        if "propose_nominee" in self.waiting("unit_review", review):
            self.does("unit_review", review, "propose_nominee", more="finish")
        results = {key: {"yes": count, "no": present - count} for key, count in yes.items()}
        self.does(
            "unit_review",
            review,
            "hold_meeting",
            held_on="2025-12-04",
            members_total=6,
            members_present=present,
            minutes="Biên bản họp",
            results=results,
        )

    def endorses(self, unit="VP"):
        """Have the head of a unit endorse its list."""
        self.does("unit_review", f"2025/{unit}", "endorse_list", endorsed=True)

    def submits(self, unit="VP", present=5, **yes):
        """Have a unit meet, and its list endorsed."""
        self.meets(unit, present, **yes)
        self.endorses(unit)

    def completes(self, key="N001"):
        """Have the standing body find a dossier complete."""
        self.does("nomination", f"2025/{key}", "check_completeness", outcome="complete")

    def cross_checks(self, key="N001", **findings):
        """Have the standing body compare a dossier with the records."""
        self.does("nomination", f"2025/{key}", "cross_check", **{"rating": "GOOD"} | findings)

    def makes_ready(self, *keys):
        """Bring nominations of the one unit from their dossier to the council list."""
        for key in keys:
            self.files(key)
        self.submits(**dict.fromkeys(keys, 5))
        for key in keys:
            self.completes(key)
            self.cross_checks(key)
