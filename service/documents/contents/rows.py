"""Nominations as rows of lists and tables on papers."""

from collections.abc import Iterable, Sequence
from typing import Any

from service.forms.words import AWARD_NAMES, SUBJECT_NAMES
from service.models import Award, Nomination, Rating, Subject

RATING_NAMES = {
    Rating.EXCELLENT: "Hoàn thành xuất sắc nhiệm vụ",
    Rating.GOOD: "Hoàn thành tốt nhiệm vụ",
    Rating.SATISFACTORY: "Hoàn thành nhiệm vụ",
    Rating.UNSATISFACTORY: "Không hoàn thành nhiệm vụ",
}


def row_of(nomination: Nomination) -> dict[str, str]:
    """Write a nomination as a row of a list."""
    return {
        "key": nomination.key,
        "name": nomination.nominee,
        "unit": nomination.unit.name,
        "post": ", ".join(part for part in (nomination.position, nomination.unit.name) if part),
        "subject": SUBJECT_NAMES[nomination.subject],
        "award": AWARD_NAMES[nomination.award],
        "achievement": nomination.achievement,
        "rating": rating_of(nomination),
        "votes": _votes(nomination),
    }


def rating_of(nomination: Nomination) -> str:
    """Write the rating of the year, where it is known."""
    rating = nomination.dossier.rating if nomination.dossier else None
    return RATING_NAMES[rating] if rating else ""


def _votes(nomination: Nomination) -> str:
    """Write the votes that carried it so far: the council's, else the unit's."""
    if nomination.council_total:
        return f"{nomination.council_yes}/{nomination.council_total}"
    return f"{nomination.unit_yes}/{nomination.unit_present}" if nomination.unit_present else ""


def lists_of(nominations: Iterable[Nomination]) -> dict[str, list[dict[str, str]]]:
    """Sort nominations into collectives and individuals, higher awards first."""
    ordered = sorted(nominations, key=lambda one: (-list(Award).index(one.award), one.number))
    return {
        "collectives": [row_of(one) for one in ordered if one.subject is Subject.COLLECTIVE],
        "individuals": [row_of(one) for one in ordered if one.subject is Subject.INDIVIDUAL],
    }


def totals_of(nominations: Sequence[Nomination]) -> list[dict[str, Any]]:
    """Count nominations by award and subject, with a last row for all."""
    groups = [(AWARD_NAMES[award], [award]) for award in reversed(Award)]
    rows = [_total(name, nominations, awards) for name, awards in groups]
    return [*(row for row in rows if row["all"]), _total("Tổng cộng", nominations, list(Award))]


def _total(name: str, nominations: Sequence[Nomination], awards: list[Award]) -> dict[str, Any]:
    counted = [one.subject for one in nominations if one.award in awards]
    return {
        "award": name,
        "collectives": counted.count(Subject.COLLECTIVE),
        "individuals": counted.count(Subject.INDIVIDUAL),
        "all": len(counted),
    }


def share(part: int, whole: int) -> str:
    """Write a share in percent with one decimal, reckoned in whole numbers."""
    tenths = (part * 2000 + whole) // (2 * whole) if whole else 0
    return f"{tenths // 10},{tenths % 10}"
