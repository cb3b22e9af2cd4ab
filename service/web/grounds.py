"""What a person decides on: the nominations before them, the votes, and what the last step said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.edge.context import reading
from service.edge.identity import viewer
from service.forms import FieldKind, Form
from service.forms.words import named
from service.models import Nomination, Tally, TaskStatus, UserTask
from service.operations.tasks import form_of
from service.queries.cases import Case
from service.queries.nominations import (
    council_session_of,
    nominations_of_campaign,
    tallies_of_session,
)
from service.queries.subjects import cases_of, has_subjects, subjects_of
from service.web.outcomes import answer_words, label_of, rows_words
from service.web.questions import Rows

#: What the members of a council said each for themselves is not for the others to read.
_EACH_FOR_THEMSELVES = "council_session"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The step before, with what was answered in it."""

    task: UserTask
    given: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What lies on the table when a task is done."""

    nominations: Sequence[Nomination]
    cases: Mapping[int, int]
    tallies: Sequence[Tally]
    earlier: Earlier | None
    is_empty_list: bool


def grounds_of(task: UserTask, case: Case, form: Form | None) -> Grounds:
    """Gather what a task is decided on, without what its own questions list already."""
    listed = form is not None and any(one.kind is FieldKind.ROWS for one in form.questions())
    tallies = _tallies(case)
    nominations = () if listed or tallies else subjects_of(reading(), case.instance)
    return Grounds(
        nominations=nominations,
        cases=cases_of(reading(), viewer(), nominations) if nominations else {},
        tallies=() if listed else tallies,
        earlier=_earlier(task, case),
        is_empty_list=has_subjects(case.instance) and not (listed or tallies or nominations),
    )


def given_in(form: Form | None, rows: Rows, task: UserTask) -> Iterator[tuple[str, str]]:
    """The answers of a completed task, as a person reads them."""
    return answers_told(form, rows, task, task.answers or {})


def answers_told(
    form: Form | None, rows: Rows, task: UserTask, answers: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Some answers to the questions of a task, as a person reads them."""
    if form is None or not answers:
        return
    # The rows of a list are those of now; what was answered then may be about others.
    campaign_id = task.instance.campaign_id
    labels = {one.key: named(one) for one in nominations_of_campaign(reading(), campaign_id)}
    labels |= {row.key: row.label for lines in rows.values() for row in lines}
    for one in form.questions():
        if one.kind is FieldKind.ROWS:
            yield from rows_words(one, labels, answers.get(one.key) or {})
        elif one.key in answers:
            yield label_of(one), answer_words(one, answers[one.key])


def _tallies(case: Case) -> Sequence[Tally]:
    session = council_session_of(reading(), case.instance)
    return tallies_of_session(reading(), session.id) if session is not None else ()


def _earlier(task: UserTask, case: Case) -> Earlier | None:
    if case.instance.process_key == _EACH_FOR_THEMSELVES:
        return None
    done = [one for one in case.tasks if one.status == TaskStatus.COMPLETED and one.id != task.id]
    if not done or task.status != TaskStatus.OPEN:
        return None
    last = max(done, key=lambda one: (one.closed_at or one.opened_at, one.id))
    answers = given_in(form_of(reading(), last, case.instance), {}, last)
    given = [(name, text) for name, text in answers if text]
    return Earlier(last, given) if given else None
