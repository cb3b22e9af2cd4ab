"""What is written about one nomination: the report of the achievement, and notices to its unit."""

from collections.abc import Iterator

from sqlalchemy import select

from service.actions.words import OUTCOME_WORDS, until_words
from service.documents.contents.registry import content
from service.documents.contents.rows import rating_of, row_of
from service.documents.contents.scene import Scene, dated, lines_of
from service.documents.fields import Fields
from service.forms.words import AWARD_NAMES
from service.models import (
    OUTCOMES,
    Content,
    DocumentKind,
    Dossier,
    Group,
    Nomination,
    Paper,
    PaperKind,
    PaperLine,
    Subject,
)
from service.queries.nominations import papers_of

CONTENT_NAMES = {
    Content.PROPAGANDA: "nội dung II.1 của Kế hoạch (tuyên truyền)",
    Content.DIGITAL_REFORM: "nội dung II.2 của Kế hoạch (cải cách hành chính, chuyển đổi số)",
    Content.INTEGRITY: "nội dung II.3 của Kế hoạch (liêm chính, tiết kiệm, kỷ cương)",
    Content.SOLIDARITY: "nội dung II.4 của Kế hoạch (đoàn kết, nhiệm vụ chính trị, đối ngoại)",
}
_ISSUERS = {
    PaperKind.AWARD_DECISION: "Giám đốc Sở",
    PaperKind.PROVINCE_DECISION: "Chủ tịch UBND tỉnh",
    PaperKind.PRIME_MINISTER_DECISION: "Thủ tướng Chính phủ",
}


@content("nomination", DocumentKind.INDIVIDUAL_REPORT)
def individual_report(scene: Scene) -> Fields | None:
    """Fill the report of a person's achievement from the dossier."""
    one = scene.nomination
    if one.subject is not Subject.INDIVIDUAL or one.dossier is None:
        return None
    return _report(scene, one.dossier) | {
        "sex": {True: "Nữ", False: "Nam", None: "…………"}[one.is_woman],
        "position": one.position or "…………………………",
        "reporter_title": "Người báo cáo thành tích",
        "reporter": one.nominee,
    }


@content("nomination", DocumentKind.COLLECTIVE_REPORT)
def collective_report(scene: Scene) -> Fields | None:
    """Fill the report of a team's achievement from the dossier."""
    one = scene.nomination
    if one.subject is not Subject.COLLECTIVE or one.dossier is None:
        return None
    return _report(scene, one.dossier) | {
        "unity": {True: "có", False: "không", None: "…………"}[one.dossier.internal_unity],
        "reporter_title": "Đại diện tập thể",
        "reporter": "",
    }


def _report(scene: Scene, dossier: Dossier) -> dict[str, object]:
    one = scene.nomination
    return scene.of_unit(one.unit) | {
        "award": AWARD_NAMES[one.proposed_award],
        "name": one.nominee,
        "content": CONTENT_NAMES[one.content],
        "period": _period(dossier),
        "achievement": one.achievement,
        "report": lines_of(dossier.report),
        "contribution": lines_of(dossier.direct_contribution),
        "rating": rating_of(one) or "…………",
        "earlier_awards": list(_earlier_awards(scene, one)),
        "unit_head": _confirming(scene, one),
    }


def _confirming(scene: Scene, nomination: Nomination) -> str:
    """Name the head who confirms a report; nobody confirms the own one."""
    head = scene.first(Group.UNIT_HEAD, nomination.unit_id)
    return head if head != nomination.nominee else ""


def _period(dossier: Dossier) -> str:
    if dossier.achievement_from is None or dossier.achievement_to is None:
        return ""
    return f"từ {dossier.achievement_from:%d/%m/%Y} đến {dossier.achievement_to:%d/%m/%Y}"


def _earlier_awards(scene: Scene, nomination: Nomination) -> Iterator[dict[str, object]]:
    """What this service knows the same person was granted in other campaigns."""
    if nomination.person_id is None:
        return
    granted = scene.session.execute(
        select(Paper.kind, Paper.number, Paper.dated, Nomination.award)
        .join(PaperLine, PaperLine.paper_id == Paper.id)
        .join(Nomination, Nomination.id == PaperLine.nomination_id)
        .where(
            Nomination.person_id == nomination.person_id,
            Nomination.campaign_id != nomination.campaign_id,
            PaperLine.granted.is_(True),
            Paper.dated.is_not(None),
        )
        .order_by(Paper.dated, Paper.id)
    )
    for kind, number, day, award in granted:
        assert day is not None
        yield {
            "year": day.year,
            "award": AWARD_NAMES[award],
            "decision": f"{number}, {dated(day)}",
            "issuer": _ISSUERS.get(kind, ""),
        }


@content("nomination", DocumentKind.RETURN_NOTICE)
def return_notice(scene: Scene) -> Fields | None:
    """Tell the unit what its dossier lacks, while it lacks something."""
    dossier = scene.nomination.dossier
    if dossier is None or not dossier.missing:
        return None
    due = dossier.supplement_due_at
    return row_of(scene.nomination) | {
        "number_line": scene.number_line("TB"),
        "missing": [line.rstrip(" .;") + "." for line in lines_of(dossier.missing)],
        "due": until_words(due) if due else "",
        "receivers": _TO_UNIT,
    }


_TO_UNIT = ["Như trên", "Bộ phận thường trực Hội đồng"]


@content("nomination", DocumentKind.RESULT_NOTICE)
def result_notice(scene: Scene) -> Fields | None:
    """Tell the unit how the nomination came out, once it has."""
    one = scene.nomination
    if one.status not in OUTCOMES:
        return None
    return row_of(one) | {
        "number_line": scene.number_line("TB"),
        "proposed_award": AWARD_NAMES[one.proposed_award],
        "outcome": OUTCOME_WORDS[one.status],
        "reason": one.outcome_reason or "",
        "decisions": [*filter(None, map(_decision, papers_of(scene.session, one.id)))],
        "receivers": _TO_UNIT,
    }


def _decision(line: PaperLine) -> str:
    """What a paper decided; a letter that only asks decides nothing."""
    paper = line.paper
    if line.granted is None or paper.dated is None:
        return ""
    said = "tặng" if line.granted else "không tặng"
    award = AWARD_NAMES[line.nomination.award]
    return f"Quyết định số {paper.number} {dated(paper.dated)}: {said} {award}"
