"""What the rules said, asking by asking, with the law each rule rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from service.edge.language import say as _
from service.models import RuleResult
from service.queries.cases import Case

#: The annotation columns of our decision tables, as their authors head them.
_SOURCE, _REGIME, _VALID, _WHY, _VERIFIED = (
    "Căn cứ",
    "Chế độ pháp lý",
    "Hiệu lực",
    "Giải thích",
    "Đã kiểm chứng",
)
_YES = frozenset({"rồi", "có", "đã", "yes", "true"})


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule that applied: what follows from it, why, and whether the law was verified."""

    rule_id: str
    effect: str | None
    outputs: Mapping[str, Any]
    explanation: str
    source: str
    regime: str
    validity: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """One asking of a decision table in a case."""

    decision_key: str
    element_id: str
    at: datetime
    inputs: Mapping[str, Any]
    rulings: tuple[Ruling, ...]


def rulings_of(case: Case) -> list[Asking]:
    """The askings of a case, the latest first."""
    found = list(_askings(case))
    return found[::-1]


def effect_words(effect: str | None) -> tuple[str, str]:
    """What a rule's effect means, and the colour it is shown in."""
    known = {
        "BLOCK": (_("not eligible"), "red"),
        "SUSPEND": (_("suspended until concluded"), "purple"),
        "WARN": (_("to be noted"), "orange"),
        "REVIEW": (_("a person must look"), "yellow"),
        "PASS": (_("meets the condition"), "green"),
    }
    return known.get(effect or "", (effect or _("applied"), "grey"))


def _askings(case: Case) -> Iterator[Asking]:
    for _key, group in groupby(case.rules, key=lambda one: (one.element_id, one.asking, one.at)):
        results = list(group)
        first = results[0]
        yield Asking(
            decision_key=first.decision_key,
            element_id=first.element_id,
            at=first.at,
            inputs=first.inputs,
            rulings=tuple(_ruling(one) for one in results),
        )


def _ruling(result: RuleResult) -> Ruling:
    notes = {str(name): str(text) for name, text in result.annotations.items()}
    effect = result.outputs.get("effect") or result.outputs.get("severity")
    return Ruling(
        rule_id=result.rule_id,
        effect=str(effect) if effect else None,
        outputs=result.outputs,
        explanation=notes.get(_WHY, ""),
        source=notes.get(_SOURCE, ""),
        regime=notes.get(_REGIME, ""),
        validity=notes.get(_VALID, ""),
        is_verified=notes.get(_VERIFIED, "").strip().lower() in _YES,
    )
