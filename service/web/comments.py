"""What colleagues say about a case: on its page, on the page of a task, and on one of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, now, reading
from service.edge.identity import actor, viewer
from service.edge.language import language
from service.edge.language import say as _
from service.errors import Conflict, Invalid, ServiceError
from service.models import Comment, Person, ProcessInstance, UserTask
from service.operations.comments import LONGEST, withdraw_comment, write_comment
from service.permissions import day_of
from service.queries.comments import (
    find_talk,
    list_comments,
    listeners,
    secret_session_under_way,
)
from service.web.questions import answer_sentence

blueprint = Blueprint("comments", __name__, url_prefix="/cases/<int:instance_id>/comments")
#: So many are shown before one turns the page.
PAGE = 50
_TOP = "comments"


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said about a case, and whether and to whom the viewer can say something."""

    instance: ProcessInstance
    task_id: int | None
    comments: Sequence[Comment]
    #: Where the earlier ones begin, if there are any.
    earlier: int | None
    others: Sequence[Person]
    is_open: bool
    is_secret: bool
    typed: Mapping[str, str]
    problem: str | None

    @property
    def longest(self) -> int:
        """How long a comment can be."""
        return LONGEST


@blueprint.app_template_global("talk_about")
def talk_about(
    instance: ProcessInstance,
    task: UserTask | None = None,
    typed: Mapping[str, str] | None = None,
    problem: str | None = None,
) -> Talk | None:
    """What the viewer hears of a case; nothing where they are kept out of it."""
    if find_talk(reading(), viewer(), instance.id) is None:
        return None
    before = request.args.get("before", type=int)
    found = list_comments(reading(), instance.id, before, PAGE + 1)
    shown = found[:PAGE]
    is_secret = secret_session_under_way(reading(), instance) is not None
    is_open = not is_secret and not current_app.extensions["config"].is_rehearsal
    heard_by = listeners(reading(), instance, day_of(now())) if is_open else ()
    return Talk(
        instance=instance,
        task_id=task.id if task is not None else None,
        comments=shown[::-1],
        earlier=shown[-1].id if len(found) > PAGE else None,
        others=[one for one in heard_by if one.id != viewer().person_id],
        is_open=is_open,
        is_secret=is_secret,
        typed=typed or {},
        problem=problem,
    )


@blueprint.get("")
def comments_page(instance_id: int) -> ResponseReturnValue:
    """Show what was said about a case, and nothing else."""
    return _page(instance_id)


@blueprint.post("")
def write(instance_id: int) -> ResponseReturnValue:
    """Say something; what cannot be sent comes back with the words kept."""
    typed, task_id = request.form, request.form.get("task", type=int)
    chosen = [one for one in typed.getlist("mention") if one]
    try:
        with commanding(actor()) as uow:
            write_comment(uow, instance_id, typed.get("text", ""), chosen, task_id)
    except (Invalid, Conflict) as error:
        status = 422 if isinstance(error, Invalid) else 409
        return _page(instance_id, typed, _wrong(error)), status
    return _done(instance_id, _("Your comment is there."))


@blueprint.post("/<int:comment_id>/withdraw")
def withdraw(instance_id: int, comment_id: int) -> ResponseReturnValue:
    """Take back what one said."""
    with commanding(actor()) as uow:
        withdraw_comment(uow, instance_id, comment_id)
    return _done(instance_id, _("Your comment is withdrawn."))


def _done(instance_id: int, words: str) -> ResponseReturnValue:
    if "HX-Request" in request.headers:
        return _page(instance_id, done=words)
    flash(words)
    task_id = request.form.get("task", type=int)
    if task_id is not None:
        return redirect(url_for("tasks.task_page", task_id=task_id, _anchor=_TOP))
    return redirect(url_for("cases.case_page", instance_id=instance_id, _anchor=_TOP))


def _page(
    instance_id: int,
    typed: Mapping[str, str] | None = None,
    problem: str | None = None,
    done: str | None = None,
) -> str:
    instance = find_talk(reading(), viewer(), instance_id) or abort(404)
    task_id = request.form.get("task", type=int)
    task = reading().get(UserTask, task_id) if task_id is not None else None
    talk = talk_about(instance, task, typed, problem)
    alone = "HX-Request" in request.headers
    template = "_comments.html" if alone else "comments.html"
    return render_template(template, talk=talk, done=done)


def _wrong(error: ServiceError) -> str | None:
    """The sentence beside the field: what is wrong with the words, or with who is named."""
    if isinstance(error, Invalid) and "text" in error.fields:
        return answer_sentence(error.fields["text"])
    return error.sentence(language())
