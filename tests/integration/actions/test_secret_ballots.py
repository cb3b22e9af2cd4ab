"""A secret ballot is counted to the vote, and kept without the voter."""

import pytest

from service.errors import Conflict
from service.models import (
    Ballot,
    BallotBox,
    Choice,
    CouncilSession,
    Group,
    Incident,
    InterestKind,
    Tally,
    TaskDraft,
    UserTask,
)
from service.operations.drafts import save_draft
from service.operations.failures import noting_failures
from service.operations.interests import Declared, declare_interest
from service.operations.interventions import take_back
from service.operations.tasks import complete_task
from service.unit_of_work import Actor, UnitsOfWork

SECRET = {"method": "secret_ballot"}


@pytest.fixture
def instance(decisions):
    """A session that votes on two nominations in secret."""
    decisions.nomination(1)
    decisions.nomination(2)
    return decisions.council_meets(**SECRET)


def all_vote(decisions, instance, *papers):
    for person, (first, second) in zip(decisions.council, papers, strict=True):
        decisions.votes(instance, person, N001=first, N002=second)


def ballot_of(decisions, instance, person):
    tasks = decisions.open_tasks(instance, "cast_ballots")
    return next(one for one in tasks if one.assignee_id == person.id)


def test_the_votes_in_the_boxes_are_counted(decisions, instance):
    all_vote(decisions, instance, ("yes", "no"), ("yes", "no"), ("no", "yes"))

    assert [(one.yes, one.no) for one in decisions.rows(Tally)] == [(2, 1), (1, 2)]


def test_only_that_a_member_voted_is_kept_by_name(decisions, instance):
    all_vote(decisions, instance, ("yes", "no"), ("yes", "no"), ("no", "yes"))

    assert {one.choice for one in decisions.rows(Ballot)} == {Choice.CAST}
    voted = {"votes": {"N001": {"choice": "cast"}, "N002": {"choice": "cast"}}}
    assert [one.answers for one in decisions.rows(UserTask, element_id="cast_ballots")] == [
        voted
    ] * 3


def test_a_recusal_is_no_secret_and_leaves_the_denominator(decisions, instance):
    recused = ("recused", "Là người thân")
    all_vote(decisions, instance, (recused, "yes"), ("yes", "yes"), ("no", "yes"))

    first, second = decisions.rows(Tally)
    assert (first.recused, first.yes, first.no) == (1, 1, 1)
    assert (second.recused, second.yes, second.no) == (0, 3, 0)
    assert [one.reason for one in decisions.rows(Ballot, choice=Choice.RECUSED)] == [
        "Là người thân"
    ]


def declares_interest(decisions, person):
    with decisions.units_of_work.open(Actor.person(person.id)) as uow:
        declare_interest(uow, Declared(person.id, InterestKind.OTHER, nomination_id=1))


def test_an_interest_declared_before_voting_recuses_the_member(decisions, instance):
    first, second, third = decisions.council
    declares_interest(decisions, first)

    decisions.votes(instance, first, N001="recused", N002="yes")
    decisions.votes(instance, second, N001="yes", N002="yes")
    decisions.votes(instance, third, N001="no", N002="yes")

    tally = decisions.rows(Tally)[0]
    assert (tally.recused, tally.yes, tally.no) == (1, 1, 1)


def test_an_interest_declared_after_a_secret_vote_takes_nothing_out_of_the_box(decisions, instance):
    first, second, third = decisions.council
    decisions.votes(instance, first, N001="yes", N002="yes")
    declares_interest(decisions, first)

    decisions.votes(instance, second, N001="yes", N002="yes")
    decisions.votes(instance, third, N001="no", N002="yes")

    tally = decisions.rows(Tally)[0]
    assert (tally.recused, tally.yes, tally.no) == (0, 2, 1)


def test_a_recount_comes_to_the_same(decisions, instance):
    all_vote(decisions, instance, ("yes", "yes"), ("yes", "yes"), ("no", "yes"))

    decisions.does(instance, "confirm_result", confirmed=False, comment="Kiểm lại")

    assert [(one.yes, one.no) for one in decisions.rows(Tally)] == [(2, 1), (3, 0)]


def test_who_votes_after_the_deadline_is_not_counted_and_who_voted_before_is(decisions, instance):
    first, second, _ = decisions.council
    decisions.votes(instance, first, N001="yes", N002="yes")
    late = ballot_of(decisions, instance, second)

    decisions.fires(instance, "ballots_closed")

    with (
        pytest.raises(Conflict),
        decisions.units_of_work.open(Actor.person(second.id)) as uow,
    ):
        complete_task(uow, decisions.engine, late.id, {"votes": {"N001": {"choice": "no"}}})
    assert [(one.yes, one.no) for one in decisions.rows(Tally)] == [(1, 0), (1, 0)]


def test_a_draft_of_a_secret_paper_holds_no_vote(decisions, instance):
    member = decisions.council[0]
    task = ballot_of(decisions, instance, member)

    with decisions.units_of_work.open(Actor.person(member.id)) as uow:
        save_draft(uow, task.id, {"votes": {"N001": {"choice": "no"}}})

    assert [one.answers for one in decisions.rows(TaskDraft)] == [{}]


def test_the_minutes_say_how_it_was_voted_and_the_boxes_are_gone(decisions, instance):
    first, second, _ = decisions.council
    decisions.votes(instance, first, N001="yes", N002="yes")
    decisions.votes(instance, second, N001="yes", N002="no")
    assert len(decisions.rows(BallotBox)) == 2
    decisions.fires(instance, "ballots_closed")

    decisions.does(instance, "confirm_result", confirmed=True)

    [session] = decisions.rows(CouncilSession)
    assert "Hình thức: bỏ phiếu kín" in session.minutes
    assert "Không gửi ý kiến khi hết thời hạn biểu quyết: Người council_chair." in session.minutes
    assert decisions.rows(BallotBox) == []


def test_boxes_that_do_not_open_are_an_incident_and_open_again_with_the_former_key(
    decisions, instance, database, clock
):
    all_but_one = decisions.council[:2]
    for person in all_but_one:
        decisions.votes(instance, person, N001="yes", N002="yes")
    last = decisions.council[2]
    task = ballot_of(decisions, instance, last)
    paper = {"votes": {"N001": {"choice": "no"}, "N002": {"choice": "yes"}}}

    others = UnitsOfWork(database, clock, lambda: b"another key of thirty-two bytes!")
    with (
        pytest.raises(Conflict),
        noting_failures(others, decisions.engine, Actor.person(last.id)) as uow,
    ):
        complete_task(uow, decisions.engine, task.id, paper)

    [incident] = decisions.rows(Incident)
    assert incident.code == "ballots.unreadable"
    assert [one.answers for one in decisions.rows(TaskDraft)] == [{}]
    decisions.votes(instance, last, N001="no", N002="yes")
    assert [(one.yes, one.no) for one in decisions.rows(Tally)] == [(2, 1), (3, 0)]


@pytest.mark.parametrize("method", ["secret_ballot", "show_of_hands"])
def test_a_vote_held_again_knows_nothing_of_the_former(decisions, method, clock):
    decisions.nomination(1)
    instance = decisions.council_meets(method=method)
    for person in decisions.council:
        decisions.votes(instance, person, N001="no")
    clock.advance(minutes=5)
    admin = decisions.given.person("admin", Group.ADMINISTRATOR)
    with decisions.units_of_work.open(Actor.person(admin.id)) as uow:
        take_back(uow, decisions.engine, instance.id, "record_attendance", "Điểm danh sai")

    decisions.calls_the_roll(instance)
    clock.advance(minutes=5)
    decisions.votes(instance, decisions.council[0], N001="yes")
    decisions.fires(instance, "ballots_closed")

    [tally] = decisions.rows(Tally)
    assert (tally.yes, tally.no) == (1, 0)
