"""Looks up what the rules about tasks need, and raises their refusals."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from service.models import Nomination, ProcessInstance, UserTask
from service.permissions import task_rules
from service.permissions.checks import worker_of
from service.permissions.rules import Ruling, Worker
from service.permissions.steads import day_of, steads_of
from service.permissions.ties import away_from


def check_may_claim(
    session: Session,
    person_id: int | None,
    task: UserTask,
    instance: ProcessInstance,
    now: datetime,
) -> int | None:
    """Raise unless the person may take this task as their own; return in whose stead."""
    worker = _worker(session, person_id, instance, now)
    return _granted(task_rules.may_claim(worker, task, away_from(session, task, instance)))


def check_may_complete(
    session: Session,
    person_id: int | None,
    task: UserTask,
    instance: ProcessInstance,
    now: datetime,
) -> int | None:
    """Raise unless the person may complete this task; return in whose stead."""
    worker = _worker(session, person_id, instance, now)
    return _granted(task_rules.may_complete(worker, task, away_from(session, task, instance)))


def check_may_release(session: Session, person_id: int | None, task: UserTask) -> None:
    """Raise unless the person may give this task back to its group."""
    task_rules.may_release(worker_of(session, person_id), task).require()


def check_may_remind(
    session: Session, person_id: int | None, task: UserTask, instance: ProcessInstance
) -> None:
    """Raise unless the person may remind whoever this task waits for."""
    task_rules.may_remind(worker_of(session, person_id), task, instance.unit_id).require()


def check_may_delegate(
    session: Session,
    person_id: int | None,
    task: UserTask,
    instance: ProcessInstance,
    delegate_id: int,
    now: datetime,
) -> None:
    """Raise unless the person may hand this task to another one."""
    worker = _worker(session, person_id, instance, now)
    away = away_from(session, task, instance)
    task_rules.may_delegate(worker, task, away, delegate_id).require()


def check_may_take_back(session: Session, person_id: int | None, task: UserTask) -> None:
    """Raise unless the person may get back what somebody has in their stead."""
    task_rules.may_take_back(worker_of(session, person_id), task).require()


def check_may_oversee(
    session: Session, person_id: int | None, task: UserTask, instance: ProcessInstance
) -> None:
    """Raise unless the person may give this task to anybody else."""
    worker = worker_of(session, person_id)
    task_rules.may_oversee(worker, task, _nomination(session, instance)).require()


def check_may_reassign(
    session: Session,
    person_id: int | None,
    task: UserTask,
    instance: ProcessInstance,
    assignee_id: int,
) -> None:
    """Raise unless the person may give this task to somebody else."""
    away = away_from(session, task, instance)
    worker, nomination = worker_of(session, person_id), _nomination(session, instance)
    task_rules.may_reassign(worker, task, away, assignee_id, nomination).require()


def _nomination(session: Session, instance: ProcessInstance) -> Nomination | None:
    number = instance.nomination_id
    return session.get_one(Nomination, number) if number is not None else None


def _worker(
    session: Session, person_id: int | None, instance: ProcessInstance, now: datetime
) -> Worker:
    worker = worker_of(session, person_id)
    steads = steads_of(session, worker.person_id, day_of(now))
    return replace(worker, steads=steads).within(instance.process_key)


def _granted(ruling: Ruling) -> int | None:
    ruling.require()
    return ruling.acting_for
