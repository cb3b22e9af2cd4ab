"""A person's deadlines for their calendar program, at an address only they know."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, url_for
from flask_babel import force_locale

from service.edge.context import config, now, reading
from service.edge.language import LANGUAGES
from service.edge.language import say as _
from service.models import Deadline
from service.operations.calendar_feeds import whose_calendar
from service.queries.agenda import DueTask, campaign_dates, due_tasks
from service.queries.viewers import Viewer, find_viewer
from service.web import words
from service.web.icalendar import Appointment, write_calendar

blueprint = Blueprint("calendar_feeds", __name__, url_prefix="/calendar")


@blueprint.get("/<token>.ics")
def calendar(token: str) -> Response:
    """Show the calendar this secret opens; a calendar program cannot sign in."""
    person_id = whose_calendar(reading(), token)
    viewer = find_viewer(reading(), person_id) if person_id else None
    if viewer is None:
        abort(404)
    with force_locale(viewer.locale if viewer.locale in LANGUAGES else "vi"):
        text = write_calendar(_("Deadlines – Thi Đua"), _appointments(viewer), now())
    return Response(text, mimetype="text/calendar")


def feed_address(token: str) -> str:
    """The whole address to give a calendar program."""
    return f"{config().home}{url_for('calendar_feeds.calendar', token=token)}"


def _appointments(viewer: Viewer) -> Iterator[Appointment]:
    yield from map(_of_task, due_tasks(reading(), viewer, now()))
    yield from map(_of_campaign, campaign_dates(reading(), now()))


def _of_task(task: DueTask) -> Appointment:
    address = url_for("tasks.task_page", task_id=task.id)
    title = _("Due: %(task)s", task=task.name)
    return Appointment(
        _uid("task", task.id), title, task.about, task.due_at, config().home + address
    )


def _of_campaign(deadline: Deadline) -> Appointment:
    campaign = deadline.campaign
    address = url_for("campaigns.campaign_page", code=campaign.code)
    return Appointment(
        _uid("deadline", deadline.id),
        words.word(words.DEADLINES, deadline.name),
        campaign.name,
        deadline.due_at,
        config().home + address,
    )


def _uid(kind: str, number: int) -> str:
    return f"{kind}-{number}@{urlsplit(config().home).hostname}"
