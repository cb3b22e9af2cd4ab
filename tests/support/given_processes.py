"""Builders of deployments, campaigns and instances of the small diagrams."""

from datetime import date, datetime

from sqlalchemy import select

from service.models import DefinitionKind, TaskStatus, TimerJob, UserTask
from service.operations.campaigns import CampaignPlan, PlannedDeadline, create_campaign
from service.operations.definition_files import DefinitionFile
from service.operations.definitions import deploy
from service.operations.instances import Subject, start_instance
from service.operations.tasks import complete_task
from service.scheduler.work import work_off
from service.unit_of_work import Actor, UnitsOfWork
from tests.support import diagrams

UNIT_DEADLINE = "2025-12-15T17:00:00+07:00"
CLOSING = "2026-01-25T17:00:00+07:00"


def process(key, content):
    return DefinitionFile(DefinitionKind.PROCESS, key, content)


SMALL_FILES = (
    process("campaign", diagrams.CAMPAIGN),
    process("review", diagrams.REVIEW),
    process("asking", diagrams.ASKING),
    process("answering", diagrams.ANSWERING),
    DefinitionFile(DefinitionKind.FORM, "opinion", diagrams.OPINION),
)

CALLING_FILES = (
    *SMALL_FILES,
    process("calling", diagrams.CALLING),
    process("advising", diagrams.ADVISING),
)


def plan(code="2025"):
    deadlines = (
        PlannedDeadline("unit_deadline", datetime.fromisoformat(UNIT_DEADLINE), "kế hoạch", False),
        PlannedDeadline("closing", datetime.fromisoformat(CLOSING), "kế hoạch", True),
    )
    return CampaignPlan(
        code=code,
        name=f"Đợt thi đua {code}",
        legal_regime="law-2022",
        starts_on=date(2025, 10, 1),
        ends_on=date(2026, 1, 25),
        deadlines=deadlines,
    )


class GivenProcesses:
    units_of_work: UnitsOfWork

    def small_deployment(self, files=SMALL_FILES):
        with self.units_of_work.open(Actor.system()) as uow:
            return deploy(uow, self.engine, files)

    def campaign(self, code="2025"):
        with self.units_of_work.open(Actor.system()) as uow:
            return create_campaign(uow, self.engine, plan(code))

    def small_stage(self):
        """Publish the calendar, deploy the small diagrams, open a campaign."""
        self.calendar()
        self.small_deployment()
        return self.campaign()

    def instance(self, campaign, process_key="review", business_key="r1", **variables):
        with self.units_of_work.open(Actor.system()) as uow:
            subject = Subject(campaign.id)
            return start_instance(uow, self.engine, process_key, business_key, subject, variables)

    def open_task(self, instance, element_id=None):
        """The one open task of an instance, or of an element of it."""
        wanted = select(UserTask).where(
            UserTask.instance_id == instance.id, UserTask.status == TaskStatus.OPEN
        )
        if element_id:
            wanted = wanted.where(UserTask.element_id == element_id)
        with self.units_of_work.read() as session:
            return session.scalars(wanted).one()

    def timers(self, instance):
        wanted = select(TimerJob).where(TimerJob.instance_id == instance.id).order_by(TimerJob.id)
        with self.units_of_work.read() as session:
            return {job.element_id: job for job in session.scalars(wanted)}

    def completes(self, person, task, **answers):
        with self.units_of_work.open(Actor.person(person.id)) as uow:
            return complete_task(uow, self.engine, task.id, answers)

    def time_passes(self):
        """Let the scheduler do everything that is due by now."""
        return work_off(self.units_of_work, self.engine)
