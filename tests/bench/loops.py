"""P10: one completion after many rounds of a loop, against the first hundred's median."""

import statistics

from sqlalchemy import func, select

from service.models import DefinitionKind, ProcessInstance, TaskStatus, UserTask
from service.operations.definition_files import DefinitionFile
from service.operations.tasks import complete_task
from service.unit_of_work import Actor
from tests.bench.figures import Stopwatch
from tests.bench.stage import staged
from tests.bench.work import FORM
from tests.support.given_processes import process
from tests.unit.workflows.drawing import boundary, draw, end, start, timer, user, xor

ROUNDS = 3_000
#: The rounds looked at, each by the median of the hundred that end there.
MARKS = (100, 1_000, 3_000)

LOOP = draw(
    start(),
    xor("again"),
    user("work", camunda__candidateGroups="standing_body", camunda__formKey="opinion"),
    boundary("late", "work", timer("${deadline('unit_deadline')}")),
    xor("more"),
    *map(end, ("end", "closed")),
    flows="""start -> again -> work -> more -[${agreed}]-> again
        more -*-> end
        late -> closed""",
    key="loop",
)
FILES = (process("loop", LOOP), DefinitionFile(DefinitionKind.FORM, "opinion", FORM))


def once(databases, temperature, at_hand):
    """Go through the loop with the whole command, and keep what every round took."""
    with staged(databases, "sqlite", at_hand=at_hand) as stage:
        stage.given.small_deployment(FILES)
        instance = stage.given.instance(stage.campaign, "loop", "loop")
        figures, took = {}, []
        for number in range(1, ROUNDS + 1):
            took.append(_round(stage, instance.id))
            if number in MARKS:
                name = f"P10 {temperature}, after {number} rounds"
                figures[f"{name}: CPU ms each"] = statistics.median(took[-100:]) * 1000
                figures[f"{name}: state, KB"] = _state(stage, instance.id) / 1024
    first = statistics.median(took[:100])
    for mark in MARKS[1:]:
        last = statistics.median(took[mark - 100 : mark])
        figures[f"P10 {temperature}, after {mark} rounds / the first hundred"] = last / first
    return figures


def _round(stage, instance_id):
    wanted = select(UserTask.id).where(
        UserTask.instance_id == instance_id, UserTask.status == TaskStatus.OPEN
    )
    with stage.given.units_of_work.read() as session:
        task_id = session.scalar(wanted)
    actor = Actor.person(stage.people["review"].id)
    answers = {"agreed": True, "comment": "Nhất trí"}
    with Stopwatch() as took, stage.given.units_of_work.open(actor) as uow:
        complete_task(uow, stage.given.engine, task_id, answers)
    return took.cpu


def _state(stage, instance_id):
    size = select(func.length(ProcessInstance.document)).where(ProcessInstance.id == instance_id)
    with stage.given.units_of_work.read() as session:
        return session.scalar(size)
