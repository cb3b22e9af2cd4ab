"""What the rules said, asking by asking, with the law each rule rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from service.edge.language import say as _
from service.models import RuleResult
from service.queries.cases import Case
from service.web.words import AWARDS, ROUTES, word

#: The annotation columns of our decision tables, as their authors head them.
_CODE, _SOURCE, _REGIME, _VALID, _WHY, _VERIFIED = (
    "Mã",
    "Căn cứ",
    "Chế độ pháp lý",
    "Hiệu lực",
    "Giải thích",
    "Đã kiểm chứng",
)
#: What a rule can say, the gravest first.
_GRAVITY = ("BLOCK", "SUSPEND", "NEEDS_REVIEW", "WARN")
_YES = frozenset({"rồi", "có", "đã", "yes", "true"})


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule that applied: what follows from it, why, and whether the law was verified."""

    code: str
    effect: str | None
    outputs: Mapping[str, Any]
    explanation: str
    source: str
    regime: str
    validity: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """One asking of a decision table in a case; without rulings, no rule applied.

    ``defaults`` are what holds then, as the table says.
    """

    decision_key: str
    element_id: str
    at: datetime
    inputs: Mapping[str, Any]
    rulings: tuple[Ruling, ...]
    defaults: Mapping[str, Any]


def rulings_of(case: Case) -> list[Asking]:
    """The askings of a case, the latest first."""
    found = list(_askings(case))
    return found[::-1]


def effect_words(ruling: Ruling) -> tuple[str, str]:
    """What a rule says, in words, and the colour it is shown in."""
    known = {
        "BLOCK": (_("not eligible"), "red"),
        "SUSPEND": (_("suspended until concluded"), "purple"),
        "WARN": (_("to be noted"), "orange"),
        "NEEDS_REVIEW": (_("a person must look"), "yellow"),
        "ELIGIBLE": (_("meets the condition"), "green"),
    }
    if ruling.effect is not None:
        return known.get(ruling.effect, (ruling.effect, "grey"))
    return _output_words(ruling.outputs), "blue"


def weight(ruling: Ruling) -> int:
    """Where a ruling stands among others when the gravest are read first."""
    return _GRAVITY.index(ruling.effect) if ruling.effect in _GRAVITY else len(_GRAVITY)


def _output_words(outputs: Mapping[str, Any]) -> str:
    """The outputs of a table that gives no verdict: a share of votes, or who decides."""
    if "percent" in outputs:
        award = word(AWARDS, outputs.get("award"))
        return f"{award}: {_share(outputs)}"
    if "route" in outputs:
        return word(ROUTES, outputs["route"])
    return _("applied")


def _share(outputs: Mapping[str, Any]) -> str:
    percent = outputs["percent"]
    is_more = outputs.get("comparison") == "more_than"
    of_present = outputs.get("denominator") == "present"
    words = {
        (True, True): _("more than %(percent)s%% of those present", percent=percent),
        (True, False): _("more than %(percent)s%% of all members", percent=percent),
        (False, True): _("at least %(percent)s%% of those present", percent=percent),
        (False, False): _("at least %(percent)s%% of all members", percent=percent),
    }
    return words[is_more, of_present]


def _askings(case: Case) -> Iterator[Asking]:
    for _key, group in groupby(case.rules, key=lambda one: (one.element_id, one.asking, one.at)):
        results = list(group)
        first = results[0]
        yield Asking(
            decision_key=first.decision_key,
            element_id=first.element_id,
            at=first.at,
            inputs=first.inputs,
            rulings=tuple(_ruling(one, one.rule_id) for one in results if one.rule_id),
            defaults={} if first.rule_id else first.outputs,
        )


def _ruling(result: RuleResult, rule_id: str) -> Ruling:
    notes = {str(name): str(text) for name, text in result.annotations.items()}
    effect = result.outputs.get("severity")
    return Ruling(
        code=notes.get(_CODE) or rule_id,
        effect=str(effect) if effect else None,
        outputs=result.outputs,
        explanation=notes.get(_WHY, ""),
        source=notes.get(_SOURCE, ""),
        regime=notes.get(_REGIME, ""),
        validity=notes.get(_VALID, ""),
        is_verified=notes.get(_VERIFIED, "").strip().lower() in _YES,
    )
