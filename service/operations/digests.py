"""The digest: all that waits for a person, in one mail a day."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from service.actions.words import due_sentences
from service.calendar import LOCAL_ZONE
from service.queries.inbox import Count, InboxRow, count_tab, waiting_for
from service.queries.inbox_asked import Due, Filters, Tab, Wanted
from service.queries.viewers import Viewer, find_viewer

#: So many tasks are named; the inbox shows the rest.
_NAMED = 8
_COUNTS = {
    "vi": "Việc của ông/bà: {mine}. Việc của nhóm: {groups}. Quá hạn: {late}.",
    "en": "Your tasks: {mine}. Tasks of your groups: {groups}. Overdue: {late}.",
}


def digest_of(session: Session, person_id: int, now: datetime) -> dict[str, object] | None:
    """Put together what waits for a person by language; nothing where nothing waits."""
    viewer = find_viewer(session, person_id)
    if viewer is None:
        return None
    mine, groups = (_count(session, viewer, now, tab) for tab in (Tab.MINE, Tab.GROUPS))
    if not mine and not groups:
        return None
    late = [_count(session, viewer, now, tab, Due.LATE).number for tab in (Tab.MINE, Tab.GROUPS)]
    numbers = {"mine": mine, "groups": groups, "late": sum(late)}
    named = waiting_for(session, viewer, now, _NAMED)
    return {
        "day": f"{now.astimezone(LOCAL_ZONE):%d/%m/%Y}",
        "total": mine.number + groups.number,
        "lines": {locale: _lines(locale, numbers, named) for locale in _COUNTS},
    }


def _count(
    session: Session, viewer: Viewer, now: datetime, tab: Tab, due: Due | None = None
) -> Count:
    return count_tab(session, viewer, Wanted(tab, now, Filters(due=due)))


def _lines(locale: str, numbers: Mapping[str, object], rows: list[InboxRow]) -> str:
    counted = _COUNTS[locale].format_map(numbers)
    return "\n".join([counted, *(_line(locale, row) for row in rows)])


def _line(locale: str, row: InboxRow) -> str:
    about = row.nominee or row.unit or row.campaign_name
    return f"– {row.name} ({about}). {due_sentences(row.due_at, None)[locale]}"
