"""Rows of the standing body's forms: the list, what is said against it, what came from above."""

from sqlalchemy.orm import Session

from service.forms.model import Row
from service.forms.sources import source
from service.forms.words import described, named
from service.models import Complaint, Nomination, NominationStatus, ProcessInstance, Rating
from service.queries.reviews import nominations_in, quotas_of, unanswered_complaints

_RATING_NAMES = {
    Rating.EXCELLENT: "Hoàn thành xuất sắc nhiệm vụ",
    Rating.GOOD: "Hoàn thành tốt nhiệm vụ",
    Rating.SATISFACTORY: "Hoàn thành nhiệm vụ",
    Rating.UNSATISFACTORY: "Không hoàn thành nhiệm vụ",
}


@source("ready_nominations")
def ready_rows(session: Session, instance: ProcessInstance, person_id: int | None) -> list[Row]:
    """One row for each nomination that is ready for the council."""
    ready = nominations_in(session, instance.campaign_id, NominationStatus.READY)
    limits = quotas_of(session, instance.campaign_id)
    return [_ready_row(one, limits.get((one.award, one.subject))) for one in ready]


def _ready_row(nomination: Nomination, limit: int | None) -> Row:
    hints = described(nomination)
    if limit is not None:
        hints["Số lượng tối đa của hình thức"] = str(limit)
    if nomination.dossier is not None and nomination.dossier.rating is not None:
        hints["Xếp loại năm"] = _RATING_NAMES[nomination.dossier.rating]
    if nomination.is_late:
        hints["Lưu ý"] = "Nộp muộn, đã được chấp nhận."
    return Row(nomination.key, named(nomination), hints)


@source("open_complaints")
def complaint_rows(session: Session, instance: ProcessInstance, person_id: int | None) -> list[Row]:
    """One row for each complaint that awaits an answer."""
    waiting = unanswered_complaints(session, instance.campaign_id)
    return [_complaint_row(complaint, nomination) for complaint, nomination in waiting]


def _complaint_row(complaint: Complaint, nomination: Nomination) -> Row:
    return Row(str(complaint.id), named(nomination), {"Nội dung phản ánh": complaint.text})


@source("prime_minister_nominations")
def forwarded_rows(session: Session, instance: ProcessInstance, person_id: int | None) -> list[Row]:
    """One row for each nomination the province forwarded to the Prime Minister."""
    forwarded = nominations_in(session, instance.campaign_id, NominationStatus.FORWARDED)
    return [Row(one.key, named(one), described(one)) for one in forwarded]
