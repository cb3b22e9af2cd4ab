"""The exceptional routes of a season, each told from what its database says really happened."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from service.audit.events import Event
from service.models import (
    Choice,
    Nomination,
    NominationStatus,
    PaperKind,
    ReviewStatus,
    TimerJob,
    Verdict,
)
from service.rehearsal.record import Record
from service.rehearsal.trails import trails


@dataclass(frozen=True, slots=True)
class Standstill:
    """A time the rehearsal really stood still, from the last act before to the first after."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """A record, with what the database cannot know: when nothing ran at all."""

    record: Record
    trails: dict[int, list[str]]
    standstills: tuple[Standstill, ...]

    @classmethod
    def of(cls, record: Record, standstills: Iterable[Standstill]) -> "Evidence":
        """Gather the evidence of a season."""
        return cls(record, trails(record.happenings), tuple(standstills))


Finder = Callable[[Evidence], Iterable[Nomination]]


def find_routes(evidence: Evidence) -> dict[str, list[str]]:
    """Name the nominations each exceptional route concerned, in the order of their keys."""
    return {
        name: sorted({nomination.key for nomination in finder(evidence)})
        for name, finder in FINDERS.items()
    }


def _by_ids(evidence: Evidence, ids: Iterable[int | None]) -> list[Nomination]:
    wanted = set(ids)
    return [one for one in evidence.record.nominations if one.id in wanted]


def _with_status(status: NominationStatus) -> Finder:
    return lambda evidence: (one for one in evidence.record.nominations if one.status == status)


def _returned(evidence: Evidence) -> list[Nomination]:
    record = evidence.record
    tasks = [
        task
        for task in record.answered("check_completeness")
        if (task.answers or {}).get("outcome") == "return"
    ]
    return _by_ids(evidence, (record.instances[one.instance_id].nomination_id for one in tasks))


def _accepted_late(evidence: Evidence) -> list[Nomination]:
    record = evidence.record
    return [
        nomination
        for review in record.reviews
        if review.is_late and review.status == ReviewStatus.SUBMITTED
        for nomination in record.of_unit(review.unit_id)
    ]


def _closed_late(evidence: Evidence) -> list[Nomination]:
    record = evidence.record
    return [
        nomination
        for review in record.reviews
        if review.status == ReviewStatus.CLOSED
        for nomination in record.of_unit(review.unit_id)
    ]


def _ineligible(evidence: Evidence) -> list[Nomination]:
    """Those a rule stood against, with its article; an upheld suspension is another matter."""
    record = evidence.record
    blocked = {one.nomination_id for one in record.rules if one.outputs.get("severity") == "BLOCK"}
    ineligible = _with_status(NominationStatus.INELIGIBLE)(evidence)
    return [one for one in ineligible if one.id in blocked]


def _resumed(evidence: Evidence) -> list[Nomination]:
    resumed = [
        one.nomination_id
        for one in evidence.record.happenings
        if one.event == Event.NOMINATION_RESUMED
    ]
    return _by_ids(evidence, resumed)


def _recused(evidence: Evidence) -> list[Nomination]:
    ballots = evidence.record.ballots
    return _by_ids(evidence, (one.nomination_id for one in ballots if one.choice == Choice.RECUSED))


def _reconvened(evidence: Evidence) -> Iterable[Nomination]:
    record = evidence.record
    for session in record.sessions:
        key = f"{record.campaign.code}/council/{session.number}"
        instance = record.instance_of("council_session", key)
        if instance is not None and "reconvene" in evidence.trails[instance.id]:
            yield from record.of_session(session.id)


def _below_threshold(evidence: Evidence) -> list[Nomination]:
    tallies = evidence.record.tallies
    below = [
        one.nomination_id
        for one in tallies
        if one.verdict == Verdict.FAILED and one.yes < one.needed
    ]
    return _by_ids(evidence, below)


def _tied(evidence: Evidence) -> list[Nomination]:
    """Nominees of equal standing at the last place, where the chair had to decide."""
    tied = [
        one.nomination_id
        for one in evidence.record.happenings
        if one.event == Event.COUNCIL_BALLOTS_COUNTED and one.detail["verdict"] == Verdict.TIED
    ]
    return _by_ids(evidence, tied)


def _over_quota(evidence: Evidence) -> list[Nomination]:
    tallies = evidence.record.tallies
    over = [one.nomination_id for one in tallies if one.verdict == Verdict.OVER_QUOTA]
    return [*_by_ids(evidence, over), *_with_status(NominationStatus.OVER_QUOTA)(evidence)]


def _downgraded(evidence: Evidence) -> list[Nomination]:
    return [one for one in evidence.record.nominations if one.award != one.proposed_award]


def _returned_by_province(evidence: Evidence) -> list[Nomination]:
    record = evidence.record
    returned = [
        instance.nomination_id
        for instance in record.instances.values()
        if "returned_by_province" in evidence.trails[instance.id]
    ]
    return _by_ids(evidence, returned)


def _refused_by_province(evidence: Evidence) -> list[Nomination]:
    lines = evidence.record.lines
    refused = [
        one.nomination_id
        for one in lines
        if one.granted is False and one.paper.kind == PaperKind.PROVINCE_DECISION
    ]
    return _by_ids(evidence, refused)


def _across_downtime(evidence: Evidence) -> list[Nomination]:
    """Those waiting on a named deadline that struck while nothing ran, and was kept afterwards.

    Where it struck units, theirs only: the campaign as a whole waited for it as well.
    """
    record = evidence.record
    instances = [
        record.instances[timer.instance_id]
        for timer in record.timers
        for standstill in evidence.standstills
        if timer.basis and _struck_during(timer, standstill)
    ]
    of_units = [one for one in instances if one.unit_id is not None]
    if of_units:
        return [nomination for one in of_units for nomination in record.of_unit(one.unit_id)]
    return list(record.nominations) if instances else []


def _struck_during(timer: TimerJob, standstill: Standstill) -> bool:
    return (
        timer.fired_at is not None
        and standstill.starts_at <= timer.due_at < standstill.ends_at <= timer.fired_at
    )


def _congress_moved(evidence: Evidence) -> Iterable[Nomination]:
    for one in evidence.record.happenings:
        moved = one.event == Event.DEADLINE_MOVED
        if moved and one.detail["deadline"] == "congress_close":
            yield from evidence.record.alive_at(one.at)


FINDERS: dict[str, Finder] = {
    "return_for_supplement": _returned,
    "late_unit_accepted": _accepted_late,
    "late_unit_closed": _closed_late,
    "ineligible": _ineligible,
    "suspended_and_resumed": _resumed,
    "recused_member": _recused,
    "council_not_quorate_reconvened": _reconvened,
    "below_threshold": _below_threshold,
    "tie": _tied,
    "quota_overflow": _over_quota,
    "downgraded": _downgraded,
    "returned_by_province": _returned_by_province,
    "refused_by_province": _refused_by_province,
    "withdrawn": _with_status(NominationStatus.WITHDRAWN),
    "downtime_across_deadline": _across_downtime,
    "congress_date_moved": _congress_moved,
}
