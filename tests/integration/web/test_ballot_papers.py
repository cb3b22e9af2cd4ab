"""What a member of the council said on their paper is for nobody else to read."""

import pytest

from service.models import Group, UserTask
from service.operations.deactivations import deactivate_person, duties_of
from service.unit_of_work import Actor
from tests.support.given_decisions import Decisions


@pytest.fixture
def decisions(given, units_of_work, engine):
    """The council votes on one nomination, and its first member has done so."""
    decisions = Decisions(given, units_of_work, engine)
    decisions.open_campaign()
    decisions.nomination(1)
    instance = decisions.council_meets()
    decisions.votes(instance, decisions.people["m1"], N001="no")
    return decisions


@pytest.fixture
def paper(decisions):
    return decisions.rows(UserTask, completed_by_id=decisions.people["m1"].id)[0]


def test_a_member_reads_the_own_paper_again(decisions, paper, visitor):
    page = visitor(decisions.people["m1"]).opens(f"/tasks/{paper.id}")

    assert "Không đồng ý" in page.words


@pytest.mark.parametrize("group", [Group.ADMINISTRATOR, Group.AUDITOR, Group.DIRECTOR])
def test_nobody_else_reads_it_administrators_included(given, paper, visitor, group):
    page = visitor(given.person("khac", group)).opens(f"/tasks/{paper.id}")

    assert page.status == 200
    assert "Không đồng ý" not in page.words


def test_a_member_who_leaves_takes_the_paper_along(decisions, given, units_of_work):
    leaving = decisions.people["m2"]
    admin = given.person("admin", Group.ADMINISTRATOR)
    with units_of_work.read() as session:
        (duty,) = duties_of(session, leaving.id)

    with units_of_work.open(Actor.person(admin.id)) as uow:
        deactivate_person(uow, leaving.id, {})

    assert (duty.is_personal, duty.others) == (True, ())
    assert decisions.rows(UserTask, id=duty.task.id)[0].assignee_id == leaving.id
