"""What the chair decides where the count leaves a nomination open."""

from collections import Counter
from collections.abc import Mapping

from service.actions.ballots import places_left
from service.actions.councils import session_of
from service.actions.registry import action
from service.actions.step import Step
from service.actions.tallies import Category
from service.audit.events import Event
from service.errors import Invalid
from service.models import Award, CouncilSession, Tally, Verdict
from service.queries.councils import open_tallies
from service.queries.nominations import tallies_of_session

#: What a verdict becomes by what the chair says; what is not here cannot be said.
_DECIDED = {
    (Verdict.TIED, "passed"): Verdict.PASSED,
    (Verdict.TIED, "failed"): Verdict.OVER_QUOTA,
    (Verdict.TIED, "downgraded"): Verdict.DOWNGRADED,
    (Verdict.OVER_QUOTA, "failed"): Verdict.OVER_QUOTA,
    (Verdict.OVER_QUOTA, "downgraded"): Verdict.DOWNGRADED,
    (Verdict.DOWNGRADABLE, "failed"): Verdict.FAILED,
    (Verdict.DOWNGRADABLE, "downgraded"): Verdict.DOWNGRADED,
}


@action("apply_resolution")
def apply_resolution(step: Step) -> None:
    """Put the chair's decisions into the tallies, as far as votes and quotas allow them."""
    council = session_of(step)
    decisions = step.answers("resolve_tallies")["decisions"]
    tallies = {one.nomination.key: one for one in open_tallies(step.session, council)}
    decided = {
        key: _decide(tally, decisions.get(key, {}).get("decision", ""))
        for key, tally in tallies.items()
    }
    _refuse({key: "not_open_to_choice" for key, verdict in decided.items() if verdict is None})
    for key, verdict in decided.items():
        if verdict is not None:
            tallies[key].verdict = verdict
    full = _overfull(step, council)
    _refuse({key: "over_quota" for key, one in tallies.items() if _category(one) in full})
    for tally in tallies.values():
        _record(step, council, tally)


def _decide(tally: Tally, said: str) -> Verdict | None:
    verdict = _DECIDED.get((tally.verdict, said))
    if verdict is Verdict.DOWNGRADED and tally.nomination.award is Award.GIAY_KHEN:
        return None
    return verdict


def _refuse(problems: Mapping[str, str]) -> None:
    if problems:
        raise Invalid({f"decisions.{key}.decision": [code] for key, code in problems.items()})


def _category(tally: Tally) -> Category | None:
    """Name the quota a nomination uses up, by what was decided."""
    if tally.verdict is Verdict.DOWNGRADED:
        return Award.GIAY_KHEN, tally.nomination.subject
    if tally.verdict is Verdict.PASSED:
        return tally.nomination.award, tally.nomination.subject
    return None


def _overfull(step: Step, council: CouncilSession) -> set[Category]:
    used = Counter(map(_category, tallies_of_session(step.session, council.id)))
    places = places_left(step, council)
    return {category for category, limit in places.items() if used[category] > limit}


def _record(step: Step, council: CouncilSession, tally: Tally) -> None:
    step.uow.record(
        Event.COUNCIL_RESOLVED,
        instance_id=step.instance.id,
        nomination_id=tally.nomination_id,
        detail={"session": council.id, "verdict": tally.verdict.value},
    )
