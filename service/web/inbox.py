"""The inbox: what waits for me, for my groups, and all I may see."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from service.edge.context import now, reading
from service.edge.identity import viewer
from service.queries.cursors import read_cursor
from service.queries.inbox import Tab, Wanted, count_tasks, list_tasks, units_with_cases

blueprint = Blueprint("inbox", __name__)
#: So many tasks are read before one turns the page.
PAGE = 25


@blueprint.get("/")
def inbox_page() -> ResponseReturnValue:
    """Show one tab of the inbox, searched and narrowed as the address says."""
    asked = _wanted()
    counts = count_tasks(reading(), viewer(), asked)
    wanted = replace(asked, tab=_tab(request.args.get("tab"), counts))
    return render_template(
        "_inbox_rows.html" if _only_rows_asked() else "inbox.html",
        wanted=wanted,
        page=list_tasks(reading(), viewer(), wanted),
        counts=counts,
        units=units_with_cases(reading(), viewer()),
        tabs=Tab,
        now=wanted.now,
    )


def _wanted() -> Wanted:
    asked = request.args
    return Wanted(
        tab=Tab.MINE,
        now=now(),
        term=asked.get("q", "")[:100],
        unit=asked.get("unit", ""),
        late_only=asked.get("late") == "1",
        after=read_cursor(asked.get("after")),
        limit=PAGE,
    )


def _tab(name: str | None, counts: Mapping[Tab, int]) -> Tab:
    """The tab that was asked for, else the first that has work of the viewer's."""
    if name in set(Tab):
        return Tab(name)
    return next((tab for tab in (Tab.MINE, Tab.GROUPS) if counts[tab]), Tab.MINE)


def _only_rows_asked() -> bool:
    return "inbox-rows" in request.headers.get("HX-Target", "")
