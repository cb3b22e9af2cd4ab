"""One task: its form, its case beside it, and what became of it."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, engine, reading
from service.edge.identity import actor, viewer
from service.edge.language import language, moment
from service.edge.language import say as _
from service.errors import Conflict, Invalid, NotAllowed
from service.models import UserTask
from service.operations.drafts import drop_drafts, save_draft
from service.operations.tasks import claim_task, complete_task, release_task
from service.queries.tasks import find_task
from service.web.addresses import local_target
from service.web.changes import news_of
from service.web.sheets import Sheet, sheet_of

#: Whose session has ended is not led to the sign-in page by a clock.
_NOTHING_NEW = ("", HTTPStatus.NO_CONTENT)

blueprint = Blueprint("tasks", __name__, url_prefix="/tasks")


@blueprint.get("/<int:task_id>")
def task_page(task_id: int) -> ResponseReturnValue:
    """Show the task: to be filled in, or what became of it."""
    return render_template("task.html", sheet=sheet_of(_visible(task_id)))


@blueprint.post("/<int:task_id>")
def complete(task_id: int) -> ResponseReturnValue:
    """Take the answers and run the process on; what is wrong comes back with the input kept."""
    sheet = sheet_of(_visible(task_id), request.form)
    try:
        with commanding(actor()) as uow:
            complete_task(uow, engine(), task_id, sheet.answers, sheet.seen_revision)
            drop_drafts(uow, task_id)
    except Invalid as error:
        return _again(task_id, errors=error.fields), 422
    except Conflict as error:
        return _again(task_id, conflict=error), 409
    flash(_("Done: “%(task)s”.", task=sheet.task.name))
    return redirect(url_for("tasks.task_page", task_id=task_id))


@blueprint.post("/<int:task_id>/draft")
def save(task_id: int) -> ResponseReturnValue:
    """Keep what was filled in so far; a script asks for the words only, a press for the page."""
    sheet = sheet_of(_visible(task_id), request.form)
    try:
        with commanding(actor()) as uow:
            draft = save_draft(uow, task_id, sheet.answers)
    except (Conflict, NotAllowed) as error:
        if "HX-Request" in request.headers:
            return error.sentence(language())
        return _again(task_id, conflict=error), 409
    words = _("Draft saved %(when)s; only you see it.", when=moment(draft.saved_at))
    if "HX-Request" in request.headers:
        return words
    flash(words)
    return redirect(url_for("tasks.task_page", task_id=task_id))


@blueprint.get("/<int:task_id>/news")
def news(task_id: int) -> ResponseReturnValue:
    """What has been done with a task since a page showed it, for a page that asks by itself."""
    task = find_task(reading(), viewer(), task_id) if g.viewer else None
    if task is None:
        return _NOTHING_NEW
    told = news_of(task, request.args.get("seen", 0, type=int))
    if told.state == request.args.get("known"):
        return _NOTHING_NEW
    return render_template("_task_news.html", task=task, news=told, live=True)


@blueprint.post("/<int:task_id>/questions")
def questions(task_id: int) -> ResponseReturnValue:
    """The questions again, after an answer that decides which others are asked."""
    return render_template("_questions.html", sheet=sheet_of(_visible(task_id), request.form))


@blueprint.post("/<int:task_id>/claim")
def claim(task_id: int) -> ResponseReturnValue:
    """Take a task of one's groups."""
    _visible(task_id)
    try:
        with commanding(actor()) as uow:
            task = claim_task(uow, task_id)
    except Conflict as error:
        return _again(task_id, conflict=error), 409
    flash(_("“%(task)s” is yours now.", task=task.name))
    return redirect(url_for("tasks.task_page", task_id=task_id))


@blueprint.post("/<int:task_id>/release")
def release(task_id: int) -> ResponseReturnValue:
    """Give a task back to its group."""
    _visible(task_id)
    with commanding(actor()) as uow:
        task = release_task(uow, task_id)
    flash(_("“%(task)s” is back with its group.", task=task.name))
    return redirect(local_target(request.form.get("next")))


def _visible(task_id: int) -> UserTask:
    return find_task(reading(), viewer(), task_id) or abort(404)


def _again(task_id: int, **problems: Any) -> str:
    sheet: Sheet = sheet_of(_visible(task_id), request.form, **problems)
    return render_template("task.html", sheet=sheet)
