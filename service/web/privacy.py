"""The privacy notice: what is processed, why, on what law, and which of that was verified."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from service.edge.language import say_later as _

blueprint = Blueprint("privacy", __name__)


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing the notice says, with where that is written, if anywhere but here."""

    title: object
    sentences: tuple[object, ...]
    source: str = ""
    is_verified: bool = True


_LAW = "Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP"

#: The text of the law was not seen, only what the press reports: so each clause on it says so.
CLAUSES: Sequence[Clause] = (
    Clause(
        _("What is recorded"),
        (
            _("Of your account: name, username, position, e-mail, language, groups, sessions."),
            _(
                "Of a nomination: award, content, achievement, rating of the year, report, the"
                " facts rules ask about (such as discipline), counts of votes, decisions."
            ),
            _(
                "What you say in the discussion of a case, with your name, until you withdraw it,"
                " and where others mention you."
            ),
            _("No birth date, no identity number, no picture of an identity card is asked for."),
        ),
    ),
    Clause(
        _("What for"),
        (
            _(
                "To review, propose and decide commendations as the Law on Emulation and"
                " Commendation and the plan of the office say; for nothing else."
            ),
        ),
        "Luật Thi đua, khen thưởng 2022; kế hoạch của cơ quan",
    ),
    Clause(
        _("On what ground"),
        (
            _(
                "A public body may process what its legal duty needs without asking for consent;"
                " it still has to inform, to take no more than needed, and to protect it."
            ),
        ),
        f"{_LAW}, có hiệu lực từ 01/01/2026",
        is_verified=False,
    ),
    Clause(
        _("Who sees it"),
        (
            _(
                "Your unit's clerk and head, the standing body, the Director, the registry and"
                " auditors; the council once you are before it. Administrators keep accounts."
            ),
            _(
                "How a member of the council voted is shown to nobody, administrators included."
                " A posted list shows name, position, unit and award only."
            ),
        ),
    ),
    Clause(
        _("How it is kept"),
        (
            _(
                "Every change is an entry in a ledger that cannot be edited unnoticed. The ledger"
                " holds numbers and fingerprints; personal values lie beside it."
            ),
            _(
                "Files of awards by the President or the Prime Minister are kept for ever, by the"
                " provincial Chairman 20 years, by the head of an agency 10 years."
            ),
        ),
        "Thông tư 10/2022/TT-BNV, thời hạn bảo quản hồ sơ",
        is_verified=False,
    ),
    Clause(
        _("Your rights"),
        (
            _("To know, to see, to have corrected, to object, to complain."),
            _(
                "A request to correct is answered with a reason within 2 working days. Deleting"
                " has to wait as long as records have to be kept."
            ),
        ),
        _LAW,
        is_verified=False,
    ),
)


@blueprint.get("/privacy")
def privacy_page() -> ResponseReturnValue:
    """Say what is processed, for everybody to read."""
    return render_template("privacy.html", clauses=CLAUSES)
