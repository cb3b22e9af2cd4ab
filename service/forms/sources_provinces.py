"""Rows of the forms that record what the province says."""

from sqlalchemy.orm import Session

from service.forms.model import Row
from service.forms.sources import source
from service.forms.words import described, named
from service.models import Nomination, ProcessInstance
from service.queries.awards import submitted_nominations


@source("submitted_nominations")
def submitted_rows(session: Session, instance: ProcessInstance, person_id: int | None) -> list[Row]:
    """One row for each nomination of the submission that the province has not decided."""
    return [_row(one) for one in submitted_nominations(session, instance)]


def _row(nomination: Nomination) -> Row:
    hints = described(nomination)
    if nomination.suspended_at is not None:
        hints["Lưu ý"] = "Đang tạm dừng xét; kết quả có hiệu lực khi có kết luận."
    return Row(nomination.key, named(nomination), hints)
