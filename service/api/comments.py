"""/api/cases/…/comments: what colleagues say about a case."""

from http import HTTPStatus
from typing import Any

from flask import Response, abort
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE

from service.api.idempotency import Outcome, answer_once
from service.api.schemas_comments import (
    CommentPageSchema,
    CommentsAskedSchema,
    CommentSchema,
    NewCommentSchema,
)
from service.edge.context import commanding, reading
from service.edge.identity import actor, viewer
from service.operations.comments import withdraw_comment, write_comment
from service.queries.comments import find_talk, list_comments

blueprint = Blueprint(
    "api-comments",
    __name__,
    url_prefix="/api/cases/<int:instance_id>/comments",
    description="What colleagues say about cases",
)


@blueprint.route("")
class Comments(MethodView):
    """What was said about a case."""

    @blueprint.arguments(CommentsAskedSchema, location="query", unknown=RAISE)
    @blueprint.response(200, CommentPageSchema)
    @blueprint.alt_response(404, description="No such case, or its talk is not the caller's")
    def get(self, asked: dict[str, Any], instance_id: int) -> dict[str, Any]:
        """List comments, the newest first; ``cursor`` continues where a page ended"""
        instance = find_talk(reading(), viewer(), instance_id) or abort(404)
        limit = asked["limit"]
        found = list_comments(reading(), instance.id, asked["cursor"], limit + 1)
        shown = found[:limit]
        return {
            "comments": shown,
            "next_cursor": shown[-1].id if len(found) > limit else None,
        }

    @blueprint.arguments(NewCommentSchema)
    @blueprint.response(HTTPStatus.CREATED, CommentSchema)
    @blueprint.alt_response(HTTPStatus.FORBIDDEN, description="Nominees take no part")
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="A secret vote is under way")
    def post(self, body: dict[str, Any], instance_id: int) -> Response:
        """Say something about a case; whoever is named is told"""

        def outcome() -> Outcome:
            return CommentSchema().dump(write_comment(uow, instance_id, **body)), 201

        with commanding(actor()) as uow:
            return answer_once(uow, outcome)


@blueprint.route("/<int:comment_id>/withdraw")
class WithdrawComment(MethodView):
    """Taking something back."""

    @blueprint.response(200, CommentSchema)
    @blueprint.alt_response(HTTPStatus.FORBIDDEN, description="Somebody else said it")
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="Withdrawn before")
    def post(self, instance_id: int, comment_id: int) -> Response:
        """Withdraw what one said; that something was said stays"""

        def outcome() -> Outcome:
            withdrawn = withdraw_comment(uow, instance_id, comment_id)
            return CommentSchema().dump(withdrawn), HTTPStatus.OK.value

        with commanding(actor()) as uow:
            return answer_once(uow, outcome)
