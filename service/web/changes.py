"""What has been done with a task since a page showed it, and what was typed on that page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.audit.events import Event
from service.edge.context import reading
from service.edge.identity import viewer
from service.edge.language import say as _
from service.forms import Field, FieldKind, Form
from service.models import TaskStatus, UserTask
from service.queries.cases import Happening, timeline
from service.queries.tasks import begun_by_others
from service.web.grounds import answers_told
from service.web.questions import Rows
from service.web.stories import in_stead
from service.web.words import EVENTS, word

#: What is done with one task.
_OF_TASK = frozenset(
    {
        *(Event.TASK_CLAIMED, Event.TASK_RELEASED, Event.TASK_HANDOVER_UNDONE),
        *(Event.TASK_DELEGATED, Event.TASK_TAKEN_BACK, Event.TASK_REASSIGNED),
        *(Event.TASK_COMPLETED, Event.TASK_CANCELLED),
    }
)
#: What is done with a whole case, its tasks included.
_OF_CASE = frozenset(
    {
        *(Event.TASK_RECALLED, Event.INSTANCE_WENT_BACK, Event.INSTANCE_MIGRATED),
        *(Event.INSTANCE_SUSPENDED, Event.INSTANCE_RESUMED, Event.INSTANCE_CANCELLED),
        *(Event.INSTANCE_VARIABLES_CHANGED, Event.DOSSIER_SAVED),
        *(Event.NOMINATION_WITHDRAWN, Event.NOMINATION_SUSPENDED, Event.NOMINATION_RESUMED),
        *(Event.NOMINATION_RETURNED, Event.NOMINATION_SUPPLEMENTED),
    }
)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was done: by whom, what and when."""

    who: str
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """What has been done since the ledger stood at ``seen``, and who else has begun the task.

    ``state`` is the same as long as there is nothing more to say.
    """

    seen: int
    changes: Sequence[Change]
    begun: Sequence[tuple[str, datetime]]

    @property
    def state(self) -> str:
        """How much there is to say."""
        return f"{len(self.changes)}-{len(self.begun)}"


def news_of(task: UserTask, seen: int) -> News:
    """Tell what was done with a task, and with its case, after a place in the ledger."""
    happenings = timeline(reading(), task.instance_id, after=seen)
    is_open = task.status == TaskStatus.OPEN
    begun = begun_by_others(reading(), task, viewer().person_id) if is_open else ()
    return News(seen, [_change(one) for one in happenings if _is_told(one, task)], begun)


def typed_words(
    form: Form | None, rows: Rows, task: UserTask, typed: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """What was typed, in words: to be read beside what somebody else answered."""
    if form is None:
        return []
    known = {one.key: _meant(one, typed.get(one.key)) for one in form.questions()}
    told = answers_told(form, rows, task, known)
    return [(label, text) for label, text in told if text]


def _is_told(happening: Happening, task: UserTask) -> bool:
    if happening.event in _OF_TASK:
        return happening.detail.get("task") == task.id
    return happening.event in _OF_CASE


def _change(happening: Happening) -> Change:
    who = in_stead(happening.person or _("the system"), happening.acted_for)
    return Change(who, str(word(EVENTS, happening.event)), happening.at)


def _meant(one: Field, value: Any) -> Any:
    """The answer a code on a page stands for."""
    if one.kind is FieldKind.ROWS:
        return {key: dict(_cells(one, row)) for key, row in (value or {}).items()}
    if isinstance(value, list):
        return [_of_code(one, each) for each in value]
    return _of_code(one, value)


def _cells(one: Field, row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for column in one.columns:
        yield column.key, _meant(column, row.get(column.key))


def _of_code(one: Field, value: Any) -> Any:
    for option in one.options:
        if str(option.value).lower() == str(value).lower():
            return option.value
    return value
