"""What is kept of a decision table that was asked, also when no rule applied."""

import pytest
from sqlalchemy import select

from service.models import Group, RuleResult
from service.queries.reviews import last_results
from tests.support.grading import GRADE, WITH_DEFAULT, grading


@pytest.fixture
def asked(given):
    """An instance that has asked for the grade of so many points."""

    def graded(points, grade=GRADE):
        given.calendar()
        given.small_deployment(grading(grade))
        return given.instance(given.campaign(), "grading", "g1", points=points)

    return graded


def results(units_of_work, instance):
    with units_of_work.read() as session:
        found = session.scalars(select(RuleResult).where(RuleResult.instance_id == instance.id))
        return [(one.asking, one.rule_id, one.outputs, one.inputs) for one in found]


def test_an_asking_without_an_answer_is_kept(asked, units_of_work):
    instance = asked(points=5)

    assert results(units_of_work, instance) == [(1, None, {}, {"points": 5})]


def test_what_holds_when_no_rule_applies_is_kept_with_the_asking(asked, units_of_work):
    instance = asked(points=5, grade=WITH_DEFAULT)

    assert results(units_of_work, instance) == [(1, None, {"grade": "fair"}, {"points": 5})]


def test_an_earlier_answer_does_not_stand_once_no_rule_applies(asked, given, units_of_work):
    instance = asked(points=75)
    lan = given.person("lan", Group.STANDING_BODY)

    given.completes(lan, given.open_task(instance), points=5)

    with units_of_work.read() as session:
        assert last_results(session, instance.id, "ask") == []
    assert [asking for asking, *_ in results(units_of_work, instance)] == [1, 2]
