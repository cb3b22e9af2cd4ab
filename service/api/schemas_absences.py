"""The shapes of absences, delegations, declared interests, and of handing tasks on."""

import marshmallow as ma
from marshmallow import fields, validate

from service.models import Group, InterestKind


class ReceiverSchema(ma.Schema):
    """Somebody one can choose."""

    id = fields.Integer()
    name = fields.String()
    position = fields.String()


class DelegateSchema(ma.Schema):
    """Whom a task is handed to."""

    person_id = fields.Integer(required=True)


class ReassignSchema(DelegateSchema):
    """Who is to do a task from now on, and why."""

    reason = fields.String(required=True)


class ConfirmSchema(ma.Schema):
    """Whether it shall happen although tasks are left to nobody."""

    confirmed = fields.Boolean(load_default=False)


class NewAbsenceSchema(ConfirmSchema):
    """Who is away, from the first to the last day, and who stands in; oneself where not said."""

    person_id = fields.Integer(load_default=None)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    substitute_id = fields.Integer(load_default=None)


class AbsenceSchema(ma.Schema):
    """One absence."""

    id = fields.Integer()
    person_id = fields.Integer()
    substitute_id = fields.Integer(allow_none=True)
    starts_on = fields.Date()
    ends_on = fields.Date()
    ended_at = fields.AwareDateTime(format="iso", allow_none=True)


class NewDelegationSchema(ma.Schema):
    """Whose tasks reach whom, of which process or group, and until when."""

    person_id = fields.Integer(load_default=None)
    delegate_id = fields.Integer(required=True)
    process_key = fields.String(load_default=None, validate=validate.Length(max=200))
    group = fields.Enum(Group, by_value=True, load_default=None)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(load_default=None)


class DelegationSchema(ma.Schema):
    """One standing delegation."""

    id = fields.Integer()
    person_id = fields.Integer()
    delegate_id = fields.Integer()
    process_key = fields.String(allow_none=True)
    group = fields.Enum(Group, by_value=True, allow_none=True)
    starts_on = fields.Date()
    ends_on = fields.Date(allow_none=True)
    ended_at = fields.AwareDateTime(format="iso", allow_none=True)


class NewInterestSchema(ma.Schema):
    """Who keeps away from a nomination, or from every nomination of a person, and why."""

    person_id = fields.Integer(load_default=None)
    kind = fields.Enum(InterestKind, by_value=True, required=True)
    nomination_id = fields.Integer(load_default=None)
    nominee_id = fields.Integer(load_default=None)


class InterestSchema(ma.Schema):
    """One declaration; ``left_to_nobody`` names the tasks nobody may do because of it."""

    id = fields.Integer()
    person_id = fields.Integer()
    kind = fields.Enum(InterestKind, by_value=True)
    nomination_id = fields.Integer(allow_none=True)
    nominee_id = fields.Integer(allow_none=True)
    ended_at = fields.AwareDateTime(format="iso", allow_none=True)
    left_to_nobody = fields.List(fields.String())
