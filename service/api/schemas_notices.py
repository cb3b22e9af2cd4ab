"""The shapes of what people are told."""

import marshmallow as ma
from marshmallow import fields, validate

from service.models import Topic


def _moment() -> fields.AwareDateTime:
    return fields.AwareDateTime(format="iso", allow_none=True)


class NoticesAskedSchema(ma.Schema):
    """From where on, and how many."""

    cursor = fields.Integer(load_default=None)
    limit = fields.Integer(load_default=25, validate=validate.Range(min=1, max=100))


class NoticeSchema(ma.Schema):
    """One thing the caller was told."""

    id = fields.Integer()
    kind = fields.String()
    subject = fields.String()
    body = fields.String()
    instance_id = fields.Integer(allow_none=True)
    task_id = fields.Integer(allow_none=True)
    created_at = _moment()
    read_at = _moment()


class NoticePageSchema(ma.Schema):
    """Some notices, how many are unread in all, and the cursor of the next ones."""

    notices = fields.List(fields.Nested(NoticeSchema))
    unread = fields.Integer()
    next_cursor = fields.Integer(allow_none=True)


class NoticesReadSchema(ma.Schema):
    """Which notices were read; all of them where none is named."""

    ids = fields.List(fields.Integer(), load_default=None, allow_none=True)


class UnreadSchema(ma.Schema):
    """How many notices are unread."""

    unread = fields.Integer()


class TopicsSchema(ma.Schema):
    """What the caller wants mails about."""

    topics = fields.List(
        fields.String(validate=validate.OneOf([one.value for one in Topic])), required=True
    )


class CalendarFeedSchema(ma.Schema):
    """Where a calendar program reads the caller's deadlines; shown this once."""

    address = fields.String()
