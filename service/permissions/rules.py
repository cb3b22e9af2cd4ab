"""The rules about people, tasks and nominations: arithmetic on what the caller looked up."""

from collections.abc import Collection
from dataclasses import dataclass

from service.errors import NotAllowed
from service.models import (
    UNIT_GROUPS,
    Group,
    Nomination,
    Person,
    ProcessInstance,
    TaskStatus,
    UserTask,
)

#: Preparing one's own nomination is not deciding about it; every other group decides.
_PREPARING = frozenset({Group.UNIT_CLERK})
#: They approve what somebody else has prepared in the same process.
_APPROVING = frozenset({Group.UNIT_HEAD, Group.DIRECTOR})
_OFFICE = frozenset({Group.STANDING_BODY})
#: They begin campaigns and move their dates; the plan still needs the Director's approval.
_PLANNING = frozenset({Group.STANDING_BODY, Group.ADMINISTRATOR})
#: They answer for what the diagrams say.
_OWNING = frozenset({Group.PROCESS_OWNER, Group.ADMINISTRATOR})

#: They write the papers of the department.
_WRITING = frozenset(
    {
        Group.STANDING_BODY,
        Group.COUNCIL_SECRETARY,
        Group.COUNCIL_CHAIR,
        Group.DIRECTOR,
        Group.REGISTRY,
    }
)

#: They keep the service running; whoever owns the diagrams looks on, and confirms.
_RUNNING = frozenset({Group.ADMINISTRATOR})
_LOOKING_AFTER = frozenset({Group.ADMINISTRATOR, Group.PROCESS_OWNER})


@dataclass(frozen=True, slots=True)
class Worker:
    """Who wants to act, with the groups they act for and the units where a group has one."""

    person_id: int
    memberships: frozenset[tuple[Group, int | None]]

    @classmethod
    def of(cls, person: Person) -> "Worker":
        """Take a person with the memberships of this moment."""
        pairs = frozenset((one.group, one.unit_id) for one in person.memberships)
        return cls(person.id, pairs)

    def belongs_to(self, groups: Collection[Group], unit_id: int | None = None) -> bool:
        """Tell whether one of these groups is theirs, in this unit where one is given."""
        return any(group in groups and unit_id in (None, unit) for group, unit in self.memberships)


@dataclass(frozen=True, slots=True)
class Ruling:
    """Yes, or the code of the sentence that says why not."""

    refusal: str | None = None

    def __bool__(self) -> bool:
        return self.refusal is None

    def require(self) -> None:
        """Raise the refusal, if there is one."""
        if self.refusal is not None:
            raise NotAllowed(self.refusal)


YES = Ruling()


def may_claim(
    worker: Worker,
    task: UserTask,
    nomination: Nomination | None = None,
    prepared_by: Collection[int] = (),
    apart_from: Collection[int] = (),
) -> Ruling:
    """Tell whether a person may take a task as their own."""
    if task.status != TaskStatus.OPEN:
        return Ruling("task.not_open")
    if task.assignee_id not in (None, worker.person_id):
        return Ruling("task.claimed_by_other")
    if task.assignee_id is None and not _is_offered(worker, task):
        return Ruling("task.not_offered")
    if worker.person_id in apart_from:
        return Ruling("task.kept_apart")
    return _four_eyes(worker, task, nomination, prepared_by)


def may_complete(
    worker: Worker,
    task: UserTask,
    nomination: Nomination | None = None,
    prepared_by: Collection[int] = (),
    apart_from: Collection[int] = (),
) -> Ruling:
    """Tell whether a person may complete a task, claimed before or not.

    ``prepared_by`` are those who completed other elements of the same instance, ``apart_from``
    those who did what the diagram keeps apart from this task.
    """
    return may_claim(worker, task, nomination, prepared_by, apart_from)


def needs_another_person(task: UserTask) -> bool:
    """Tell whether a task approves what somebody else has to have prepared."""
    return any(one.group in _APPROVING for one in task.candidates)


def may_release(worker: Worker, task: UserTask) -> Ruling:
    """Tell whether a person may give a claimed task back; one that names them stays theirs."""
    if task.status != TaskStatus.OPEN:
        return Ruling("task.not_open")
    if task.assignee_id != worker.person_id:
        return Ruling("task.not_claimed")
    return YES if task.candidates else Ruling("task.named_person")


def may_remind(worker: Worker, task: UserTask, unit_id: int | None) -> Ruling:
    """Tell whether a person may remind whoever a task waits for: the office, the unit's head."""
    if task.assignee_id == worker.person_id:
        return Ruling("task.remind_oneself")
    is_head = unit_id is not None and worker.belongs_to({Group.UNIT_HEAD}, unit_id)
    return YES if is_head or worker.belongs_to(_PLANNING) else Ruling("task.remind_not_allowed")


def may_withdraw(worker: Worker, nomination: Nomination) -> Ruling:
    """Tell whether a person may withdraw a nomination: the nominee, the unit, the office."""
    unit = worker.belongs_to({Group.UNIT_CLERK, Group.UNIT_HEAD}, nomination.unit_id)
    is_own = nomination.person_id == worker.person_id
    return YES if is_own or unit or worker.belongs_to(_OFFICE) else _NOT_THEIRS


def may_suspend(worker: Worker, nomination: Nomination) -> Ruling:
    """Tell whether a person may hold a nomination still or conclude that; never one's own."""
    if nomination.person_id == worker.person_id:
        return Ruling("task.own_nomination")
    return YES if worker.belongs_to(_OFFICE) else _NOT_THEIRS


def may_complain(worker: Worker, *, is_visible: bool) -> Ruling:
    """Tell whether a person may bring something forward: whoever may know of the nomination."""
    return YES if is_visible or worker.belongs_to(_OFFICE) else _NOT_THEIRS


def may_create_campaign(worker: Worker) -> Ruling:
    """Tell whether a person may begin a campaign."""
    return YES if worker.belongs_to(_PLANNING) else Ruling("campaign.not_allowed")


def may_move_deadline(worker: Worker) -> Ruling:
    """Tell whether a person may move a deadline of a campaign."""
    return YES if worker.belongs_to(_PLANNING) else Ruling("deadline.not_allowed")


def may_migrate(worker: Worker) -> Ruling:
    """Tell whether a person may move running instances to another version of their process."""
    return YES if worker.belongs_to(_OWNING) else Ruling("migration.not_allowed")


def may_deploy(worker: Worker) -> Ruling:
    """Tell whether a person may import diagrams and deploy them."""
    return YES if worker.belongs_to({Group.PROCESS_OWNER}) else Ruling("definition.not_allowed")


def may_make_document(worker: Worker, instance: ProcessInstance) -> Ruling:
    """Tell whether a person may make papers of a case: those who work on cases like it."""
    is_of_unit = instance.unit_id is not None and worker.belongs_to(UNIT_GROUPS, instance.unit_id)
    is_theirs = is_of_unit or worker.belongs_to(_WRITING)
    return YES if is_theirs else Ruling("document.not_allowed")


def may_replace_template(worker: Worker) -> Ruling:
    """Tell whether a person may replace the template of a paper."""
    return YES if worker.belongs_to(_PLANNING) else Ruling("template.not_allowed")


def may_administer(worker: Worker, nomination: Nomination | None = None) -> Ruling:
    """Tell whether a person may hold, end or mend a case; never that of their own nomination."""
    return _looks_after(worker, nomination, _RUNNING, "instance.not_allowed")


def may_second(
    worker: Worker, asked_by_id: int | None, nomination: Nomination | None = None
) -> Ruling:
    """Tell whether a person may confirm what an administrator asked for; never one's own asking."""
    if worker.person_id == asked_by_id:
        return Ruling("incident.same_person")
    return _looks_after(worker, nomination, _LOOKING_AFTER, "incident.not_allowed")


def may_see_incidents(worker: Worker) -> Ruling:
    """Tell whether a person may see what failed, with the data of then."""
    is_theirs = worker.belongs_to(_LOOKING_AFTER)
    return YES if is_theirs else Ruling("incident.not_allowed")


def _looks_after(
    worker: Worker, nomination: Nomination | None, groups: Collection[Group], refusal: str
) -> Ruling:
    if nomination is not None and nomination.person_id == worker.person_id:
        return Ruling("task.own_nomination")
    return YES if worker.belongs_to(groups) else Ruling(refusal)


_NOT_THEIRS = Ruling("nomination.not_allowed")


def _is_offered(worker: Worker, task: UserTask) -> bool:
    return any(worker.belongs_to({one.group}, one.unit_id) for one in task.candidates)


def _four_eyes(
    worker: Worker, task: UserTask, nomination: Nomination | None, prepared_by: Collection[int]
) -> Ruling:
    groups = {one.group for one in task.candidates}
    is_own = nomination is not None and nomination.person_id == worker.person_id
    if is_own and (not groups or groups - _PREPARING):
        return Ruling("task.own_nomination")
    if needs_another_person(task) and worker.person_id in prepared_by:
        return Ruling("task.same_person_twice")
    return YES
