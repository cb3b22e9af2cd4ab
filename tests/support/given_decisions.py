"""Builders for what comes after the dossiers: a council, its nominations, the deciding offices.

How a nomination gets before the council is the story of other processes, so it is put there.
"""

from sqlalchemy import select

from service.audit.events import Event
from service.models import (
    Award,
    Content,
    Dossier,
    Group,
    Message,
    Nomination,
    NominationStatus,
    Person,
    Quota,
    Subject,
    TaskStatus,
    UserTask,
)
from service.operations.campaigns import create_campaign
from service.operations.definitions import deploy, shipped_files
from service.operations.instances import Subject as InstanceSubject
from service.operations.instances import start_instance
from service.operations.tasks import complete_task
from service.operations.timers import fire_timer
from service.unit_of_work import Actor
from tests.support import diagrams
from tests.support.given_processes import plan, process

PROCESSES = ("council_session", "department_award", "provincial_submission")


class Decisions:
    """A campaign whose nominations are before the council."""

    def __init__(self, given, units_of_work, engine):
        self.given, self.units_of_work, self.engine = given, units_of_work, engine
        self.people = {}

    def open_campaign(self, members=2):
        """Deploy the three processes, seat a council of so many and a chair, open a campaign."""
        self.given.calendar()
        with self.units_of_work.open(Actor.system()) as uow:
            deploy(uow, self.engine, _files())
        self.unit = self.given.unit("VP")
        for number in range(1, members + 1):
            self._seat(f"m{number}", Group.COUNCIL_MEMBER)
        for group in (
            Group.COUNCIL_CHAIR,
            Group.COUNCIL_SECRETARY,
            Group.DIRECTOR,
            Group.STANDING_BODY,
            Group.REGISTRY,
            Group.UNIT_CLERK,
        ):
            self._seat(group.value, group)
        with self.units_of_work.open(Actor.system()) as uow:
            self.campaign = create_campaign(uow, self.engine, plan())

    def limit(self, award, subject, limit):
        """Give out so many awards of a kind at most."""
        with self.units_of_work.open(Actor.system()) as uow:
            quota = Quota(campaign_id=self.campaign.id, award=award, subject=subject, limit=limit)
            uow.session.add(quota)
            uow.record(Event.CAMPAIGN_CHANGED, detail={"campaign": self.campaign.id})

    def _seat(self, username, group):
        self.people[username] = self.given.person(username, group, unit=self.unit)

    @property
    def council(self):
        """Everybody who votes, the chair last."""
        members = [one for name, one in self.people.items() if name.startswith("m")]
        return [*members, self.people["council_chair"]]

    def nomination(self, number, award=Award.GIAY_KHEN, **known):
        """Put a nomination before the council."""
        asked = {"subject": Subject.INDIVIDUAL, "is_woman": False} | known
        with self.units_of_work.open(Actor.system()) as uow:
            nomination = Nomination(
                campaign_id=self.campaign.id,
                number=number,
                unit_id=self.unit.id,
                nominee=f"Người thứ {number}",
                award=award,
                proposed_award=award,
                content=Content.SOLIDARITY,
                achievement="Thành tích tiêu biểu",
                status=NominationStatus.COUNCIL,
                created_at=uow.now,
                dossier=Dossier(),
                **asked,
            )
            uow.session.add(nomination)
            uow.flush()
            uow.record(Event.NOMINATION_PRESENTED, nomination_id=nomination.id)
            return nomination

    def suspends(self, nomination):
        """Hold a nomination still."""
        with self.units_of_work.open(Actor.system()) as uow:
            uow.session.get_one(Nomination, nomination.id).suspended_at = uow.now
            uow.record(Event.NOMINATION_SUSPENDED, nomination_id=nomination.id)

    def withdraws(self, nomination):
        """End a nomination as its own process would."""
        with self.units_of_work.open(Actor.system()) as uow:
            stored = uow.session.get_one(Nomination, nomination.id)
            stored.status = NominationStatus.WITHDRAWN
            uow.record(Event.NOMINATION_WITHDRAWN, nomination_id=nomination.id)

    def start(self, process_key, key):
        """Start one of the three processes."""
        with self.units_of_work.open(Actor.system()) as uow:
            return start_instance(
                uow,
                self.engine,
                process_key,
                key,
                InstanceSubject(self.campaign.id),
                {"campaign": self.campaign.code},
            )

    def does(self, instance, element_id, person=None, **answers):
        """Have the open task of an element completed, by this person or one of its group."""
        task = self.open_tasks(instance, element_id)[0]
        name = person or self._offered(task.id)
        with self.units_of_work.open(Actor.person(self.people[name].id)) as uow:
            complete_task(uow, self.engine, task.id, answers)

    def _offered(self, task_id):
        with self.units_of_work.read() as session:
            return session.get_one(UserTask, task_id).candidates[0].group.value

    def votes(self, instance, person: Person, **choices):
        """Have a member hand in the ballot paper: ``N001="yes"``; a pair adds a reason."""
        [task] = [
            one for one in self.open_tasks(instance, "cast_ballots") if one.assignee_id == person.id
        ]
        answers = {key: _vote(choice) for key, choice in choices.items()}
        with self.units_of_work.open(Actor.person(person.id)) as uow:
            complete_task(uow, self.engine, task.id, {"votes": answers})

    def fires(self, instance, element_id):
        """Let the moment of a timer of the instance come."""
        timer = self.given.timers(instance)[element_id]
        self.given.clock.move_to(timer.due_at.isoformat())
        with self.units_of_work.open(Actor.clock()) as uow:
            fire_timer(uow, self.engine, timer.id)

    def open_tasks(self, instance, element_id=None):
        """The open tasks of an instance, or of one element of it."""
        wanted = select(UserTask).where(
            UserTask.instance_id == instance.id, UserTask.status == TaskStatus.OPEN
        )
        if element_id:
            wanted = wanted.where(UserTask.element_id == element_id)
        with self.units_of_work.read() as session:
            return session.scalars(wanted.order_by(UserTask.id)).all()

    def waiting(self, instance):
        """The elements of an instance that wait for a person."""
        return sorted({one.element_id for one in self.open_tasks(instance)})

    def told(self, name):
        """What messages of this name said, by the business key they were sent to."""
        wanted = select(Message).where(Message.name == name).order_by(Message.id)
        with self.units_of_work.read() as session:
            return {one.business_key: one.variables for one in session.scalars(wanted)}

    def rows(self, model, **known):
        """All rows of a table, or those with these values, in the order they were written."""
        with self.units_of_work.read() as session:
            return session.scalars(select(model).filter_by(**known).order_by(model.id)).all()

    def council_meets(self, key="2025/council/1", absent=(), **asked):
        """Convene the council and call the roll."""
        instance = self.start("council_session", key)
        self.convenes(instance, **asked)
        self.calls_the_roll(instance, absent)
        return instance

    def convenes(self, instance, **asked):
        meeting = {"date": "2025-12-24", "time": "14:00", "place": "Phòng họp"}
        self.does(instance, "convene", **meeting, **asked)

    def calls_the_roll(self, instance, absent=()):
        roll = {
            str(one.id): {"present": True}
            if one not in absent
            else {"present": False, "reason": "Đi công tác"}
            for one in self.council
        }
        self.does(instance, "record_attendance", attendance=roll)

    def council_passes(self, *nominations):
        """Have a session vote for all of these with one voice, and conclude."""
        instance = self.council_meets()
        for person in self.council:
            self.votes(instance, person, **{one.key: "yes" for one in nominations})
        self.does(instance, "confirm_result", confirmed=True)
        return instance


def _vote(choice):
    if isinstance(choice, tuple):
        return {"choice": choice[0], "reason": choice[1]}
    return {"choice": choice}


def _files():
    wanted = {"vote_threshold", "bonus", *PROCESSES}
    shipped = shipped_files()
    forms = [one for one in shipped if one.kind.value == "form"]
    return [
        process("campaign", diagrams.CAMPAIGN),
        *(one for one in shipped if one.key in wanted),
        *forms,
    ]
