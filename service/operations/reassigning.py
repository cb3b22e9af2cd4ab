"""Giving a task to somebody else, whoever has it: the remedy where nobody is left."""

from sqlalchemy.orm import Session

from service.audit.events import Event
from service.errors import NotAllowed
from service.models import HandoverKind, ProcessInstance, UserTask
from service.operations.handovers import hand_over
from service.operations.locking import lock_open_task, record_of_task
from service.operations.reasons import said
from service.operations.receivers import require_present
from service.operations.tasks import form_of
from service.permissions import check_may_reassign
from service.unit_of_work import UnitOfWork

#: The list of a form that is a ballot paper: nobody casts the vote of another member.
_BALLOT_PAPER = "ballot_paper"


def reassign_task(uow: UnitOfWork, task_id: int, assignee_id: int, reason: str) -> UserTask:
    """Give a task to somebody who then does it in their own name, with a reason."""
    task, instance = lock_open_task(uow, task_id)
    check_may_reassign(uow.session, uow.actor.person_id, task, instance, assignee_id)
    check_no_ballot(uow.session, task, instance)
    require_present(uow, assignee_id, "assignee")
    reason = said("reason", reason)
    former = task.assignee_id
    hand_over(uow, task, HandoverKind.REASSIGNED, assignee_id)
    told = {"to": assignee_id} if former is None else {"to": assignee_id, "from": former}
    record_of_task(uow, Event.TASK_REASSIGNED, task, instance, {"reason": reason}, **told)
    return task


def check_no_ballot(session: Session, task: UserTask, instance: ProcessInstance) -> None:
    """Raise where the task is a member's own vote, which nobody else casts."""
    form = form_of(session, task, instance)
    if form is not None and any(one.source == _BALLOT_PAPER for one in form.questions()):
        raise NotAllowed("task.ballot")
