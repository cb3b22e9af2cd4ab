"""Counting: from what the members answered to one tally for each nomination."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from service.actions.ballot_boxes import count_box, is_secret
from service.actions.councils import session_of
from service.actions.registry import action
from service.actions.step import Step
from service.actions.tallies import Category, Count, Outcome, judge, read_thresholds
from service.audit.events import Event
from service.errors import ServiceError
from service.models import (
    Ballot,
    Choice,
    CouncilSession,
    Nomination,
    Quota,
    Tally,
    Verdict,
)
from service.permissions import recused_from
from service.queries.councils import is_left_to_chair, nominations_before

#: By nomination, the members who may not vote on it.
Recused = Mapping[int, frozenset[int]]


class BallotsDoNotAddUp(ServiceError):
    """There are not as many votes in a box as members who put one in."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The ballot paper one member handed in."""

    person_id: int
    votes: Mapping[str, Mapping[str, Any]]
    cast_at: datetime
    #: The nominations this member may not vote on.
    recused_from: frozenset[int] = frozenset()

    def choice(self, nomination: Nomination) -> Choice | None:
        """Read the choice on a nomination; ``None`` is a vote not cast.

        Members with a conflict are recused whatever the paper says; others only if they
        say why, because each recusal makes the threshold easier to reach. What lies in a sealed
        box stays there: nobody can tell whose it was.
        """
        vote = self.votes.get(nomination.key)
        if vote is not None and vote["choice"] == Choice.CAST:
            return Choice.CAST
        if nomination.id in self.recused_from:
            return Choice.RECUSED
        if vote is None or (vote["choice"] == Choice.RECUSED and not vote.get("reason")):
            return None
        return Choice(vote["choice"])

    def reason(self, nomination: Nomination) -> str:
        """Read what the member added."""
        return self.votes.get(nomination.key, {}).get("reason") or ""


@action("count_ballots")
def count_ballots(step: Step) -> int:
    """Count every ballot anew; answer with how many nominations are left to the chair."""
    council = session_of(step)
    nominations = {one.id: one for one in nominations_before(step.session, council)}
    recused = recused_from(step.session, nominations.values())
    papers = _papers(step, recused)
    _clear(step, council)
    step.session.add_all(_ballots(council, papers, nominations.values()))
    outcomes = judge(
        [_count(step, council, papers, recused, one) for one in nominations.values()],
        read_thresholds(step.variables["thresholds"]),
        places_left(step, council),
    )
    step.session.add_all(_tally(council, one) for one in outcomes)
    for one in outcomes:
        _record(step, council, one)
    return sum(is_left_to_chair(one.count.award, one.verdict) for one in outcomes)


def _papers(step: Step, recused: Recused) -> list[Paper]:
    """Read one paper a member, of those handed out since the roll was taken last."""
    papers = {}
    *_, roll = step.all_answers("record_attendance")
    for task in step.all_answers("cast_ballots"):
        person_id = task.assignee_id or task.completed_by_id
        handed_out = roll.closed_at is None or task.opened_at >= roll.closed_at
        if person_id is not None and task.answers is not None and handed_out:
            papers[person_id] = Paper(
                person_id,
                task.answers["votes"],
                task.closed_at or step.now,
                frozenset(one for one, people in recused.items() if person_id in people),
            )
    return list(papers.values())


def _clear(step: Step, council: CouncilSession) -> None:
    """Take away the former count, row by row: the ledger speaks for each."""
    for kind in (Ballot, Tally):
        for row in step.session.scalars(select(kind).where(kind.session_id == council.id)):
            step.session.delete(row)
    step.uow.flush()


def _ballots(
    council: CouncilSession, papers: Iterable[Paper], nominations: Iterable[Nomination]
) -> list[Ballot]:
    return [
        Ballot(
            session_id=council.id,
            person_id=paper.person_id,
            nomination_id=one.id,
            choice=choice,
            reason=paper.reason(one),
            cast_at=paper.cast_at,
        )
        for one in nominations
        for paper in papers
        if (choice := paper.choice(one)) is not None
    ]


def _count(
    step: Step,
    council: CouncilSession,
    papers: Iterable[Paper],
    recused: Recused,
    nomination: Nomination,
) -> Count:
    choices = {one.person_id: one.choice(nomination) for one in papers}
    members = {line.person_id for line in council.attendances}
    # An absent member's written opinion counts as taking part.
    present = {line.person_id for line in council.attendances if line.present} | choices.keys()
    tied = {one for one in members & recused[nomination.id] if choices.get(one) is not Choice.CAST}
    kept_out = tied | {person for person, choice in choices.items() if choice is Choice.RECUSED}
    votes = _votes(step, council, nomination, Counter(choices.values()))
    return Count(
        nomination_id=nomination.id,
        award=nomination.award,
        subject=nomination.subject,
        members=len(members),
        present=len(present),
        recused=len(kept_out),
        recused_present=len(kept_out & present),
        yes=votes.get(Choice.YES, 0),
        no=votes.get(Choice.NO, 0),
        goes_first=bool(nomination.is_woman),
    )


def _votes(
    step: Step, council: CouncilSession, nomination: Nomination, papers: Counter[Choice | None]
) -> Mapping[Choice | None, int]:
    """Read the votes on a nominee from the papers, or from the box where they are secret."""
    if not is_secret(council):
        return papers
    box = count_box(step.uow, council, nomination.id)
    if box.total() != papers[Choice.CAST]:
        raise BallotsDoNotAddUp(
            "ballots.do_not_add_up",
            nomination=nomination.key,
            found=box.total(),
            voted=papers[Choice.CAST],
        )
    return dict(box.items())


def places_left(step: Step, council: CouncilSession) -> dict[Category, int]:
    """Say how many awards the quotas leave to this session after the earlier ones."""
    taken = (
        select(func.count())
        .select_from(Tally)
        .join(Nomination, Nomination.id == Tally.nomination_id)
        .where(
            Nomination.campaign_id == Quota.campaign_id,
            Nomination.award == Quota.award,
            Nomination.subject == Quota.subject,
            Tally.session_id != council.id,
            Tally.verdict.in_((Verdict.PASSED, Verdict.DOWNGRADED)),
        )
        .scalar_subquery()
    )
    rows = step.session.execute(
        select(Quota.award, Quota.subject, Quota.limit, taken).where(
            Quota.campaign_id == council.campaign_id
        )
    )
    return {(award, subject): max(0, limit - used) for award, subject, limit, used in rows}


def _tally(council: CouncilSession, outcome: Outcome) -> Tally:
    count = outcome.count
    return Tally(
        session_id=council.id,
        nomination_id=count.nomination_id,
        members=count.members,
        recused=count.recused,
        yes=count.yes,
        no=count.no,
        needed=outcome.needed,
        rank=outcome.rank,
        verdict=outcome.verdict,
        rule_id=outcome.threshold.rule_id,
    )


def _record(step: Step, council: CouncilSession, outcome: Outcome) -> None:
    step.uow.record(
        Event.COUNCIL_BALLOTS_COUNTED,
        instance_id=step.instance.id,
        nomination_id=outcome.count.nomination_id,
        detail={
            "session": council.id,
            "yes": outcome.count.yes,
            "needed": outcome.needed,
            "verdict": outcome.verdict.value,
        },
    )
