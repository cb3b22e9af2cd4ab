"""A season told day by day, in Vietnamese, for people to read."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from service.audit.events import Event
from service.models import ProcessInstance, TaskStatus, TimerState
from service.rehearsal.export import Table
from service.rehearsal.people import ZONE
from service.rehearsal.record import Record
from service.rehearsal.routes import Evidence
from service.rehearsal.timing import Stopwatch
from service.rehearsal.trails import Happening

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")

ROUTES = {
    "return_for_supplement": "Trả lại để bổ sung",
    "late_unit_accepted": "Đơn vị nộp muộn được chấp nhận",
    "late_unit_closed": "Đơn vị nộp muộn bị khóa",
    "ineligible": "Không đủ điều kiện",
    "suspended_and_resumed": "Tạm dừng rồi tiếp tục",
    "recused_member": "Ủy viên không tham gia biểu quyết hồ sơ liên quan",
    "council_not_quorate_reconvened": "Hội đồng không đủ thành viên, họp lại",
    "below_threshold": "Không đạt tỷ lệ phiếu",
    "tie": "Bằng phiếu ở suất cuối",
    "quota_overflow": "Vượt số lượng",
    "downgraded": "Hạ hình thức khen thưởng",
    "returned_by_province": "Tỉnh trả lại để bổ sung",
    "refused_by_province": "Tỉnh không khen",
    "withdrawn": "Rút hồ sơ",
    "downtime_across_deadline": "Hệ thống ngừng qua thời hạn",
    "congress_date_moved": "Ngày bế mạc Đại hội thay đổi",
}

OUTCOMES = {
    "awarded": "được khen",
    "downgraded": "hạ hình thức",
    "not_nominated": "đơn vị không đề nghị",
    "ineligible": "không đủ điều kiện",
    "not_passed": "không đạt phiếu",
    "over_quota": "vượt số lượng",
    "refused": "không được duyệt",
    "withdrawn": "đã rút",
}

#: Occurrences worth a line of their own, told in these words.
REMARKABLE = {
    Event.DEADLINE_MOVED: "Thời hạn được dời",
    Event.NOMINATION_WITHDRAWN: "Rút hồ sơ",
    Event.NOMINATION_SUSPENDED: "Tạm dừng hồ sơ",
    Event.NOMINATION_RESUMED: "Hồ sơ tiếp tục",
    Event.COMPLAINT_FILED: "Có ý kiến phản ánh",
    Event.INCIDENT_OPENED: "SỰ CỐ",
}

#: Instances that have only a number of their own.
WORDS = {
    "council_session": "phiên",
    "department_award": "quyết định",
    "provincial_submission": "tờ trình",
}

TIMER_WORDS = {
    TimerState.FIRED: "đến hạn",
    TimerState.COALESCED: "gộp vào lần nhắc sau",
    TimerState.SKIPPED: "bỏ qua",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a day: when, what, about whom."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a report is made of, besides the evidence."""

    exported: Table
    missing_routes: list[str]
    #: What the diagrams call their elements.
    names: Mapping[str, str]
    #: Elements the scenario speaks of and no diagram has.
    unknown: list[str]
    stopwatch: Stopwatch


def tell(evidence: Evidence, told: Told) -> str:
    """Tell a season: its days, its exceptional routes, its result, and where the time went."""
    record = evidence.record
    parts = [
        f"# {record.campaign.name} ({record.campaign.code})",
        f"Căn cứ pháp lý: {record.campaign.legal_regime}",
        *_days(evidence, told.names),
        _routes(told.exported["routes"], told.missing_routes),
        *_unknown(told.unknown),
        _result(told.exported["totals"]),
        _proof(told.exported["audit"]),
        _times(told.stopwatch),
    ]
    return "\n\n".join(parts)


def _days(evidence: Evidence, names: Mapping[str, str]) -> Iterator[str]:
    lines = sorted(_lines(evidence, names), key=lambda line: line.at)
    for day, of_day in groupby(lines, key=lambda line: _local(line.at).date()):
        told = "\n".join(f"  {_local(line.at):%H:%M}  {line.text}" for line in of_day)
        yield f"{_named(day)}\n{told}"


def _lines(evidence: Evidence, names: Mapping[str, str]) -> Iterator[Line]:
    record = evidence.record
    yield from _work(record)
    yield from _timers(record, names)
    yield from _remarkable(record)
    for standstill in evidence.standstills:
        until = _local(standstill.ends_at)
        yield Line(standstill.starts_at, f"■ Hệ thống ngừng đến {until:%H:%M %d/%m/%Y}")


def _work(record: Record) -> Iterator[Line]:
    """The completed tasks of a day, told once for each kind with how many there were."""
    done = [one for one in record.tasks if one.status == TaskStatus.COMPLETED and one.closed_at]
    kinds: dict[tuple[date, str, str], list[datetime]] = {}
    about: dict[tuple[date, str, str], list[str]] = {}
    for task in done:
        assert task.closed_at is not None
        instance = record.instances[task.instance_id]
        kind = (_local(task.closed_at).date(), task.element_id, task.name)
        kinds.setdefault(kind, []).append(task.closed_at)
        about.setdefault(kind, []).append(_subject(instance))
    for kind, moments in kinds.items():
        count = f" × {len(moments)}" if len(moments) > 1 else ""
        yield Line(min(moments), f"{kind[2]}{count}: {_listed(about[kind])}")


def _subject(instance: ProcessInstance) -> str:
    """What an instance is about, in a word: a nomination's key, a unit, the second session."""
    word = WORDS.get(instance.process_key)
    name = instance.business_key.rpartition("/")[2]
    return f"{word} {name}" if word else name


def _listed(names: list[str]) -> str:
    distinct = list(dict.fromkeys(names))
    shown = ", ".join(distinct[:8])
    return f"{shown} …" if len(distinct) > len(distinct[:8]) else shown


def _timers(record: Record, names: Mapping[str, str]) -> Iterator[Line]:
    kinds: Counter[tuple[datetime, str, str, bool]] = Counter()
    for timer in record.timers:
        if timer.fired_at is not None and timer.state in TIMER_WORDS:
            late = timer.late_by is not None
            kinds[timer.fired_at, timer.element_id, TIMER_WORDS[timer.state], late] += 1
    for (at, element, word, late), count in kinds.items():
        times = f" × {count}" if count > 1 else ""
        yield Line(
            at, f"⏰ {names.get(element) or element}{times}: {word}{' (muộn)' if late else ''}"
        )


def _remarkable(record: Record) -> Iterator[Line]:
    keys = {one.id: one.key for one in record.nominations}
    for one in record.happenings:
        if one.event in REMARKABLE:
            yield Line(one.at, f"▲ {REMARKABLE[Event(one.event)]}{_about(one, keys)}")


def _about(one: Happening, keys: dict[int, str]) -> str:
    if one.event == Event.DEADLINE_MOVED:
        moved = [_local(datetime.fromisoformat(one.detail[end])) for end in ("from", "to")]
        return f": {one.detail['deadline']}, {moved[0]:%d/%m/%Y} → {moved[1]:%d/%m/%Y}"
    return f": {keys[one.nomination_id]}" if one.nomination_id in keys else ""


def _routes(routes: dict[str, list[str]], missing: list[str]) -> str:
    told = [f"  {ROUTES[name]} ({name}): {_listed(keys)}" for name, keys in routes.items() if keys]
    told += [f"  THIẾU {ROUTES.get(name, name)} ({name}): không hồ sơ nào" for name in missing]
    return "\n".join(["Các nhánh đặc biệt", *told])


def _unknown(elements: list[str]) -> Iterator[str]:
    if elements:
        yield f"Kịch bản nhắc đến phần tử không có trong sơ đồ: {', '.join(elements)}"


def _result(totals: Table) -> str:
    outcomes = ", ".join(
        f"{OUTCOMES.get(name, name)} {count}" for name, count in totals["by_outcome"].items()
    )
    contents = ", ".join(f"{name}: {count}" for name, count in totals["by_content"].items())
    lines = [
        f"Kết quả: {totals['units']} đơn vị, {totals['nominations']} đề nghị",
        f"  {outcomes}",
        f"  Theo nội dung thi đua — {contents}",
        f"  Tiền thưởng theo quyết định: {totals['bonus']:,} đồng".replace(",", "."),
    ]
    if totals["failures"]:
        lines.append(f"  SỰ CỐ: {totals['failures']} bước của hệ thống không chạy được")
    if totals["unfinished"]:
        lines.append(f"  CHƯA KẾT THÚC: {_listed(totals['unfinished'])}")
    return "\n".join(lines)


def _proof(audit: Table) -> str:
    state = "khớp" if audit["verified"] else "KHÔNG KHỚP"
    return f"Sổ kiểm chứng: {audit['entries']} mục, {state}"


def _times(stopwatch: Stopwatch) -> str:
    lines = [
        f"  {seconds:6.2f} s  {name} ({stopwatch.times[name]} lần)"
        for name, seconds in sorted(stopwatch.seconds.items(), key=lambda one: -one[1])
    ]
    return "\n".join([f"Thời gian: {sum(stopwatch.seconds.values()):.1f} s", *lines])


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZONE)


def _named(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"
