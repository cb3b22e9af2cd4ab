"""Rows of a unit's meeting."""

from sqlalchemy.orm import Session

from service.forms.model import Row
from service.forms.sources import source
from service.forms.words import described, named
from service.models import ProcessInstance
from service.queries.reviews import live_nominations


@source("unit_nominations")
def unit_rows(session: Session, instance: ProcessInstance, person_id: int | None) -> list[Row]:
    """One row for each live nomination of the instance's unit."""
    if instance.unit_id is None:
        return []
    live = live_nominations(session, instance.campaign_id, instance.unit_id)
    return [Row(one.key, named(one), described(one)) for one in live]
