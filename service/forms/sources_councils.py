"""Rows of the council's forms: its members, its ballot papers, what is left to the chair."""

from sqlalchemy.orm import Session

from service.forms.model import Row
from service.forms.sources import source
from service.forms.words import VERDICT_NAMES, described, named
from service.models import Choice, Nomination, ProcessInstance, Tally
from service.permissions import recused_from
from service.queries.councils import (
    council_members,
    nominations_before,
    open_tallies,
)
from service.queries.nominations import council_session_of


@source("council_members")
def member_rows(session: Session, instance: ProcessInstance, person_id: int | None) -> list[Row]:
    """One row for each member of the council."""
    return [
        Row(str(one.id), one.name, {"Chức vụ": one.position} if one.position else {})
        for one in council_members(session)
    ]


@source("ballot_paper")
def ballot_rows(session: Session, instance: ProcessInstance, person_id: int | None) -> list[Row]:
    """One row for each nomination before the session; the member's own are fixed to recused."""
    council = council_session_of(session, instance)
    if council is None:
        return []
    nominations = nominations_before(session, council)
    tied = recused_from(session, nominations)
    return [_ballot_row(one, is_recused=person_id in tied[one.id]) for one in nominations]


def _ballot_row(nomination: Nomination, *, is_recused: bool) -> Row:
    hints = described(nomination)
    fixed = {}
    if is_recused:
        hints["Lưu ý"] = "Thành viên có liên quan, không biểu quyết."
        fixed["choice"] = Choice.RECUSED.value
    return Row(nomination.key, named(nomination), hints, fixed)


@source("open_tallies")
def open_rows(session: Session, instance: ProcessInstance, person_id: int | None) -> list[Row]:
    """One row for each nomination whose count leaves it to the chair."""
    council = council_session_of(session, instance)
    return [_open_row(one) for one in open_tallies(session, council)] if council else []


def _open_row(tally: Tally) -> Row:
    hints = {
        "Kết quả kiểm phiếu": VERDICT_NAMES[tally.verdict],
        "Phiếu đồng ý": f"{tally.yes}/{tally.members - tally.recused} (cần {tally.needed})",
    }
    if tally.rank is not None:
        hints["Xếp thứ"] = str(tally.rank)
    return Row(tally.nomination.key, named(tally.nomination), hints | described(tally.nomination))
