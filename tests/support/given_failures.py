"""Diagrams that divide by what they are given, so that a nought makes a step fail; and people."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from service.models import Group, Incident, Message, MessageKind
from service.operations.failures import noting_failures
from service.operations.tasks import complete_task
from service.unit_of_work import Actor
from tests.support.diagrams import catch, diagram, end, timer, user_task
from tests.support.given_processes import SMALL_FILES, process


def script(element_id, text):
    return (
        f'<bpmn:scriptTask id="{element_id}" name="{element_id}"><bpmn:script>{text}</bpmn:script>'
        "</bpmn:scriptTask>"
    )


DIVIDING = script("divide", "share = 100 / parts")

#: Divides when a moment comes.
BY_CLOCK = diagram(
    "by_clock",
    [
        timer("moment", "${deadline('unit_deadline')}"),
        DIVIDING,
        user_task("judge", "director"),
        end(),
    ],
    [("begin", "moment"), ("moment", "divide"), ("divide", "judge"), ("judge", "finish")],
)
#: Divides when it is told to.
BY_WORD = diagram(
    "by_word",
    [catch("listen", "word"), DIVIDING, user_task("judge", "director"), end()],
    [("begin", "listen"), ("listen", "divide"), ("divide", "judge"), ("judge", "finish")],
    messages=("word",),
)
#: Divides when a person is done.
BY_PERSON = diagram(
    "by_person",
    [
        user_task("prepare", "standing_body", form="opinion"),
        DIVIDING,
        user_task("judge", "director"),
        end(),
    ],
    [("begin", "prepare"), ("prepare", "divide"), ("divide", "judge"), ("judge", "finish")],
)
#: Divides at once.
AT_ONCE = diagram(
    "at_once",
    [DIVIDING, user_task("judge", "director"), end()],
    [("begin", "divide"), ("divide", "judge"), ("judge", "finish")],
)
#: Asks for every part at once when a moment comes.
FOR_MANY = diagram(
    "for_many",
    [
        timer("moment", "${deadline('unit_deadline')}"),
        user_task("judge", "director").replace(
            "/>",
            '><bpmn:multiInstanceLoopCharacteristics camunda:collection="parts"'
            ' camunda:elementVariable="one"/></bpmn:userTask>',
        ),
        end(),
    ],
    [("begin", "moment"), ("moment", "judge"), ("judge", "finish")],
)
FRAGILE_FILES = (
    *SMALL_FILES,
    process("by_clock", BY_CLOCK),
    process("by_word", BY_WORD),
    process("by_person", BY_PERSON),
    process("at_once", AT_ONCE),
    process("for_many", FOR_MANY),
)


class Failures:
    """A campaign with fragile diagrams, and administrators to look after it."""

    def __init__(self, given, files=FRAGILE_FILES):
        self.given = given
        self.units_of_work, self.engine = given.units_of_work, given.engine
        given.calendar()
        given.small_deployment(files)
        self.campaign = given.campaign()
        self.admin = given.person("quantri", Group.ADMINISTRATOR)
        self.owner = given.person("quytrinh", Group.PROCESS_OWNER)

    def runs(self, process_key, business_key="x1", parts=0):
        return self.given.instance(self.campaign, process_key, business_key, parts=parts)

    def starts(self, process_key, business_key="new", **variables):
        """Have a case begun by a message."""
        with self.units_of_work.open(Actor.system()) as uow:
            uow.session.add(
                Message(
                    kind=MessageKind.START,
                    name=process_key,
                    process_key=process_key,
                    business_key=business_key,
                    campaign_id=self.campaign.id,
                    variables=variables,
                    sent_at=uow.now,
                )
            )
            uow.record("message:sent")

    def incidents(self):
        with self.units_of_work.read() as session:
            wanted = select(Incident).order_by(Incident.id)
            cases = (joinedload(Incident.instance), joinedload(Incident.message))
            return session.scalars(wanted.options(*cases)).all()

    def fails(self, clock):
        """Let the moment come and every try be used up."""
        clock.move_to("2025-12-15T17:00:00+07:00")
        for _ in range(3):
            self.given.time_passes()
            clock.advance(minutes=6)

    def does(self, person, act, *arguments, **named):
        with noting_failures(self.units_of_work, self.engine, Actor.person(person.id)) as uow:
            return act(uow, *arguments, **named)

    def completes(self, person, instance, **answers):
        task = self.given.open_task(instance)
        return self.does(person, complete_task, self.engine, task.id, answers)

    def rows(self, model, **wanted):
        with self.units_of_work.read() as session:
            return session.scalars(
                select(model).filter_by(**wanted).order_by(model.__mapper__.primary_key[0])
            ).all()
