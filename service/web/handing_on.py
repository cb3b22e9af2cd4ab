"""Handing a task to another person, getting it back, and reassigning it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, engine, now, reading
from service.edge.identity import actor, viewer
from service.edge.language import language
from service.edge.language import say as _
from service.errors import Conflict, Invalid, NotAllowed
from service.models import TaskStatus, UserTask
from service.operations.delegating import delegate_task, take_back_task
from service.operations.reassigning import reassign_task
from service.operations.recalling import is_touched, recall_task
from service.permissions import (
    check_may_claim,
    check_may_oversee,
    day_of,
    may_recall,
    may_release,
    may_take_back,
)
from service.queries.absences import possible_receivers
from service.queries.tasks import find_task
from service.unit_of_work import UnitOfWork
from service.web.asking import Asking, Errors, Typed, needed_number
from service.web.away_words import HANDING_ON, HandingOn
from service.web.measures import worker

blueprint = Blueprint("handing_on", __name__, url_prefix="/tasks")
_ADDRESS = "/<int:task_id>/<any(delegate,reassign,recall):key>"


@dataclass(frozen=True, slots=True)
class Offer:
    """What the viewer may do about who does a task."""

    ways: tuple[HandingOn, ...] = ()
    can_take_back: bool = False
    can_give_back: bool = False


def offered(task: UserTask) -> Offer:
    """What the page of a task offers: to give it to somebody else, back, or to get it back."""
    if current_app.extensions["config"].is_rehearsal:
        return Offer()
    return Offer(
        ways=tuple(way for way, is_offered in _OFFERED.items() if is_offered(task)),
        can_take_back=bool(may_take_back(worker(), task)),
        can_give_back=task.acting_for_id is not None and bool(may_release(worker(), task)),
    )


@blueprint.get(_ADDRESS)
def handing_on_page(task_id: int, key: str) -> ResponseReturnValue:
    """Ask who is to do the task."""
    return _page(HandingOn(key), _visible(task_id))


@blueprint.post(_ADDRESS)
def hand_on(task_id: int, key: str) -> ResponseReturnValue:
    """Give the task to the chosen person."""
    way, task = HandingOn(key), _visible(task_id)
    try:
        with commanding(actor()) as uow:
            _HANDING[way](uow, task_id, request.form)
    except Invalid as error:
        return _page(way, _visible(task_id), error.fields), 422
    except (Conflict, NotAllowed) as error:
        return _page(way, _visible(task_id), refusal=error.sentence(language())), 409
    flash(str(HANDING_ON[way].done))
    if find_task(reading(), viewer(), task.id) is None:
        return redirect(url_for("inbox.inbox_page"))
    return redirect(url_for("tasks.task_page", task_id=task_id))


@blueprint.post("/<int:task_id>/take-back")
def take_back(task_id: int) -> ResponseReturnValue:
    """Get back what somebody has in one's stead."""
    _visible(task_id)
    with commanding(actor()) as uow:
        task = take_back_task(uow, task_id)
    flash(_("“%(task)s” is yours again.", task=task.name))
    return redirect(url_for("tasks.task_page", task_id=task_id))


def _delegate(uow: UnitOfWork, task_id: int, typed: Typed) -> None:
    delegate_task(uow, task_id, needed_number(typed, "person"))


def _reassign(uow: UnitOfWork, task_id: int, typed: Typed) -> None:
    reassign_task(uow, task_id, needed_number(typed, "person"), typed.get("reason", ""))


def _recall(uow: UnitOfWork, task_id: int, typed: Typed) -> None:
    recall_task(uow, engine(), task_id, typed.get("reason", ""))


_HANDING: Mapping[HandingOn, Callable[[UnitOfWork, int, Typed], None]] = {
    HandingOn.DELEGATE: _delegate,
    HandingOn.REASSIGN: _reassign,
    HandingOn.RECALL: _recall,
}


def _may_delegate(task: UserTask) -> bool:
    """Whether the task is the viewer's own to hand over."""
    person_id = viewer().person_id
    try:
        stead = check_may_claim(reading(), person_id, task, task.instance, now())
    except NotAllowed:
        return False
    return stead is None and bool(task.candidates)


def _may_reassign(task: UserTask) -> bool:
    try:
        check_may_oversee(reading(), viewer().person_id, task, task.instance)
    except NotAllowed:
        return False
    return task.status == TaskStatus.OPEN


def _may_recall(task: UserTask) -> bool:
    is_theirs = may_recall(viewer().person_id, task)
    return is_theirs and not is_touched(reading(), task.instance, task)


_OFFERED: Mapping[HandingOn, Callable[[UserTask], bool]] = {
    HandingOn.DELEGATE: _may_delegate,
    HandingOn.REASSIGN: _may_reassign,
    HandingOn.RECALL: _may_recall,
}


def _visible(task_id: int) -> UserTask:
    return find_task(reading(), viewer(), task_id) or abort(404)


def _asking(way: HandingOn, task: UserTask, errors: Errors) -> Asking:
    if way is HandingOn.RECALL:
        return Asking(request.form, errors).reason()
    people = possible_receivers(reading(), viewer(), task, day_of(now()))
    # Whatever is wrong with whoever is to get it belongs to the one question about a person.
    known = {name if name == "reason" else "person": codes for name, codes in errors.items()}
    asking = Asking(request.form, known).person("person", _("Who is to do it"), people)
    return asking.reason() if way is HandingOn.REASSIGN else asking


def _page(
    way: HandingOn, task: UserTask, errors: Errors | None = None, refusal: str | None = None
) -> str:
    asking = _asking(way, task, errors or {})
    problems = asking.problems
    if refusal is not None:
        problems.append((asking.questions[0].id, refusal))
    return render_template(
        "asking.html",
        wording=HANDING_ON[way],
        caption=task.name,
        questions=asking.questions,
        problems=problems,
        action=url_for("handing_on.hand_on", task_id=task.id, key=way.value),
        home=url_for("tasks.task_page", task_id=task.id),
    )
