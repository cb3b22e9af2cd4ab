"""/api/notices: what the caller was told, and what is to reach them by mail or calendar."""

from http import HTTPStatus
from typing import Any

from flask import request
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE

from service.api.schemas_notices import (
    CalendarFeedSchema,
    NoticePageSchema,
    NoticesAskedSchema,
    NoticesReadSchema,
    TopicsSchema,
    UnreadSchema,
)
from service.edge.context import commanding, config, reading
from service.edge.identity import actor, require_session, viewer
from service.models import Topic
from service.operations.calendar_feeds import close_calendar_feed, open_calendar_feed
from service.operations.notices import choose_topics, read_notices
from service.queries.notices import count_unread, list_notices, muted_topics

blueprint = Blueprint(
    "api-notices", __name__, url_prefix="/api/notices", description="What people are told"
)


@blueprint.route("")
class Notices(MethodView):
    """The notices of the caller."""

    @blueprint.arguments(NoticesAskedSchema, location="query", unknown=RAISE)
    @blueprint.response(200, NoticePageSchema)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """List notices, the newest first; ``cursor`` continues where a page ended"""
        person_id, limit = viewer().person_id, asked["limit"]
        found = list_notices(reading(), person_id, asked["cursor"], limit + 1)
        shown = found[:limit]
        return {
            "notices": shown,
            "unread": count_unread(reading(), person_id),
            "next_cursor": shown[-1].id if len(found) > limit else None,
        }


@blueprint.route("/read")
class NoticesRead(MethodView):
    """The notices that were read."""

    @blueprint.arguments(NoticesReadSchema, unknown=RAISE)
    @blueprint.response(200, UnreadSchema)
    def post(self, body: dict[str, Any]) -> dict[str, int]:
        """Mark notices as read"""
        person_id = viewer().person_id
        with commanding(actor()) as uow:
            read_notices(uow, body["ids"])
        return {"unread": count_unread(reading(), person_id)}


@blueprint.route("/topics")
class Topics(MethodView):
    """What the caller wants mails about."""

    @blueprint.response(200, TopicsSchema)
    def get(self) -> dict[str, Any]:
        """List the topics that go by mail"""
        return _topics()

    @blueprint.arguments(TopicsSchema, unknown=RAISE)
    @blueprint.response(200, TopicsSchema)
    def put(self, body: dict[str, Any]) -> dict[str, Any]:
        """Let these topics go by mail, and no others"""
        viewer()
        with commanding(actor()) as uow:
            choose_topics(uow, {Topic(one) for one in body["topics"]})
        return _topics()


@blueprint.route("/calendar-feed")
class CalendarFeeds(MethodView):
    """The secret address of the caller's calendar."""

    @blueprint.response(HTTPStatus.CREATED, CalendarFeedSchema)
    def post(self) -> dict[str, str]:
        """Make a new address; the former one opens nothing any more"""
        require_session()
        with commanding(actor()) as uow:
            token = open_calendar_feed(uow)
        return {"address": f"{config().home}{request.script_root}/calendar/{token}.ics"}

    @blueprint.response(HTTPStatus.NO_CONTENT)
    def delete(self) -> None:
        """Close the address"""
        require_session()
        with commanding(actor()) as uow:
            close_calendar_feed(uow)


def _topics() -> dict[str, Any]:
    muted = muted_topics(reading(), viewer().person_id)
    return {"topics": [one.value for one in Topic if one not in muted]}
