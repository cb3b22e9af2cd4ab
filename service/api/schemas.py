"""The shapes that cross the wire. What a shape does not name is refused."""

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from service.models import Award, DefinitionKind, Subject


def _moment(**settings: Any) -> fields.AwareDateTime:
    return fields.AwareDateTime(format="iso", **settings)


class CredentialsSchema(ma.Schema):
    """Who signs in."""

    username = fields.String(required=True, validate=validate.Length(max=100))
    password = fields.String(required=True, validate=validate.Length(max=200))


class TokenSchema(ma.Schema):
    """The secret of a session, shown once."""

    token = fields.String()


class DefinitionsAskedSchema(ma.Schema):
    """Which kind of definitions."""

    kind = fields.Enum(DefinitionKind, by_value=True, load_default=DefinitionKind.PROCESS)


class DefinitionSchema(ma.Schema):
    """One deployed version."""

    key = fields.String()
    version = fields.Integer()
    kind = fields.Enum(DefinitionKind, by_value=True)
    sha256 = fields.String()
    deployed_at = _moment()
    deployed_by = fields.String()
    running = fields.Integer()
    total = fields.Integer()


class ChoiceSchema(ma.Schema):
    """Which process of a drawing is to run, and the group of the tasks that name nobody."""

    process = fields.String(load_default=None, validate=validate.Length(max=200))
    group = fields.String(load_default=None, validate=validate.Length(max=100))


class RevisionAskedSchema(ma.Schema):
    """Which draft of a process."""

    revision = fields.Integer(load_default=None)


class DraftSchema(ma.Schema):
    """A diagram as it was received; ``version`` is what was made of it, if anything was."""

    key = fields.String()
    kind = fields.Enum(DefinitionKind, by_value=True)
    revision = fields.Integer()
    sha256 = fields.String()
    tool = fields.String()
    imported_at = _moment()
    imported_by = fields.String()
    version = fields.Integer(allow_none=True)


class FoundProcessSchema(ma.Schema):
    """One process of a diagram."""

    id = fields.String()
    name = fields.String()
    is_executable = fields.Boolean(allow_none=True)
    elements = fields.Integer()


class TranslationSchema(ma.Schema):
    """One thing that is said differently when it is run; ``to`` is empty for what is left out."""

    element = fields.String(attribute="element_id", allow_none=True)
    line = fields.Integer(allow_none=True)
    found = fields.String(data_key="from")
    becomes = fields.String(data_key="to")


class RuleProblemSchema(ma.Schema):
    """One rule that a diagram breaks, with the place and the remedy."""

    rule = fields.String()
    severity = fields.String()
    element = fields.String(allow_none=True)
    line = fields.Integer(allow_none=True)
    message = fields.String()


class DraftReportSchema(DraftSchema):
    """A draft with what deploying it would come to."""

    deployable = fields.Boolean()
    processes = fields.List(fields.Nested(FoundProcessSchema))
    translations = fields.List(fields.Nested(TranslationSchema))
    problems = fields.List(fields.Nested(RuleProblemSchema))


class MadeVersionSchema(ma.Schema):
    """A version that was made, with what is worth knowing about it."""

    key = fields.String()
    version = fields.Integer()
    sha256 = fields.String()
    warnings = fields.List(fields.Nested(RuleProblemSchema))


class RowSchema(ma.Schema):
    """A fixed row of a list in a form."""

    key = fields.String()
    label = fields.String()
    hints = fields.Dict()
    fixed = fields.Dict()


class OneTaskSchema(ma.Schema):
    """One task, with the form it asks and the rows of the form's lists."""

    id = fields.Integer()
    name = fields.String()
    element_id = fields.String()
    instance_id = fields.Integer()
    status = fields.String()
    assignee = fields.String(allow_none=True)
    acting_for = fields.String(allow_none=True)
    groups = fields.List(fields.String())
    revision = fields.Integer()
    opened_at = _moment()
    due_at = _moment(allow_none=True)
    closed_at = _moment(allow_none=True)
    completed_by = fields.String(allow_none=True)
    form_key = fields.String(allow_none=True)
    form = fields.Dict(allow_none=True)
    rows = fields.Dict(keys=fields.String(), values=fields.List(fields.Nested(RowSchema)))


class AnswersSchema(ma.Schema):
    """The participant's answers, by the names the form gives them."""

    answers = fields.Dict(keys=fields.String(), required=True)


class PlaceSchema(ma.Schema):
    """One place where a case is now."""

    kind = fields.String()
    element_id = fields.String()
    task_id = fields.Integer(allow_none=True)
    due_at = _moment(allow_none=True)
    message = fields.String(allow_none=True)


class RuleResultSchema(ma.Schema):
    """What one rule said; without a rule, none applied and these are the table's defaults."""

    decision_key = fields.String()
    rule_id = fields.String(allow_none=True)
    element_id = fields.String()
    asking = fields.Integer()
    outputs = fields.Dict()
    annotations = fields.Dict()
    at = _moment()


class HappeningSchema(ma.Schema):
    """One entry of the ledger about a case."""

    sequence = fields.Integer()
    event = fields.String()
    actor = fields.String()
    at = _moment()


class CaseSchema(ma.Schema):
    """A process instance: what it is about, where it is, and how it came there."""

    id = fields.Integer()
    process_key = fields.String()
    version = fields.Integer()
    business_key = fields.String()
    campaign = fields.String()
    unit = fields.String(allow_none=True)
    status = fields.String()
    nomination_id = fields.Integer(allow_none=True)
    nomination_status = fields.String(allow_none=True)
    started_at = _moment()
    ended_at = _moment(allow_none=True)
    places = fields.List(fields.Nested(PlaceSchema))
    rules = fields.List(fields.Nested(RuleResultSchema))
    history = fields.List(fields.Nested(HappeningSchema))


class WithdrawalSchema(ma.Schema):
    """Why a nomination is withdrawn."""

    reason = fields.String(required=True)


class SuspensionSchema(ma.Schema):
    """On what ground a nomination is held still."""

    ground = fields.String(required=True)


class ConclusionSchema(ma.Schema):
    """What the matter came to: cleared, the nomination goes on; else it ends."""

    cleared = fields.Boolean(required=True)
    note = fields.String(required=True)


class NewComplaintSchema(ma.Schema):
    """What is brought forward."""

    text = fields.String(required=True)


class ComplaintSchema(ma.Schema):
    """Something brought forward against a nomination; who did is not told."""

    id = fields.Integer()
    nomination_id = fields.Integer()
    text = fields.String()
    filed_at = _moment()


class NominationSchema(ma.Schema):
    """A nomination as it stands."""

    id = fields.Integer()
    key = fields.String()
    nominee = fields.String()
    unit = fields.String()
    award = fields.String()
    status = fields.String()
    instance_id = fields.Integer(allow_none=True)
    suspended_at = _moment(allow_none=True)
    suspension_ground = fields.String(allow_none=True)


class DeadlineSchema(ma.Schema):
    """A named moment of a campaign."""

    name = fields.String(required=True)
    due_at = _moment(required=True)
    basis = fields.String(required=True)
    is_assumption = fields.Boolean(load_default=False)


class NewDateSchema(ma.Schema):
    """Where a deadline is moved to, and what that rests on."""

    due_at = _moment(required=True)
    basis = fields.String(required=True)


class MovedDeadlineSchema(DeadlineSchema):
    """A deadline after it was moved, and how many waiting timers are computed anew."""

    retimed = fields.Integer()


class QuotaSchema(ma.Schema):
    """At most so many awards of one form for one kind of subject."""

    award = fields.Enum(Award, by_value=True, required=True)
    subject = fields.Enum(Subject, by_value=True, required=True)
    limit = fields.Integer(required=True, validate=validate.Range(min=0))


class PlanSchema(ma.Schema):
    """What a campaign sets out with."""

    code = fields.String(required=True, validate=validate.Regexp(r"^[A-Za-z0-9-]{1,20}$"))
    name = fields.String(required=True)
    legal_regime = fields.String(required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    deadlines = fields.List(fields.Nested(DeadlineSchema), required=True)
    settings = fields.Dict(keys=fields.String(), load_default=dict)
    quotas = fields.List(fields.Nested(QuotaSchema), load_default=list)


class CampaignSchema(ma.Schema):
    """A campaign with its dates and counts."""

    code = fields.String()
    name = fields.String()
    legal_regime = fields.String()
    status = fields.String()
    starts_on = fields.Date()
    ends_on = fields.Date()
    instance_id = fields.Integer(allow_none=True)
    nominations = fields.Integer()
    deadlines = fields.List(fields.Nested(DeadlineSchema))
    by_content = fields.Dict()
    by_unit = fields.List(fields.Dict())
