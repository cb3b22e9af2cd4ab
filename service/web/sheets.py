"""What a task page shows, put together once for the first look and for a second try."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from werkzeug.datastructures import MultiDict

from service.edge.context import now, reading
from service.edge.identity import viewer
from service.errors import NotAllowed, ServiceError
from service.forms import FieldKind, Form
from service.models import TaskDraft, TaskStatus, UserTask
from service.operations.tasks import form_of, rows_of
from service.permissions import check_may_complete
from service.queries.cases import Case, case_of
from service.queries.inbox import InboxRow, waiting_for
from service.queries.tasks import TaskStanding, find_draft, is_personal, standing_of, tasks_before
from service.web.changes import News, news_of, typed_words
from service.web.documents import Offer, offered
from service.web.grounds import Grounds, given_in, grounds_of
from service.web.questions import Question, Rows, problems_of, questions_of, read_answers
from service.web.rulings import Ruling, rulings_of, weight
from service.web.stories import Story, tell

#: Two forms that share so many questions ask about the same thing.
_SAME_MATTER = 3
#: Whoever has done a task is shown so many others; the rest is in the inbox.
_NEXT_TASKS = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """A task with its questions, its standing and its case."""

    task: UserTask
    standing: TaskStanding
    questions: list[Question]
    answers: dict[str, Any]
    seen_revision: int
    case: Case
    story: Story
    conflict: ServiceError | None
    refusal: NotAllowed | None
    given: list[tuple[str, str]]
    grounds: Grounds
    #: The papers of the case: before whoever decides on it, and after whoever numbered one.
    papers: list[Offer]
    now: datetime
    draft: TaskDraft | None
    #: What was done since the page was opened, and who else has begun the task.
    news: News
    #: What was typed, in words, where somebody else was first.
    typed: list[tuple[str, str]]
    #: What else waits for the viewer, once this task is done.
    waiting: list[InboxRow]

    @property
    def last_rulings(self) -> tuple[Ruling, ...]:
        """What the rules said last about the nomination of this task, the gravest first."""
        askings = rulings_of(self.case) if self.case.nomination else []
        return tuple(sorted(askings[0].rulings, key=weight)) if askings else ()

    @property
    def is_stopped_by_rules(self) -> bool:
        """Whether a rule stands in the way of the nomination, which is then said first."""
        return bool({"BLOCK", "SUSPEND"} & {one.effect for one in self.last_rulings})

    @property
    def seen(self) -> int:
        """Where the ledger stood for this case when the page was made."""
        return _last_of(self.story)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Where each wrong answer stands, and what is wrong with it."""
        return list(problems_of(self.questions))


def sheet_of(
    task: UserTask,
    posted: MultiDict[str, str] | None = None,
    *,
    errors: Mapping[str, list[str]] | None = None,
    conflict: ServiceError | None = None,
) -> Sheet:
    """Put together the page of a task, from what was posted or from the beginning."""
    form = form_of(reading(), task, task.instance)
    rows = rows_of(reading(), form, task.instance, task.assignee_id or viewer().person_id)
    typed = read_answers(form, rows, posted) if form and posted is not None else {}
    case = case_of(reading(), task.instance)
    draft = find_draft(reading(), viewer(), task.id)
    is_open = task.status == TaskStatus.OPEN
    story = tell(case)
    return Sheet(
        task=task,
        standing=standing_of(reading(), viewer(), task),
        questions=_questions(form, rows, typed or _known(form, task, draft), errors),
        answers=typed,
        seen_revision=_number(posted, "revision", task.revision),
        case=case,
        story=story,
        conflict=conflict,
        refusal=_refusal(task),
        given=list(given_in(form, rows, task)) if _may_read_answers(task) else [],
        grounds=grounds_of(task, case, form),
        papers=offered(case),
        now=now(),
        draft=draft,
        news=news_of(task, _number(posted, "seen", _last_of(story))),
        typed=typed_words(form, rows, task, typed) if conflict is not None else [],
        waiting=[] if is_open else waiting_for(reading(), viewer(), now(), _NEXT_TASKS),
    )


def _may_read_answers(task: UserTask) -> bool:
    """Whether the answers are the viewer's to read: a ballot paper is its owner's alone."""
    return task.completed_by_id == viewer().person_id or not is_personal(reading(), task)


def _refusal(task: UserTask) -> NotAllowed | None:
    """Why the viewer may not complete the task, if so."""
    try:
        check_may_complete(reading(), viewer().person_id, task, task.instance, now())
    except NotAllowed as refusal:
        return refusal
    return None


def _questions(
    form: Form | None,
    rows: Rows,
    known: dict[str, Any],
    errors: Mapping[str, list[str]] | None,
) -> list[Question]:
    return questions_of(form, rows, known, errors) if form is not None else []


def _known(form: Form | None, task: UserTask, draft: TaskDraft | None) -> dict[str, Any]:
    """What the questions are filled with at first sight."""
    if form is None:
        return {}
    return task.answers or (draft.answers if draft is not None else _begun(form, task))


def _begun(form: Form, task: UserTask) -> dict[str, Any]:
    """What was answered before a detour; what decides the way is asked afresh."""
    asked = {
        one.key
        for one in form.questions()
        if one.variable is None and one.kind is not FieldKind.ROWS
    }
    for earlier in tasks_before(reading(), task):
        shared = asked & set(earlier.answers or {})
        if earlier.element_id == task.element_id or len(shared) >= _SAME_MATTER:
            return {key: (earlier.answers or {})[key] for key in shared}
    return {}


def _number(posted: MultiDict[str, str] | None, name: str, otherwise: int) -> int:
    text = posted.get(name, "") if posted is not None else ""
    return int(text) if text.isdecimal() else otherwise


def _last_of(story: Story) -> int:
    """Where the ledger stands for a case now."""
    return story.happenings[-1].sequence if story.happenings else 0
