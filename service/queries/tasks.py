"""One user task as a person meets it: what it asks, about which case, and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from service.db.statements import fetch
from service.models import (
    Person,
    ProcessInstance,
    TaskDraft,
    TaskStatus,
    UserTask,
)
from service.queries.inbox import is_offered
from service.queries.viewers import Viewer, has_or_did, sees_instance, stands_in

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """What the viewer can do with a task now."""

    is_open: bool
    is_mine: bool
    is_offered: bool
    is_taken: bool

    @property
    def may_fill(self) -> bool:
        """Whether the form is theirs to fill in: claimed by them, or free and offered."""
        return self.is_open and (self.is_mine or (self.is_offered and not self.is_taken))


def may_see_task(session: Session, viewer: Viewer, task_id: int) -> bool:
    """Whether the task exists and is the viewer's to see."""
    whose = fetch(session.connection(), _WHOSE, {"task": task_id})
    if not whose or viewer.sees_all or viewer.person_id in whose[0]:
        return bool(whose)
    seen = select(UserTask.id).where(UserTask.id == task_id, _is_seen_by(viewer))
    return session.scalar(_with_instance(seen)) is not None


def find_task(session: Session, viewer: Viewer, task_id: int) -> UserTask | None:
    """The task, unless it does not exist or is not the viewer's to see."""
    return session.scalar(
        _with_instance(select(UserTask))
        .where(UserTask.id == task_id, _is_seen_by(viewer))
        .options(
            joinedload(UserTask.instance),
            joinedload(UserTask.assignee),
            joinedload(UserTask.acting_for),
            joinedload(UserTask.completed_by),
            selectinload(UserTask.candidates),
        )
    )


def _with_instance(tasks: Select[Row]) -> Select[Row]:
    return tasks.join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)


def _is_seen_by(viewer: Viewer) -> ColumnElement[bool]:
    return or_(sees_instance(viewer), is_offered(viewer), stands_in(viewer), has_or_did(viewer))


#: Those whose task it is, was done by, or is done for: they see it, whatever else holds.
_WHOSE = select(UserTask.assignee_id, UserTask.completed_by_id, UserTask.acting_for_id).where(
    UserTask.id == bindparam("task")
)


def standing_of(session: Session, viewer: Viewer, task: UserTask) -> TaskStanding:
    """Whether the task is open, whose it is and whether the viewer's groups may do it."""
    asked = select(is_offered(viewer), stands_in(viewer)).where(UserTask.id == task.id)
    offered, reached = session.execute(asked).one()
    return TaskStanding(
        is_open=task.status == TaskStatus.OPEN,
        is_mine=task.assignee_id == viewer.person_id,
        is_offered=bool(offered or reached),
        is_taken=task.assignee_id is not None and not reached,
    )


def is_personal(session: Session, task: UserTask) -> bool:
    """Whether several people were named for the same step at once, each for themselves.

    Such is a ballot paper: nobody fills it in instead, and what it says is its owner's.
    """
    if task.candidates or task.assignee_id is None:
        return False
    alike = select(UserTask.id).where(
        UserTask.instance_id == task.instance_id,
        UserTask.element_id == task.element_id,
        UserTask.opened_at == task.opened_at,
        UserTask.assignee_id != task.assignee_id,
    )
    return session.scalars(alike.limit(1)).first() is not None


def find_draft(session: Session, viewer: Viewer, task_id: int) -> TaskDraft | None:
    """What the viewer has filled in so far and not yet submitted."""
    return session.scalar(
        select(TaskDraft).where(
            TaskDraft.task_id == task_id, TaskDraft.person_id == viewer.person_id
        )
    )


def begun_by_others(
    session: Session, task: UserTask, person_id: int
) -> Sequence[tuple[str, datetime]]:
    """Who else has a draft of a task, by name, and since when: not what stands in it."""
    drafts = (
        select(Person.name, TaskDraft.saved_at)
        .join(Person, Person.id == TaskDraft.person_id)
        .where(TaskDraft.task_id == task.id, TaskDraft.person_id != person_id)
        .order_by(TaskDraft.saved_at)
    )
    return [(name, saved_at) for name, saved_at in session.execute(drafts)]


def tasks_before(session: Session, task: UserTask) -> Sequence[UserTask]:
    """What was completed in this case before the task, latest first.

    The same step right after itself means another one of the same kind: it begins empty.
    """
    done = session.scalars(
        select(UserTask)
        .where(
            UserTask.instance_id == task.instance_id,
            UserTask.status == TaskStatus.COMPLETED,
            UserTask.id != task.id,
        )
        .order_by(UserTask.closed_at.desc(), UserTask.id.desc())
    ).all()
    return () if done and done[0].element_id == task.element_id else done
