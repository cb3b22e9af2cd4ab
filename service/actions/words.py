"""How actions write dates and names into notices."""

from datetime import datetime, timedelta

from service.calendar import LOCAL_ZONE
from service.models import NominationStatus

OUTCOME_WORDS = {
    NominationStatus.AWARDED: "Được khen thưởng.",
    NominationStatus.DOWNGRADED: "Được khen thưởng ở hình thức thấp hơn đề nghị.",
    NominationStatus.NOT_NOMINATED: "Đơn vị không đề nghị.",
    NominationStatus.INELIGIBLE: "Không đủ điều kiện, tiêu chuẩn.",
    NominationStatus.NOT_PASSED: "Hội đồng không thông qua.",
    NominationStatus.OVER_QUOTA: "Vượt số lượng được khen thưởng.",
    NominationStatus.REFUSED: "Không được khen thưởng.",
    NominationStatus.WITHDRAWN: "Đã rút hồ sơ.",
}

#: Why a unit's review did not pass a nomination.
NOT_PASSED_WORDS = {
    "too_few_votes": "Không đủ phiếu đồng ý tại cuộc họp của đơn vị.",
    "unit_closed": "Đơn vị không nộp danh sách đúng hạn.",
}


def until_words(moment: datetime) -> str:
    """Write until when something may be done: midnight is the end of the day before."""
    local = moment.astimezone(LOCAL_ZONE)
    if (local.hour, local.minute) == (0, 0):
        return f"hết ngày {local - timedelta(days=1):%d/%m/%Y}"
    return moment_words(moment)


def due_sentences(due_at: datetime | None, days_left: int | None) -> dict[str, str]:
    """Say by language until when something is to be done, and how many working days are left."""
    if due_at is None:
        return {"vi": "Không có hạn.", "en": "There is no due date."}
    left = (
        {"vi": f" (còn {days_left} ngày làm việc)", "en": f" (working days left: {days_left})"}
        if days_left
        else {"vi": "", "en": ""}
    )
    local = due_at.astimezone(LOCAL_ZONE)
    if (local.hour, local.minute) == (0, 0):
        english = f"the end of {local - timedelta(days=1):%d/%m/%Y}"
    else:
        english = f"{local:%d/%m/%Y %H:%M}"
    return {
        "vi": f"Hạn: {until_words(due_at)}{left['vi']}.",
        "en": f"Due by {english}{left['en']}.",
    }


def moment_words(moment: datetime) -> str:
    """Write a moment as offices do, in local time."""
    return f"{moment.astimezone(LOCAL_ZONE):%H:%M ngày %d/%m/%Y}"
