"""The shapes of finding cases: what is asked, and what is found."""

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from service.models import Award, InstanceStatus, NominationStatus
from service.queries.case_search_asked import (
    ANY,
    CaseFilters,
    Deviation,
    Order,
    read_deviations,
    read_state,
)

_SHORT = validate.Length(max=100)
_STATES = [one.value for one in (*InstanceStatus, *NominationStatus)]


def _moment(**settings: Any) -> fields.AwareDateTime:
    return fields.AwareDateTime(format="iso", **settings)


class CasesSoughtSchema(ma.Schema):
    """Which cases, in which order; ``from`` and ``to`` are days a case was under way."""

    term = fields.String(load_default="", validate=_SHORT, data_key="q")
    process = fields.String(load_default="", validate=_SHORT)
    campaign = fields.String(load_default="", validate=_SHORT)
    unit = fields.String(load_default="", validate=_SHORT)
    award = fields.Enum(Award, by_value=True, load_default=None)
    state = fields.String(load_default=None, validate=validate.OneOf(_STATES))
    rule = fields.String(load_default="", validate=_SHORT)
    actor = fields.String(load_default="", validate=_SHORT)
    begins = fields.Date(load_default=None, data_key="from")
    ends = fields.Date(load_default=None, data_key="to")
    deviation = fields.String(load_default=None, validate=validate.OneOf([ANY, *Deviation]))
    is_late = fields.Boolean(load_default=False, data_key="late")
    sort = fields.Enum(Order, by_value=True, load_default=Order.NEWEST)


class CasesAskedSchema(CasesSoughtSchema):
    """Which cases, in which order, and from where on."""

    cursor = fields.Integer(load_default=None, validate=validate.Range(min=0, max=2**31 - 1))
    limit = fields.Integer(load_default=25, validate=validate.Range(min=1, max=100))


class FoundCaseSchema(ma.Schema):
    """A case of a list."""

    id = fields.Integer()
    process_key = fields.String()
    version = fields.Integer()
    business_key = fields.String()
    campaign = fields.String()
    unit = fields.String(allow_none=True)
    nominee = fields.String(allow_none=True)
    award = fields.Enum(Award, by_value=True, allow_none=True)
    status = fields.Enum(InstanceStatus, by_value=True)
    nomination_status = fields.Enum(NominationStatus, by_value=True, allow_none=True)
    started_at = _moment()
    ended_at = _moment(allow_none=True)
    deviations = fields.List(fields.Enum(Deviation, by_value=True))
    is_late = fields.Boolean()


class FoundCasesSchema(ma.Schema):
    """Some cases, and the cursor of the next; ``is_cut`` if no more were looked at."""

    cases = fields.List(fields.Nested(FoundCaseSchema))
    next_cursor = fields.Integer(allow_none=True)
    is_cut = fields.Boolean()


def filters_of(asked: dict[str, Any]) -> CaseFilters:
    """The filters a program named."""
    state, deviation = asked["state"], asked["deviation"]
    plain = ("term", "process", "campaign", "unit", "award", "rule", "actor")
    return CaseFilters(
        **{name: asked[name] for name in (*plain, "begins", "ends", "is_late")},
        state=read_state(state) if state else None,
        deviations=read_deviations(deviation) if deviation else (),
    )
