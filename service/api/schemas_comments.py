"""The shapes of what colleagues say about a case."""

import marshmallow as ma
from marshmallow import fields, validate

from service.operations.comments import LONGEST, MOST_MENTIONS


def _moment() -> fields.AwareDateTime:
    return fields.AwareDateTime(format="iso", allow_none=True)


class SpeakerSchema(ma.Schema):
    """Who said something, or is named in it."""

    username = fields.String()
    name = fields.String()


class MentionSchema(ma.Schema):
    """Somebody who is told."""

    person = fields.Nested(SpeakerSchema)


class CommentSchema(ma.Schema):
    """One thing that was said; withdrawn, it has no text any more."""

    id = fields.Integer()
    instance_id = fields.Integer()
    task_id = fields.Integer(allow_none=True)
    author = fields.Nested(SpeakerSchema)
    text = fields.String()
    mentions = fields.List(fields.Nested(MentionSchema))
    written_at = _moment()
    withdrawn_at = _moment()


class NewCommentSchema(ma.Schema):
    """What to say, and whom to tell besides those named in it with an @."""

    text = fields.String(required=True, validate=validate.Length(max=LONGEST))
    mentions = fields.List(
        fields.String(), load_default=list, validate=validate.Length(max=MOST_MENTIONS)
    )
    task_id = fields.Integer(load_default=None)


class CommentsAskedSchema(ma.Schema):
    """From where on."""

    cursor = fields.Integer(load_default=None)
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=100))


class CommentPageSchema(ma.Schema):
    """Some of what was said, and the cursor of the earlier ones."""

    comments = fields.List(fields.Nested(CommentSchema))
    next_cursor = fields.Integer(allow_none=True)


class OwnCommentSchema(ma.Schema):
    """Where the caller said something, with the words, or was named by somebody."""

    id = fields.Integer()
    instance_id = fields.Integer()
    is_own = fields.Boolean()
    text = fields.String(allow_none=True)
    written_at = _moment()
    withdrawn_at = _moment()
