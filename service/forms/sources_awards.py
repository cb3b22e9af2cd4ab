"""Rows of the forms around the Director's own decision."""

from sqlalchemy.orm import Session

from service.forms.model import Row
from service.forms.sources import source
from service.forms.words import described, named
from service.models import ProcessInstance
from service.queries.awards import OWN_AWARDS, passed_nominations


@source("own_awards")
def own_award_rows(session: Session, instance: ProcessInstance, person_id: int | None) -> list[Row]:
    """One row for each nomination the Director may award."""
    passed = passed_nominations(session, instance.campaign_id, OWN_AWARDS)
    return [Row(one.key, named(one), described(one)) for one in passed]
