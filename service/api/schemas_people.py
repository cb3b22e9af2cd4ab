"""The shapes of accounts, units, groups, and of what is recorded about oneself."""

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from service.api.schemas_comments import OwnCommentSchema
from service.models import CorrectionStatus, Group, TermState, UnitStatus
from service.queries.people import Standing


def _moment(**settings: Any) -> fields.AwareDateTime:
    return fields.AwareDateTime(format="iso", **settings)


class PeopleAskedSchema(ma.Schema):
    """Which people, and after whom."""

    q = fields.String(load_default="", validate=validate.Length(max=100))
    standing = fields.Enum(Standing, by_value=True, load_default=Standing.ACTIVE)
    group = fields.Enum(Group, by_value=True, load_default=None)
    unit = fields.String(load_default="")
    cursor = fields.Integer(load_default=None)
    limit = fields.Integer(load_default=25, validate=validate.Range(min=1, max=100))


class MembershipSchema(ma.Schema):
    """A group, with its unit where it is one of a unit."""

    group = fields.Enum(Group, by_value=True, required=True)
    unit_id = fields.Integer(load_default=None, allow_none=True)


class PersonSchema(ma.Schema):
    """An account as an administrator sees it."""

    id = fields.Integer()
    username = fields.String()
    name = fields.String()
    email = fields.String(allow_none=True)
    position = fields.String()
    locale = fields.String()
    is_active = fields.Boolean()
    is_demo = fields.Boolean()
    must_change_password = fields.Boolean()
    revision = fields.Integer()
    memberships = fields.List(fields.Nested(MembershipSchema))


class PeoplePageSchema(ma.Schema):
    """Some people by name, and the cursor of the next ones."""

    people = fields.List(fields.Nested(PersonSchema))
    next_cursor = fields.Integer(allow_none=True)


class NewPersonSchema(ma.Schema):
    """Somebody who is to get an account."""

    username = fields.String(required=True)
    name = fields.String(required=True)
    email = fields.String(load_default=None, allow_none=True)
    position = fields.String(load_default="")
    locale = fields.String(load_default="vi")
    memberships = fields.List(fields.Nested(MembershipSchema), load_default=list)


class PersonChangesSchema(ma.Schema):
    """What changes of an account; what is not named stays."""

    name = fields.String()
    email = fields.String(allow_none=True)
    position = fields.String()
    locale = fields.String()


class DutySchema(ma.Schema):
    """An open task of a person, and the people it may be handed to."""

    task_id = fields.Integer()
    name = fields.String()
    instance_id = fields.Integer()
    is_personal = fields.Boolean()
    may_return = fields.Boolean()
    others = fields.List(fields.Integer())


class EmptyGroupSchema(ma.Schema):
    """A group nobody else acts for while tasks wait for it."""

    group = fields.Enum(Group, by_value=True)
    unit_id = fields.Integer(allow_none=True)
    tasks = fields.Integer()


class DutiesSchema(ma.Schema):
    """What closing an account leaves behind."""

    duties = fields.List(fields.Nested(DutySchema))
    left_empty = fields.List(fields.Nested(EmptyGroupSchema))


class HandOnSchema(ma.Schema):
    """Who takes one task; nobody sends it back to its group."""

    task_id = fields.Integer(required=True)
    person_id = fields.Integer(load_default=None, allow_none=True)


class DeactivationSchema(ma.Schema):
    """Who takes each open task of whoever leaves."""

    tasks = fields.List(fields.Nested(HandOnSchema), load_default=list)


class CodeSchema(ma.Schema):
    """A code for a new password, shown once."""

    code = fields.String()
    address = fields.String()
    expires_at = _moment()


class UnitSchema(ma.Schema):
    """A unit."""

    id = fields.Integer()
    code = fields.String()
    name = fields.String()
    status = fields.Enum(UnitStatus, by_value=True)
    revision = fields.Integer()


class UnitsSchema(ma.Schema):
    """Every unit, by name."""

    units = fields.List(fields.Nested(UnitSchema))


class NewUnitSchema(ma.Schema):
    """A unit that is to be added."""

    code = fields.String(required=True)
    name = fields.String(required=True)


class UnitNameSchema(ma.Schema):
    """What a unit is called from now on."""

    name = fields.String(required=True)


class TermSchema(ma.Schema):
    """From when to when a person belongs to a group."""

    id = fields.Integer()
    person_id = fields.Integer()
    group = fields.Enum(Group, by_value=True)
    unit_id = fields.Integer(allow_none=True)
    state = fields.Enum(TermState, by_value=True)
    begins_at = _moment(allow_none=True)
    ends_at = _moment(allow_none=True)


class GroupSchema(ma.Schema):
    """A group and how many people act for it."""

    group = fields.Enum(Group, by_value=True)
    people = fields.Integer()


class GroupsSchema(ma.Schema):
    """Every group."""

    groups = fields.List(fields.Nested(GroupSchema))


class TermsSchema(ma.Schema):
    """Who is in a group or will be, and who was."""

    terms = fields.List(fields.Nested(TermSchema))
    former = fields.List(fields.Nested(TermSchema))


class NewTermSchema(ma.Schema):
    """Who joins a group, from which day on and to the end of which."""

    person_id = fields.Integer(required=True)
    unit_id = fields.Integer(load_default=None, allow_none=True)
    begins_on = fields.Date(load_default=None, allow_none=True)
    ends_on = fields.Date(load_default=None, allow_none=True)


class LastDaySchema(ma.Schema):
    """The last day in a group; none: it ends now."""

    ends_on = fields.Date(load_default=None, allow_none=True)


class LocaleSchema(ma.Schema):
    """The language of one's mails and pages."""

    locale = fields.String(required=True)


class OwnPasswordSchema(ma.Schema):
    """The present password and the new one."""

    current = fields.String(required=True, validate=validate.Length(max=200))
    password = fields.String(required=True)


class SessionSchema(ma.Schema):
    """One session: where from, when, and whether it is this one."""

    id = fields.Integer()
    created_at = _moment()
    seen_at = _moment()
    address = fields.String(allow_none=True)
    agent = fields.String(allow_none=True)
    is_this = fields.Boolean()


class SessionsSchema(ma.Schema):
    """The sessions a person has open."""

    sessions = fields.List(fields.Nested(SessionSchema))


class EndedSchema(ma.Schema):
    """How many sessions were ended."""

    ended = fields.Integer()


class NewTokenSchema(ma.Schema):
    """What a token is for, and for how many days."""

    name = fields.String(required=True)
    days = fields.Integer(load_default=90)


class ApiTokenSchema(ma.Schema):
    """A token without its secret."""

    id = fields.Integer()
    name = fields.String()
    made_at = _moment()
    expires_at = _moment()
    used_at = _moment(allow_none=True)


class MadeTokenSchema(ApiTokenSchema):
    """A token with its secret, which is shown this once."""

    token = fields.String()


class ApiTokensSchema(ma.Schema):
    """The tokens of a person that still work."""

    tokens = fields.List(fields.Nested(ApiTokenSchema))


class NewCorrectionSchema(ma.Schema):
    """What is recorded wrongly, and what should stand there."""

    wrong = fields.String(required=True)
    right = fields.String(required=True)
    nomination_id = fields.Integer(load_default=None, allow_none=True)


class CorrectionSchema(ma.Schema):
    """A request to correct."""

    id = fields.Integer()
    person_id = fields.Integer()
    nomination_id = fields.Integer(allow_none=True)
    wrong = fields.String()
    right = fields.String()
    status = fields.Enum(CorrectionStatus, by_value=True)
    asked_at = _moment()
    due_at = _moment()
    answer = fields.String(allow_none=True)
    answered_at = _moment(allow_none=True)


class CorrectionsAskedSchema(ma.Schema):
    """Which requests, and before which."""

    state = fields.String(load_default="open", validate=validate.OneOf(("open", "answered")))
    cursor = fields.Integer(load_default=None)
    limit = fields.Integer(load_default=25, validate=validate.Range(min=1, max=100))


class CorrectionsSchema(ma.Schema):
    """Some requests to correct."""

    corrections = fields.List(fields.Nested(CorrectionSchema))


class AnswerSchema(ma.Schema):
    """What becomes of a request, and why."""

    corrected = fields.Boolean(required=True)
    answer = fields.String(required=True)


class OwnStepSchema(ma.Schema):
    """A place a nomination is at, or a step it has been through."""

    element_id = fields.String()
    name = fields.String()
    groups = fields.List(fields.String())
    due_at = _moment(allow_none=True)


class OwnNominationSchema(ma.Schema):
    """A nomination as its nominee sees it: counts of votes, never who voted how."""

    id = fields.Integer()
    key = fields.String()
    campaign = fields.String()
    unit = fields.String()
    award = fields.String()
    content = fields.String()
    achievement = fields.String()
    status = fields.String()
    outcome_reason = fields.String(allow_none=True)
    suspended_at = _moment(allow_none=True)
    unit_yes = fields.Integer(allow_none=True)
    unit_present = fields.Integer(allow_none=True)
    council_yes = fields.Integer(allow_none=True)
    council_total = fields.Integer(allow_none=True)
    rating = fields.String(allow_none=True)
    report = fields.String(allow_none=True)
    places = fields.List(fields.Nested(OwnStepSchema))


class AboutMeSchema(ma.Schema):
    """What is recorded of the caller."""

    person = fields.Nested(PersonSchema)
    terms = fields.List(fields.Nested(TermSchema))
    nominations = fields.List(fields.Nested(OwnNominationSchema))
    corrections = fields.List(fields.Nested(CorrectionSchema))
    comments = fields.List(fields.Nested(OwnCommentSchema))
