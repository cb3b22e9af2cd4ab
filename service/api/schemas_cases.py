"""The shapes of incidents and of what is done to instances."""

import marshmallow as ma
from marshmallow import fields, validate


def _moment() -> fields.AwareDateTime:
    return fields.AwareDateTime(format="iso", allow_none=True)


class InterventionSchema(ma.Schema):
    """Why."""

    reason = fields.String(required=True)


class BackSchema(InterventionSchema):
    """Back to which element, and why."""

    element_id = fields.String(required=True)


class ChangesSchema(InterventionSchema):
    """Which variables are what from now on, and why."""

    variables = fields.Dict(keys=fields.String(), required=True)


class SkipSchema(InterventionSchema):
    """With what an element counts as done, and why."""

    variables = fields.Dict(keys=fields.String(), load_default=dict)
    flow = fields.String(load_default=None)


class IncidentsAskedSchema(ma.Schema):
    """Which incidents, and from where on."""

    state = fields.String(load_default="open", validate=validate.OneOf(["open", "resolved"]))
    cursor = fields.Integer(load_default=None)
    limit = fields.Integer(load_default=25, validate=validate.Range(min=1, max=100))


class IncidentSchema(ma.Schema):
    """A step that failed, with the data it was taken with."""

    id = fields.Integer()
    kind = fields.String()
    instance_id = fields.Integer(allow_none=True)
    task_id = fields.Integer(allow_none=True)
    element_id = fields.String(allow_none=True)
    cause = fields.String()
    technical_cause = fields.String()
    variables = fields.Dict()
    attempts = fields.Integer()
    revision = fields.Integer()
    opened_at = _moment()
    failed_at = _moment()
    changed_at = _moment()
    changed_by_id = fields.Integer(allow_none=True)
    skip = fields.Dict(allow_none=True)
    skip_asked_by_id = fields.Integer(allow_none=True)
    skip_confirmed_by_id = fields.Integer(allow_none=True)
    reason = fields.String(allow_none=True)
    resolution = fields.String(allow_none=True)
    resolved_at = _moment()
    resolved_by_id = fields.Integer(allow_none=True)


class IncidentPageSchema(ma.Schema):
    """Some incidents, and the cursor of the next ones."""

    incidents = fields.List(fields.Nested(IncidentSchema))
    next_cursor = fields.Integer(allow_none=True)


class InstanceSchema(ma.Schema):
    """How an instance stands."""

    id = fields.Integer()
    process_key = fields.String()
    business_key = fields.String()
    status = fields.String()
    revision = fields.Integer()
    started_at = _moment()
    ended_at = _moment()
    suspended_at = _moment()
    suspension_reason = fields.String(allow_none=True)
    open_incidents = fields.Integer()
    ways_back = fields.List(fields.String())
