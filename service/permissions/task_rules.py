"""The rules about tasks: arithmetic on what the caller looked up."""

from collections.abc import Iterator

from service.models import Group, Nomination, TaskStatus, UserTask
from service.permissions.duties import Away
from service.permissions.rules import (
    PLANNING,
    YES,
    Memberships,
    Ruling,
    Stead,
    Worker,
    may_administer,
)

_NOBODY_AWAY: Away = {}


def may_claim(worker: Worker, task: UserTask, away: Away = _NOBODY_AWAY) -> Ruling:
    """Tell whether a person may take a task as their own, and in whose stead.

    Whoever stands in for somebody who has to keep away keeps away as well.
    """
    if task.status != TaskStatus.OPEN:
        return Ruling("task.not_open")
    ways = list(_ways(worker, task))
    if not ways:
        return _not_theirs(worker, task)
    if worker.person_id in away:
        return Ruling(away[worker.person_id])
    free = [one for one in ways if one not in away]
    return Ruling(acting_for=free[0]) if free else Ruling("task.stands_in_for_tied")


def may_complete(worker: Worker, task: UserTask, away: Away = _NOBODY_AWAY) -> Ruling:
    """Tell whether a person may complete a task, claimed before or not."""
    return may_claim(worker, task, away)


def may_release(worker: Worker, task: UserTask) -> Ruling:
    """Tell whether a person may give a claimed task back; one that names them stays theirs."""
    if task.status != TaskStatus.OPEN:
        return Ruling("task.not_open")
    if task.assignee_id != worker.person_id:
        return Ruling("task.not_claimed")
    return YES if task.candidates else Ruling("task.named_person")


def may_delegate(worker: Worker, task: UserTask, away: Away, delegate_id: int) -> Ruling:
    """Tell whether a person may hand a task to another one, who then acts in their stead."""
    ruling = may_claim(worker, task, away)
    if not ruling:
        return ruling
    if ruling.acting_for is not None:
        return Ruling("task.delegated_before")
    if not task.candidates:
        return Ruling("task.named_person")
    return _may_receive(worker, away, delegate_id)


def may_take_back(worker: Worker, task: UserTask) -> Ruling:
    """Tell whether a person may get back a task that somebody has in their stead."""
    if task.status != TaskStatus.OPEN:
        return Ruling("task.not_open")
    is_theirs = task.assignee_id is not None and task.acting_for_id == worker.person_id
    return YES if is_theirs else Ruling("task.not_delegated")


def may_reassign(
    worker: Worker, task: UserTask, away: Away, assignee_id: int, nomination: Nomination | None
) -> Ruling:
    """Tell whether a person may give a task to somebody else, whoever has it: never to oneself."""
    if task.status != TaskStatus.OPEN:
        return Ruling("task.not_open")
    ruling = may_oversee(worker, task, nomination)
    return _may_receive(worker, away, assignee_id) if ruling else ruling


def may_remind(worker: Worker, task: UserTask, unit_id: int | None) -> Ruling:
    """Tell whether a person may remind whoever a task waits for: the office, the unit's head."""
    if task.assignee_id == worker.person_id:
        return Ruling("task.remind_oneself")
    is_head = unit_id is not None and worker.belongs_to({Group.UNIT_HEAD}, unit_id)
    return YES if is_head or worker.belongs_to(PLANNING) else Ruling("task.remind_not_allowed")


def may_recall(person_id: int | None, task: UserTask) -> bool:
    """Tell whether a task was sent by a person, or in their stead."""
    is_done = task.status == TaskStatus.COMPLETED and person_id is not None
    return is_done and person_id in (task.completed_by_id, task.acting_for_id)


def may_oversee(worker: Worker, task: UserTask, nomination: Nomination | None) -> Ruling:
    """Tell whether somebody may reassign a task: administrators, and the head of its unit."""
    if nomination is not None and nomination.person_id == worker.person_id:
        return Ruling("task.reassign_not_allowed")
    is_head = task.unit_id is not None and worker.belongs_to({Group.UNIT_HEAD}, task.unit_id)
    return YES if is_head or may_administer(worker) else Ruling("task.reassign_not_allowed")


def _may_receive(worker: Worker, away: Away, person_id: int) -> Ruling:
    if person_id == worker.person_id:
        return Ruling("task.to_oneself")
    return Ruling("task.receiver_keeps_away") if person_id in away else YES


def _ways(worker: Worker, task: UserTask) -> Iterator[int | None]:
    """In whose stead a person can do a task, themselves first."""
    if task.assignee_id == worker.person_id and _still_has(worker, task):
        yield task.acting_for_id
    elif task.assignee_id is None and _is_offered(worker.memberships, task):
        yield None
    yield from (one.person_id for one in worker.steads if _goes_over(one, task))


def _still_has(worker: Worker, task: UserTask) -> bool:
    """A substitute's hold on a task ends with the absence; a delegate's does not."""
    if task.acting_for_id is None or task.delegated_at is not None:
        return True
    return task.acting_for_id in {one.person_id for one in worker.steads}


def _goes_over(stead: Stead, task: UserTask) -> bool:
    """Whether a task reaches whoever stands in; what names a person stays with that person."""
    is_offered = _is_offered(stead.memberships, task)
    if task.assignee_id is None:
        return is_offered
    is_held = task.assignee_id == stead.person_id and task.acting_for_id is None
    return is_held and (is_offered or (stead.is_whole and bool(task.candidates)))


def _not_theirs(worker: Worker, task: UserTask) -> Ruling:
    if task.assignee_id == worker.person_id:
        return Ruling("task.stands_in_no_more")
    return Ruling("task.not_offered" if task.assignee_id is None else "task.claimed_by_other")


def _is_offered(memberships: Memberships, task: UserTask) -> bool:
    return any(
        group == one.group and one.unit_id in (None, unit)
        for one in task.candidates
        for group, unit in memberships
    )
