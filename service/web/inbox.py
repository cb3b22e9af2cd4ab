"""The inbox: what waits for me, for my groups, and all I may see."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from service.edge.context import now, reading
from service.edge.identity import viewer
from service.edge.language import language
from service.models import Group
from service.queries.inbox import REACH, Count, count_tasks, list_tasks
from service.queries.inbox_asked import Tab, read_wanted, written
from service.web.due import due_words
from service.web.handovers import undoable
from service.web.inbox_choices import choices
from service.web.views import audiences, shown_views

blueprint = Blueprint("inbox", __name__)
#: Those who may give a task to somebody else; of which tasks, the rules of tasks say.
OVERSEERS = frozenset({Group.ADMINISTRATOR, Group.UNIT_HEAD})
#: So many tasks are read before one turns the page.
PAGE = 25


@blueprint.get("/")
def inbox_page() -> ResponseReturnValue:
    """Show one tab of the inbox, searched and narrowed as the address says."""
    seen = _look()
    if _only_rows_asked():
        return _unless_unchanged(seen)
    return render_template("inbox.html", **seen, choices=choices(), state=_state(seen))


def _look() -> dict[str, Any]:
    asked = replace(read_wanted(request.args, now()), limit=PAGE)
    counts = count_tasks(reading(), viewer(), asked)
    wanted = replace(asked, tab=_tab(request.args.get("tab"), counts))
    page = list_tasks(reading(), viewer(), wanted)
    return {
        "wanted": wanted,
        "page": page,
        "counts": counts,
        "tabs": Tab,
        "reach": REACH,
        "now": wanted.now,
        "written": written(wanted),
        "views": shown_views(wanted),
        "audiences": audiences(),
        "can_reassign": bool(viewer().groups & OVERSEERS),
    }


def _tab(name: str | None, counts: Mapping[Tab, Count]) -> Tab:
    """The tab that was asked for, else the first that has work of the viewer's."""
    if name in set(Tab):
        return Tab(name)
    return next((tab for tab in (Tab.MINE, Tab.GROUPS) if counts[tab]), Tab.MINE)


def _only_rows_asked() -> bool:
    return "inbox-rows" in request.headers.get("HX-Target", "")


def _unless_unchanged(seen: dict[str, Any]) -> Response:
    """The rows, or 304 for a page that has them already."""
    state = _state(seen)
    if request.if_none_match.contains(state):
        response = Response(status=304)
    else:
        response = make_response(render_template("_inbox_rows.html", **seen, state=state))
    response.set_etag(state)
    return response


_TOLD = ("page", "counts", "written", "views")


def _state(seen: dict[str, Any]) -> str:
    """What the rows say, as a short word: it changes when anything a person reads does."""
    due = [due_words(row.due_at, seen["now"]) for row in seen["page"].rows]
    told = [due, undoable(), language(), *(seen[name] for name in _TOLD)]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
