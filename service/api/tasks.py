"""/api/tasks: the participant's side of the work list."""

import json
from http import HTTPStatus
from typing import Any

from flask import Response, abort, jsonify
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE
from sqlalchemy.orm import Session

from service.api.idempotency import Outcome, answer_once
from service.api.revisions import seen_revision
from service.api.schemas import AnswersSchema, OneTaskSchema
from service.api.schemas_inbox import TaskCountsSchema, TaskPageSchema, TasksAskedSchema
from service.edge.context import commanding, engine, now, reading
from service.edge.identity import actor, viewer
from service.models import UserTask
from service.operations.drafts import drop_drafts
from service.operations.tasks import claim_task, complete_task, form_of, release_task, rows_of
from service.queries.cursors import read_cursor
from service.queries.inbox import count_tasks, list_tasks
from service.queries.inbox_asked import Filters, Wanted
from service.queries.tasks import find_task, may_see_task

blueprint = Blueprint("api-tasks", __name__, url_prefix="/api/tasks", description="User tasks")


@blueprint.route("")
class Tasks(MethodView):
    """The work list."""

    @blueprint.arguments(TasksAskedSchema, location="query", unknown=RAISE)
    @blueprint.response(200, TaskPageSchema)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """List open tasks, the most urgent first"""
        page = list_tasks(reading(), viewer(), _wanted(asked))
        next_cursor = str(page.next) if page.next else None
        return {"tasks": page.rows, "next_cursor": next_cursor, "is_cut": page.is_cut}


@blueprint.route("/counts")
class TaskCounts(MethodView):
    """How much there is."""

    @blueprint.arguments(TasksAskedSchema, location="query", unknown=RAISE)
    @blueprint.response(200, TaskCountsSchema)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Count the tasks of each tab, as far as one looks"""
        counts = count_tasks(reading(), viewer(), _wanted(asked))
        return {tab.value: count for tab, count in counts.items()}


@blueprint.route("/<int:task_id>")
class Task(MethodView):
    """One task."""

    @blueprint.response(200, OneTaskSchema)
    def get(self, task_id: int) -> Response:
        """Show one task with its form; its ETag is what If-Match asks for"""
        response = jsonify(_body(reading(), visible(reading(), task_id)))
        response.set_etag(str(response.get_json()["revision"]))
        return response


@blueprint.route("/<int:task_id>/claim")
class ClaimTask(MethodView):
    """Taking a task."""

    @blueprint.response(200, OneTaskSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="Somebody else has it")
    def post(self, task_id: int) -> Response:
        """Take a task of one's groups"""
        with commanding(actor()) as uow:
            return answer_once(uow, lambda: done(uow.session, _claimed(uow, task_id)))


@blueprint.route("/<int:task_id>/release")
class ReleaseTask(MethodView):
    """Giving a task back."""

    @blueprint.response(200, OneTaskSchema)
    def post(self, task_id: int) -> Response:
        """Give a task back to its group"""
        with commanding(actor()) as uow:
            return answer_once(uow, lambda: done(uow.session, _released(uow, task_id)))


@blueprint.route("/<int:task_id>/complete")
class CompleteTask(MethodView):
    """Completing a task."""

    @blueprint.arguments(AnswersSchema)
    @blueprint.response(200, OneTaskSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="Done already, or held still")
    @blueprint.alt_response(HTTPStatus.PRECONDITION_FAILED, description="Changed meanwhile")
    def post(self, body: dict[str, Any], task_id: int) -> Response:
        """Complete a task with one's answers"""
        with commanding(actor()) as uow:
            return answer_once(
                uow, lambda: done(uow.session, _completed(uow, task_id, body["answers"]))
            )


def _claimed(uow: Any, task_id: int) -> UserTask:
    demand_visible(uow.session, task_id)
    return claim_task(uow, task_id)


def _released(uow: Any, task_id: int) -> UserTask:
    demand_visible(uow.session, task_id)
    return release_task(uow, task_id)


def _completed(uow: Any, task_id: int, answers: dict[str, Any]) -> UserTask:
    demand_visible(uow.session, task_id)
    task = complete_task(uow, engine(), task_id, answers, seen_revision())
    drop_drafts(uow, task_id)
    return task


def done(session: Session, task: UserTask) -> Outcome:
    """The answer to a command about a task: how it stands now."""
    session.flush()
    return _body(session, task), HTTPStatus.OK.value


def visible(session: Session, task_id: int) -> UserTask:
    """The task, or 404 where it is not the caller's to see."""
    return find_task(session, viewer(), task_id) or abort(404)


def demand_visible(session: Session, task_id: int) -> None:
    """Answer 404 where a task is not the caller's to see."""
    if not may_see_task(session, viewer(), task_id):
        abort(404)


def _wanted(asked: dict[str, Any]) -> Wanted:
    return Wanted(
        tab=asked["tab"],
        now=now(),
        filters=Filters(asked["q"], **{name: asked[name] for name in _FILTERS}),
        sort=asked["sort"],
        after=read_cursor(asked["cursor"]),
        limit=asked["limit"],
    )


_FILTERS = ("process", "campaign", "unit", "step", "due", "state")


def _body(session: Session, task: UserTask) -> dict[str, Any]:
    form = form_of(session, task, task.instance)
    found: dict[str, Any] = _ONE_TASK.dump(
        {
            **{name: getattr(task, name) for name in _PLAIN},
            "assignee": task.assignee.name if task.assignee else None,
            "acting_for": task.acting_for.name if task.acting_for else None,
            "completed_by": task.completed_by.name if task.completed_by else None,
            "groups": [one.group.value for one in task.candidates],
            "form": json.loads(form.drawn) if form else None,
            "rows": rows_of(
                session,
                form,
                task.instance,
                task.assignee_id or viewer().person_id,
            ),
        }
    )
    return found


_ONE_TASK = OneTaskSchema()
_PLAIN = (
    "id",
    "name",
    "element_id",
    "instance_id",
    "status",
    "revision",
    "opened_at",
    "due_at",
    "closed_at",
    "form_key",
)
