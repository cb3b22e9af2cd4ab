"""The shapes of the work list: what is asked of it, its pages and its counts."""

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from service.edge.bulk import MOST_TASKS, Act
from service.models import Group
from service.queries.inbox_asked import Due, Holding, Sort, Tab

_SHORT = validate.Length(max=100)


def _moment(**settings: Any) -> fields.AwareDateTime:
    return fields.AwareDateTime(format="iso", **settings)


class TasksAskedSchema(ma.Schema):
    """Which tasks, in which order, and from where on."""

    tab = fields.Enum(Tab, by_value=True, load_default=Tab.MINE)
    q = fields.String(load_default="", validate=_SHORT)
    process = fields.String(load_default="", validate=_SHORT)
    campaign = fields.String(load_default="", validate=_SHORT)
    unit = fields.String(load_default="", validate=_SHORT)
    step = fields.String(load_default="", validate=_SHORT)
    due = fields.Enum(Due, by_value=True, load_default=None)
    state = fields.Enum(Holding, by_value=True, load_default=None)
    sort = fields.Enum(Sort, by_value=True, load_default=Sort.DUE)
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=25, validate=validate.Range(min=1, max=100))


class TaskSchema(ma.Schema):
    """A task of a list."""

    id = fields.Integer()
    name = fields.String()
    element_id = fields.String()
    instance_id = fields.Integer()
    process_key = fields.String()
    business_key = fields.String()
    campaign = fields.String()
    unit = fields.String(allow_none=True)
    nominee = fields.String(allow_none=True)
    assignee = fields.String(allow_none=True)
    in_stead_of = fields.String(allow_none=True)
    groups = fields.List(fields.String())
    revision = fields.Integer()
    opened_at = _moment()
    due_at = _moment(allow_none=True)
    suspended_at = _moment(allow_none=True)


class TaskPageSchema(ma.Schema):
    """Some tasks, and the cursor of the next; ``is_cut`` if that is as far as was looked."""

    tasks = fields.List(fields.Nested(TaskSchema))
    next_cursor = fields.String(allow_none=True)
    is_cut = fields.Boolean()


class CountSchema(ma.Schema):
    """How many, or at least how many."""

    number = fields.Integer()
    is_more = fields.Boolean()


class TaskCountsSchema(ma.Schema):
    """How many tasks each tab shows."""

    mine = fields.Nested(CountSchema)
    groups = fields.Nested(CountSchema)
    all = fields.Nested(CountSchema)


class SeenTaskSchema(ma.Schema):
    """A task, and which state of it was seen."""

    id = fields.Integer(required=True)
    revision = fields.Integer()


class BulkSchema(ma.Schema):
    """What to do with which tasks.

    Completing names the step, and the answers for all of them; reassigning who gets them, and why.
    """

    act = fields.Enum(Act, by_value=True, required=True)
    tasks = fields.List(
        fields.Nested(SeenTaskSchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_TASKS),
    )
    element_id = fields.String(load_default="", validate=_SHORT)
    answers = fields.Dict(keys=fields.String(), load_default=dict)
    person_id = fields.Integer(load_default=None)
    reason = fields.String(load_default="")


class RowResultSchema(ma.Schema):
    """What became of one task."""

    id = fields.Integer()
    done = fields.Boolean()
    code = fields.String(allow_none=True)
    detail = fields.String(allow_none=True)


class BulkResultSchema(ma.Schema):
    """What became of each."""

    results = fields.List(fields.Nested(RowResultSchema))


class HandoverSchema(ma.Schema):
    """Something the caller did with a task, and until when it can be undone."""

    id = fields.Integer()
    task_id = fields.Integer()
    kind = fields.String()
    at = _moment()
    until = _moment()


class HandoversSchema(ma.Schema):
    """What can be undone."""

    handovers = fields.List(fields.Nested(HandoverSchema))


class HandoverUndoneSchema(ma.Schema):
    """Whose the task is again."""

    task_id = fields.Integer()
    assignee_id = fields.Integer(allow_none=True)
    revision = fields.Integer()


class NewViewSchema(ma.Schema):
    """Filters as in the address of the inbox, under a name; with a group they are shared."""

    name = fields.String(required=True)
    filters = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    group = fields.Enum(Group, by_value=True, load_default=None)
    unit_id = fields.Integer(load_default=None)


class ViewSchema(ma.Schema):
    """A saved view, and how many tasks it finds."""

    id = fields.Integer()
    name = fields.String()
    filters = fields.Dict(keys=fields.String(), values=fields.String())
    group = fields.Enum(Group, by_value=True, allow_none=True)
    unit_id = fields.Integer(allow_none=True)
    is_own = fields.Boolean()
    count = fields.Nested(CountSchema)


class ViewsSchema(ma.Schema):
    """The views one may open."""

    views = fields.List(fields.Nested(ViewSchema))
