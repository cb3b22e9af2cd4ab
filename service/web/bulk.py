"""Doing the same with many tasks: what will be done first, then what became of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from service.edge.bulk import MOST_TASKS, Act, Given, Receiver, act_on, refusal_of
from service.edge.context import now, reading
from service.edge.identity import viewer
from service.edge.language import language, say_later
from service.edge.language import say as _
from service.errors import Conflict, Invalid, ServiceError
from service.forms import Form
from service.models import Person, UserTask
from service.operations.alike import SameAnswers, check_same
from service.operations.reasons import said
from service.operations.tasks import form_of
from service.permissions import day_of
from service.queries.absences import possible_receivers
from service.queries.inbox import InboxRow, find_rows
from service.queries.tasks import find_task
from service.web.addresses import local_target
from service.web.asking import Asking, needed_number
from service.web.questions import Question, problems_of, questions_of, read_answers

blueprint = Blueprint("bulk", __name__, url_prefix="/bulk")


@dataclass(frozen=True, slots=True)
class Wording:
    """What the pages of an act say."""

    title: object
    button: object
    done: object
    about: object


WORDINGS = {
    Act.CLAIM: Wording(
        say_later("Take several tasks"),
        say_later("Take them"),
        say_later("taken"),
        say_later("They become yours; nobody else does them meanwhile."),
    ),
    Act.RELEASE: Wording(
        say_later("Give several tasks back"),
        say_later("Give them back"),
        say_later("given back"),
        say_later("They go back to their groups; drafts are kept."),
    ),
    Act.REMIND: Wording(
        say_later("Remind people of several tasks"),
        say_later("Remind them"),
        say_later("reminded"),
        say_later(
            "Whoever has a task gets a mail, or everybody in its group: one mail a person with"
            " everything in it, and once a day for each task."
        ),
    ),
    Act.COMPLETE: Wording(
        say_later("Complete several tasks"),
        say_later("Complete them"),
        say_later("completed"),
        say_later("Each task gets the same answers, and each process goes on by itself."),
    ),
    Act.REASSIGN: Wording(
        say_later("Reassign several tasks"),
        say_later("Reassign them"),
        say_later("reassigned"),
        say_later(
            "Whoever has them now has them no more; drafts are kept. Only those who may do every"
            " one of them can be chosen."
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One chosen task, and why nothing can be done with it, if so."""

    row: InboxRow
    refusal: str


@blueprint.get("")
def confirm_page() -> ResponseReturnValue:
    """Show what would be done with the chosen tasks, and with which of them it can be."""
    act, back = _act(request.args.get("act", "")), local_target(request.args.get("next"))
    rows = find_rows(reading(), viewer(), _chosen(request.args.getlist("task")))
    if not rows:
        flash(_("Choose at least one task first."))
        return redirect(back)
    return _confirm(act, rows, back)


@blueprint.post("/<act>")
def act_page(act: str) -> ResponseReturnValue:
    """Do it, task by task, and show what became of each."""
    wanted = _act(act)
    rows = find_rows(reading(), viewer(), _chosen(request.form.getlist("task")))
    back = local_target(request.form.get("next"))
    if not rows:
        flash(_("None of the chosen tasks waits any more."))
        return redirect(back)
    try:
        given = _given(wanted, rows)
    except Invalid as error:
        return _confirm(wanted, rows, back, error.fields), 422
    outcomes = act_on(wanted, _chosen(request.form.getlist("task")), given)
    names = {row.id: row for row in rows}
    return render_template(
        "bulk_done.html",
        act=wanted,
        wording=WORDINGS[wanted],
        lines=[(names.get(one.task_id), one, _sentence(one.error)) for one in outcomes],
        done=sum(one.error is None for one in outcomes),
        back=back,
    )


def _confirm(
    act: Act, rows: list[InboxRow], back: str, errors: Mapping[str, list[str]] | None = None
) -> str:
    form = _form(act, rows)
    lines = [Line(row, _sentence(_refusal(act, row, rows[0], form))) for row in rows]
    possible = [line.row for line in lines if not line.refusal]
    questions = _questions(act, possible, form, errors or {})
    return render_template(
        "bulk.html",
        act=act,
        wording=WORDINGS[act],
        lines=lines,
        possible=possible,
        questions=questions,
        problems=list(problems_of(questions)),
        now=now(),
        back=back,
    )


def _questions(
    act: Act, rows: list[InboxRow], form: Form | None, errors: Mapping[str, list[str]]
) -> list[Question]:
    if act is Act.REASSIGN:
        receivers = _receivers(rows)
        return (
            Asking(request.form, errors)
            .person("person", _("Who is to do it"), receivers)
            .reason()
            .questions
        )
    return questions_of(form.shared(), {}, _typed(form), errors) if form else []


def _receivers(rows: list[InboxRow]) -> list[Person]:
    """Those who may do every one of these tasks."""
    today = day_of(now())
    of_each = [possible_receivers(reading(), viewer(), _task(row.id), today) for row in rows]
    return [one for one in of_each[0] if all(one in others for others in of_each)] if rows else []


def _given(act: Act, rows: list[InboxRow]) -> Given:
    match act:
        case Act.COMPLETE:
            return _same(rows, _form(act, rows))
        case Act.REASSIGN:
            person_id = needed_number(request.form, "person")
            return Receiver(person_id, said("reason", request.form.get("reason", "")))
        case _:
            return None


def _form(act: Act, rows: list[InboxRow]) -> Form | None:
    """The form all the tasks are answered in: that of the first."""
    if act is not Act.COMPLETE:
        return None
    task = _task(rows[0].id)
    return form_of(reading(), task, task.instance)


def _typed(form: Form) -> dict[str, Any]:
    return read_answers(form.shared(), {}, request.form) if request.method == "POST" else {}


def _refusal(act: Act, row: InboxRow, first: InboxRow, form: Form | None) -> ServiceError | None:
    if act is Act.COMPLETE and row.element_id != first.element_id:
        return Conflict("task.step_differs")
    if form is not None and not form.takes_one_answer_for_many:
        return Conflict("task.one_by_one")
    return refusal_of(reading(), act, _task(row.id))


def _same(rows: list[InboxRow], form: Form | None) -> SameAnswers:
    answers = _typed(form) if form is not None else {}
    check_same(form, answers)
    seen = {row.id: request.form.get(f"revision-{row.id}", "") for row in rows}
    revisions = {number: int(text) for number, text in seen.items() if text.isdecimal()}
    return SameAnswers(rows[0].element_id, answers, revisions)


def _act(name: str) -> Act:
    return Act(name) if name in set(Act) else abort(404)


def _chosen(ids: list[str]) -> list[int]:
    return [int(one) for one in dict.fromkeys(ids) if one.isdecimal()][:MOST_TASKS]


def _task(task_id: int) -> UserTask:
    return find_task(reading(), viewer(), task_id) or abort(404)


def _sentence(error: ServiceError | None) -> str:
    return error.sentence(language()) if error is not None else ""
