"""The minutes of a council session, worded in Vietnamese from what was recorded."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select

from service.actions.ballot_boxes import is_secret
from service.actions.step import Step
from service.actions.tallies import Comparison, Denominator, Threshold, read_thresholds
from service.calendar import LOCAL_ZONE
from service.forms.words import AWARD_NAMES, SUBJECT_NAMES, VERDICT_NAMES, named
from service.models import (
    Attendance,
    Ballot,
    Choice,
    CouncilSession,
    Nomination,
    Person,
    RuleResult,
    Tally,
)

_SAID = {"passed": "đạt", "failed": "không đạt", "downgraded": "chuyển sang đề nghị Giấy khen"}


def write_minutes(step: Step, council: CouncilSession, tallies: Sequence[Tally]) -> str:
    """Word who took part, what the votes were held against, and how each nominee came out."""
    return "\n".join(
        (
            *_opening(step, council),
            *_attendance(step, council),
            *_rules(step),
            *_results(tallies),
            *_chair(step, tallies),
            *_conclusion(tallies),
        )
    )


def _opening(step: Step, council: CouncilSession) -> Iterator[str]:
    yield "BIÊN BẢN HỌP HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG"
    yield f"Đợt thi đua: {step.campaign.name}. Phiên họp số {council.number}."
    if council.convened_for is not None:
        when = council.convened_for.astimezone(LOCAL_ZONE)
        yield f"Thời gian: {when:%H:%M} ngày {when:%d/%m/%Y}. Địa điểm: {council.place}."
    agenda = step.answers("convene").get("agenda")
    if agenda:
        yield f"Nội dung: {agenda}"


def _attendance(step: Step, council: CouncilSession) -> Iterator[str]:
    roll = sorted(council.attendances, key=lambda line: line.person_id)
    present = [line for line in roll if line.present]
    yield ""
    yield "I. THÀNH PHẦN"
    yield f"Tổng số thành viên: {len(roll)}; có mặt: {len(present)}."
    yield from _named_as("Có mặt", [line.person.name for line in present])
    yield from (_absent(line) for line in roll if not line.present)
    yield f"Hình thức: {method_words(council)}."
    voted = set(
        step.session.scalars(select(Ballot.person_id).where(Ballot.session_id == council.id))
    )
    missing = [line.person.name for line in roll if line.person_id not in voted]
    if missing:
        yield f"Không gửi ý kiến khi hết thời hạn biểu quyết: {', '.join(missing)}."
    yield from _recused(step, council)


def _recused(step: Step, council: CouncilSession) -> Iterator[str]:
    recusals = step.session.execute(
        select(Person.name, Nomination.number, Ballot.reason)
        .join(Ballot, Ballot.person_id == Person.id)
        .join(Nomination, Nomination.id == Ballot.nomination_id)
        .where(Ballot.session_id == council.id, Ballot.choice == Choice.RECUSED)
        .order_by(Nomination.number, Person.id)
    )
    for name, number, reason in recusals:
        because = f" (lý do: {reason})" if reason else ""
        yield f"- Không biểu quyết hồ sơ N{number:03d}: {name}{because}"


def _named_as(what: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"- {what}: {', '.join(names)}."


def _absent(line: Attendance) -> str:
    return f"- Vắng: {line.person.name}" + (f" (lý do: {line.reason})" if line.reason else "")


def method_words(council: CouncilSession) -> str:
    """Word how a session voted."""
    if council.by_written_opinion:
        manner = ", bỏ phiếu kín" if is_secret(council) else ""
        return f"lấy ý kiến bằng văn bản{manner}, do không đủ thành viên dự họp"
    if is_secret(council):
        return "bỏ phiếu kín; thành viên vắng bỏ phiếu từ xa"
    return "biểu quyết ghi tên; thành viên vắng gửi ý kiến bằng văn bản"


def _rules(step: Step) -> Iterator[str]:
    sources = _sources(step)
    yield ""
    yield "II. NGƯỠNG PHIẾU"
    for one in read_thresholds(step.variables["thresholds"]).values():
        basis = sources.get(one.rule_id, "giả định, chưa có căn cứ")
        yield f"- {AWARD_NAMES[one.award]}: {_threshold(one)}. Căn cứ: {basis} [{one.rule_id}]."


def _threshold(one: Threshold) -> str:
    comparison = "ít nhất" if one.comparison is Comparison.AT_LEAST else "trên"
    whole = "tổng số thành viên"
    if one.denominator is Denominator.PRESENT:
        whole = "số thành viên tham gia"
    quorum = f"{one.quorum_numerator}/{one.quorum_denominator}"
    return (
        f"{comparison} {one.percent}% {whole}, trừ người không được biểu quyết; "
        f"họp khi có ít nhất {quorum}"
    )


def _sources(step: Step) -> dict[str, str]:
    """Read where each rule comes from, as the table said when it was asked last."""
    step.uow.flush()
    asked = step.session.scalars(
        select(RuleResult)
        .where(
            RuleResult.instance_id == step.instance.id,
            RuleResult.decision_key == "vote_threshold",
        )
        .order_by(RuleResult.asking, RuleResult.id)
    )
    return {one.rule_id: _source(one) for one in asked if one.rule_id}


def _source(result: RuleResult) -> str:
    basis = str(result.annotations.get("Căn cứ") or "không nêu")
    verified = result.annotations.get("Đã kiểm chứng") == "Rồi"
    return basis if verified else f"{basis} (giả định, chưa kiểm chứng)"


def _results(tallies: Iterable[Tally]) -> Iterator[str]:
    yield ""
    yield "III. KẾT QUẢ BIỂU QUYẾT"
    for number, one in enumerate(tallies, start=1):
        rank = f", xếp thứ {one.rank}" if one.rank is not None else ""
        yield (
            f"{number}. {_voted_on(one.nomination)}: "
            f"tổng số thành viên {one.members}, không biểu quyết {one.recused}, "
            f"đồng ý {one.yes}, không đồng ý {one.no}, "
            f"cần {one.needed}{rank}. Kết quả: {VERDICT_NAMES[one.verdict]}."
        )


def _voted_on(nomination: Nomination) -> str:
    """Name a nomination with the award that was voted on, not the lower one it may get."""
    return (
        f"{nomination.key} {nomination.nominee}, {SUBJECT_NAMES[nomination.subject]}, "
        f"{nomination.unit.name}, {AWARD_NAMES[nomination.proposed_award]}"
    )


def _chair(step: Step, tallies: Iterable[Tally]) -> Iterator[str]:
    decisions = step.answers("resolve_tallies").get("decisions", {})
    if not decisions:
        return
    yield ""
    yield "IV. QUYẾT ĐỊNH CỦA CHỦ TỊCH HỘI ĐỒNG"
    for one in tallies:
        said = decisions.get(one.nomination.key)
        if said is not None:
            reason = f" Lý do: {said['reason'].rstrip(' .')}." if said.get("reason") else ""
            yield f"- {named(one.nomination)}: {_SAID[said['decision']]}.{reason}"


def _conclusion(tallies: Sequence[Tally]) -> Iterator[str]:
    passed = sum(one.verdict in {"passed", "downgraded"} for one in tallies)
    yield ""
    yield "KẾT LUẬN"
    yield f"Hội đồng xét {len(tallies)} trường hợp, thống nhất đề nghị {passed} trường hợp./."
