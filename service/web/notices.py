"""What a person is told: the bell on every page, the list, and which of it goes by mail."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, config, reading
from service.edge.identity import actor, viewer
from service.edge.language import say as _
from service.models import Notice, Person, Topic
from service.operations.calendar_feeds import (
    close_calendar_feed,
    has_calendar_feed,
    open_calendar_feed,
)
from service.operations.notices import choose_topics, read_notices
from service.queries.cases import MENTIONED
from service.queries.definitions import offered_in
from service.queries.notices import count_unread, find_notice, list_notices, muted_topics
from service.web.calendar_feeds import feed_address
from service.web.topics import TOPICS

blueprint = Blueprint("notices", __name__)
#: So many notices are shown before one turns the page.
PAGE = 25
#: Whose session has ended is not led to the sign-in page by a clock.
_NOTHING_NEW = ("", HTTPStatus.NO_CONTENT)


@blueprint.app_template_global("unread_notices")
def unread_notices() -> int:
    """How much the person who looks has not read yet."""
    return count_unread(reading(), viewer().person_id)


@blueprint.get("/notices")
def notices_page() -> ResponseReturnValue:
    """Show what the person was told, the latest first."""
    return render_template("notices.html", **_listed())


@blueprint.get("/notices/rows")
def rows() -> ResponseReturnValue:
    """Show the list alone, for a page that looks again by itself."""
    return render_template("_notices.html", **_listed()) if g.viewer else _NOTHING_NEW


@blueprint.get("/notices/bell")
def bell() -> ResponseReturnValue:
    """Show the bell alone, for every page that looks again by itself."""
    return render_template("_bell.html") if g.viewer else _NOTHING_NEW


@blueprint.get("/notices/<int:notice_id>")
def open_notice(notice_id: int) -> ResponseReturnValue:
    """Go to what a notice is about, which is then read."""
    notice = find_notice(reading(), viewer().person_id, notice_id) or abort(404)
    target = _target_of(notice)
    if not config().is_rehearsal:
        with commanding(actor()) as uow:
            read_notices(uow, [notice_id])
    return redirect(target)


@blueprint.post("/notices/read")
def read() -> ResponseReturnValue:
    """Mark one notice as read, or all of them."""
    chosen = request.form.get("notice", type=int)
    with commanding(actor()) as uow:
        read_notices(uow, None if chosen is None else [chosen])
    if request.headers.get("HX-Request"):
        return render_template("_notices.html", **_listed(), with_bell=True)
    return redirect(url_for("notices.notices_page"))


@blueprint.get("/account/notices")
def settings_page() -> ResponseReturnValue:
    """Show what goes by mail, and the address of the calendar."""
    return _settings(feed=None)


@blueprint.post("/account/notices")
def choose() -> ResponseReturnValue:
    """Keep what is to go by mail from now on."""
    chosen = {Topic(one) for one in request.form.getlist("topic") if one in set(Topic)}
    with commanding(actor()) as uow:
        choose_topics(uow, chosen)
    flash(_("Your choice is saved."))
    return redirect(url_for("notices.settings_page"))


@blueprint.post("/account/calendar")
def open_calendar() -> ResponseReturnValue:
    """Make a new secret address and show it, this once."""
    with commanding(actor()) as uow:
        token = open_calendar_feed(uow)
    return _settings(feed=feed_address(token))


@blueprint.post("/account/calendar/close")
def close_calendar() -> ResponseReturnValue:
    """Make the secret address worthless."""
    with commanding(actor()) as uow:
        close_calendar_feed(uow)
    flash(_("The address of your calendar opens nothing any more."))
    return redirect(url_for("notices.settings_page"))


def _settings(feed: str | None) -> str:
    person_id = viewer().person_id
    return render_template(
        "notice_settings.html",
        topics=TOPICS,
        muted=muted_topics(reading(), person_id),
        email=reading().get_one(Person, person_id).email,
        has_feed=has_calendar_feed(reading(), person_id),
        feed=feed,
    )


def _listed() -> dict[str, object]:
    before = request.args.get("before", type=int)
    found = list_notices(reading(), viewer().person_id, before, PAGE + 1)
    shown = found[:PAGE]
    return {
        "notices": shown,
        "before": before,
        "next": shown[-1].id if len(found) > PAGE else None,
    }


def _target_of(notice: Notice) -> str:
    if notice.task_id is not None:
        return url_for("tasks.task_page", task_id=notice.task_id)
    if (key := offered_in(notice)) is not None:
        return url_for("definition_drafts.draft_page", key=key)
    if notice.instance_id is not None:
        part = "comments" if notice.kind == MENTIONED else None
        return url_for("cases.case_page", instance_id=notice.instance_id, _anchor=part)
    return url_for("inbox.inbox_page")
