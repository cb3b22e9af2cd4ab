"""Scenario files of as many nominations as are wanted; a seed decides what becomes of each."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from service.rehearsal.scenario import SCENARIOS

UNITS = ("HTQT", "LSLT", "QLBG", "DVDN")
COUNCIL = ("giamdoc", "phogiamdoc", "congdoan", "lslt.truong", "qlbg.truong")
RETURN = {"outcome": "return", "missing": "Thiếu biên bản họp bình xét.", "due_days": 2}
REFUSE = {"outcome": "refuse", "missing": "Vẫn thiếu biên bản họp bình xét."}
COMPLETE = {"outcome": "complete"}
WEAK, GOOD = {"rating": "SATISFACTORY"}, {"rating": "GOOD"}
DOUBTED = {"complaint_under_verification": True, "note": "Có đơn đang được xác minh."}
CLEARED = {"complaint_under_verification": False, "note": "Đơn không đúng sự thật."}
HEAD = """
title = "Mùa sinh ra từ một số ngẫu nhiên"
starts_at = 2026-03-02T08:00:00+07:00
pace = 1

[campaign]
code = "2026"
name = "Đợt thi đua sinh ra để thử"
legal_regime = "law-2022: Luật Thi đua, khen thưởng 2022"
starts_on = 2026-01-01
ends_on = 2026-09-30
created_by = "thuongtruc"
settings = { posting_days = { value = 3, basis = "Kịch bản thử", assumed = true } }
"""
DEADLINES = {
    "unit_deadline": "2026-04-24T17:00:00+07:00",
    "consolidation_deadline": "2026-05-15T17:00:00+07:00",
    "congress_close": "2026-09-30T17:00:00+07:00",
}
#: What happens when, so that every fate has its time.
TIMES = (
    {"element": "hold_meeting", "not_before": "2026-04-13T08:00:00+07:00"},
    {"element": "check_completeness", "round": 1, "not_before": "2026-04-20T08:00:00+07:00"},
    {"element": "record_province_response", "round": 1, "answers": {"response": "returned"}},
)


@dataclass
class Fate:
    """What becomes of one nomination, in the words of a scenario file."""

    award: str | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)
    against: tuple[str, ...] = ()
    override: dict[str, Any] = field(default_factory=dict)
    event: dict[str, Any] = field(default_factory=dict)


def _concluded(day: str, cleared: bool) -> dict[str, Any]:
    return {"kind": "conclude_suspension", "at": day, "cleared": cleared, "text": "Đã kết luận."}


def _withdrawn(random: Random) -> Fate:
    day = f"2026-04-{random.randint(3, 29):02}T{random.randint(8, 16):02}:30:00+07:00"
    return Fate(event={"kind": "withdraw", "at": day, "text": "Xin rút."})


def _by_province(**rows: Any) -> Fate:
    return Fate(award="BANG_KHEN_TINH", rows=rows)


def _held(cleared: bool) -> Fate:
    return Fate(
        answers={"prepare_dossier": [{"under_investigation": True}]},
        event=_concluded("2026-04-27T09:00:00+07:00", cleared),
    )


FATES: dict[str, Callable[[Random], Fate]] = {
    "usual": lambda _: Fate(),
    "mended": lambda _: Fate(
        answers={"prepare_dossier": [WEAK, GOOD], "answer_ineligibility": [{"mend": True}]}
    ),
    "dropped": lambda _: Fate(answers={"prepare_dossier": [WEAK]}),
    "returned": lambda random: Fate(
        answers={"check_completeness": [RETURN] * random.randint(1, 2) + [COMPLETE]}
    ),
    "refused": lambda _: Fate(answers={"check_completeness": [RETURN, REFUSE]}),
    "overdue": lambda _: Fate(
        answers={"check_completeness": [RETURN, COMPLETE]},
        override={"element": "supplement_dossier", "leave": True},
    ),
    "found out late": lambda _: Fate(
        answers={"cross_check": [{"already_awarded": True, "note": "Đã được khen."}]}
    ),
    "held and cleared": lambda _: _held(cleared=True),
    "held and excluded": lambda _: _held(cleared=False),
    "held late": lambda _: Fate(
        answers={"cross_check": [DOUBTED, CLEARED]},
        event=_concluded("2026-05-04T09:00:00+07:00", cleared=True),
    ),
    "not passed by its unit": lambda _: Fate(rows={"hold_meeting": {"yes": 1, "no": 7}}),
    "not passed by the council": lambda _: Fate(against=COUNCIL),
    "withdrawn": _withdrawn,
    "returned by the province": lambda _: _by_province(
        record_province_response={"verdict": "missing", "missing": "Báo cáo chưa theo mẫu."}
    ),
    "refused by the province": lambda _: _by_province(
        record_province_decisions={"decision": "refused", "reason": "Nhiệm vụ thường xuyên."}
    ),
}


def generated_season(seed: int, nominations: int) -> str:
    """The scenario file of a seed: every fate at least once, and the rest as it falls."""
    random = Random(seed)
    names = [*FATES, *random.choices([*FATES], k=nominations - len(FATES))]
    random.shuffle(names)
    parts = [f"include = {_written([str(SCENARIOS / 'parts' / one) for one in PARTS])}", HEAD]
    parts += [
        _table("campaign.deadlines", {"name": name, "due_at": at, "basis": "Kịch bản thử"})
        for name, at in DEADLINES.items()
    ]
    parts += [_table("overrides", one) for one in TIMES]
    for number, name in enumerate(names):
        parts += _nomination(number, FATES[name](random), random)
    return "\n".join(parts)


PARTS = ("usual.toml", "small_cast.toml")


def _nomination(number: int, fate: Fate, random: Random) -> list[str]:
    ref, unit = f"n{number}", UNITS[number % len(UNITS)]
    told = {
        "ref": ref,
        "unit": unit,
        "nominee": f"Người Mẫu {number:03}",
        "subject": "individual",
        "award": fate.award or random.choice(["GIAY_KHEN", "BANG_KHEN_TINH"]),
        "content": "II.2",
        "achievement": f"Rút ngắn thời gian xử lý hồ sơ, lần thứ {number}",
        "answers": fate.answers,
        "rows": fate.rows,
        "against": list(fate.against),
    }
    parts = [_table("nominations", told)]
    if fate.override:
        parts.append(_table("overrides", {"nomination": ref, **fate.override}))
    if fate.event:
        clerk = "thuongtruc" if "cleared" in fate.event else f"{unit.lower()}.chuyenvien"
        parts.append(_table("events", {"nomination": ref, "by": clerk, **fate.event}))
    return parts


def _table(name: str, values: dict[str, Any]) -> str:
    return "\n".join([f"[[{name}]]", *(f"{key} = {_written(one)}" for key, one in values.items())])


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_written(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    is_moment = isinstance(value, str) and value.endswith("+07:00")
    return value if is_moment else json.dumps(value, ensure_ascii=False)
