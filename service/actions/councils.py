"""What happens around a council session: invitations, quorum, written opinions, conclusion."""

from datetime import date, datetime, time
from typing import Any

from service.actions.ballot_boxes import empty_boxes
from service.actions.minutes import write_minutes
from service.actions.registry import action, facts
from service.actions.step import Step
from service.actions.tallies import Threshold, read_thresholds
from service.audit.events import Event
from service.calendar import LOCAL_ZONE
from service.models import (
    Attendance,
    Award,
    CouncilSession,
    NominationStatus,
    Tally,
    Verdict,
    VotingMethod,
)
from service.permissions import recused_from
from service.queries.awards import OWN_AWARDS, PROVINCIAL_AWARDS
from service.queries.councils import council_members, nominations_before
from service.queries.nominations import council_session_of, tallies_of_session
from workflows.values import Variables

#: What a nomination is told for each verdict it can leave the council with.
_RESULTS = {
    Verdict.PASSED: "passed",
    Verdict.DOWNGRADED: "passed",
    Verdict.FAILED: "failed",
    Verdict.OVER_QUOTA: "over_quota",
}


@facts("council")
def council_facts(step: Step) -> Variables:
    """Tell the table of thresholds which body votes."""
    return {"body": "council"}


def session_of(step: Step) -> CouncilSession:
    """Find the session the instance runs, or open it where nobody has."""
    council = council_session_of(step.session, step.instance)
    if council is None:
        number = int(step.instance.business_key.rpartition("/")[2])
        council = CouncilSession(campaign_id=step.campaign.id, number=number, place="")
        step.session.add(council)
        step.uow.flush()
    return council


@action("invite_members")
def invite_members(step: Step) -> list[int]:
    """Invite everybody who votes, and start the roll anew; answer with their ids."""
    council = session_of(step)
    asked = step.answers("convene")
    when = datetime.combine(
        date.fromisoformat(asked["date"]), time.fromisoformat(asked["time"]), LOCAL_ZONE
    )
    council.convened_for, council.place = when, asked["place"]
    council.by_written_opinion, council.is_quorate = False, None
    council.method = VotingMethod(asked.get("method") or VotingMethod.SHOW_OF_HANDS)
    members = council_members(step.session)
    _start_roll(step, council, [one.id for one in members])
    step.notify(
        members,
        "council_invitation",
        f"invitation/{when.isoformat()}",
        when=f"{when:%H:%M %d/%m/%Y}",
        place=council.place,
    )
    _record(step, Event.COUNCIL_CONVENED, council, members=len(members))
    return [one.id for one in members]


def _start_roll(step: Step, council: CouncilSession, members: list[int]) -> None:
    for line in list(council.attendances):
        step.session.delete(line)
    step.uow.flush()
    step.session.add_all(
        Attendance(session_id=council.id, person_id=one, reason="") for one in members
    )
    step.uow.flush()
    step.session.refresh(council, ["attendances"])


@action("check_quorum")
def check_quorum(step: Step) -> bool:
    """Take the roll, and say whether enough may vote on each and every nomination."""
    council = session_of(step)
    empty_boxes(step.uow, council)
    _take_roll(step, council)
    members = {line.person_id for line in council.attendances}
    present = {line.person_id for line in council.attendances if line.present}
    thresholds = read_thresholds(step.variables["thresholds"])
    nominations = nominations_before(step.session, council)
    tied = recused_from(step.session, nominations)
    council.is_quorate = all(
        one.is_quorate(len(present), len(members)) for one in thresholds.values()
    ) and all(
        _is_quorate_without(
            members & tied[one.id],
            (members, present),
            thresholds[one.award],
        )
        for one in nominations
    )
    _record(
        step,
        Event.COUNCIL_QUORUM_CHECKED,
        council,
        members=len(members),
        present=len(present),
        quorate=council.is_quorate,
    )
    return council.is_quorate


def _is_quorate_without(
    recused: set[int], roll: tuple[set[int], set[int]], threshold: Threshold
) -> bool:
    members, present = roll
    return threshold.is_quorate(len(present - recused), len(members - recused))


def _take_roll(step: Step, council: CouncilSession) -> None:
    answered = step.answers("record_attendance")["attendance"]
    for line in council.attendances:
        # Whoever joined the council after the roll was drawn up is not on the form.
        given = answered.get(str(line.person_id), {})
        line.present = bool(given.get("present"))
        line.reason = given.get("reason") or ""
    _record(step, Event.COUNCIL_ATTENDANCE_RECORDED, council, members=len(council.attendances))


@action("take_written_opinions")
def take_written_opinions(step: Step) -> None:
    """Let the council decide in writing, because too few came."""
    council = session_of(step)
    council.by_written_opinion = True
    _record(step, Event.COUNCIL_ATTENDANCE_RECORDED, council, written=True)


@action("conclude_session")
def conclude_session(step: Step) -> Variables:
    """Write the minutes and tell every nomination; answer with what has to be awarded next."""
    council = session_of(step)
    tallies = tallies_of_session(step.session, council.id)
    for one in tallies:
        _conclude(step, one)
    council.minutes = write_minutes(step, council, tallies)
    empty_boxes(step.uow, council)
    council.concluded_at = step.now
    _record(step, Event.COUNCIL_CONCLUDED, council, nominations=len(tallies))
    passed = {one.nomination.award for one in tallies if _RESULTS.get(one.verdict) == "passed"}
    return {
        "own_awards": bool(passed & OWN_AWARDS),
        "provincial": bool(passed & PROVINCIAL_AWARDS),
        "prime_minister": Award.BANG_KHEN_TTG in passed,
    }


def _conclude(step: Step, tally: Tally) -> None:
    nomination = tally.nomination
    if nomination.status is not NominationStatus.COUNCIL:
        return
    nomination.council_yes = tally.yes
    nomination.council_total = tally.members - tally.recused
    if tally.verdict is Verdict.DOWNGRADED:
        nomination.award = Award.GIAY_KHEN
    step.send(
        "nomination",
        f"{step.campaign.code}/{nomination.key}",
        "council_result",
        {"result": _RESULTS[tally.verdict], "award": nomination.award.value},
    )


def _record(step: Step, event: Event, council: CouncilSession, **detail: Any) -> None:
    step.uow.record(event, instance_id=step.instance.id, detail={"session": council.id} | detail)
