"""What would have become of finished cases, seen before a draft is deployed."""

import pytest

from service.models import Group
from tests.integration.operations.test_migrations import BETWEEN
from tests.support import diagrams

DRAFT = "/processes/drafts/review"
REPLAY = f"{DRAFT}/replay"


@pytest.fixture
def finished(given):
    """One case came to its end; another still runs."""
    campaign = given.small_stage()
    clerk = given.person("clerk", Group.STANDING_BODY)
    director = given.person("director", Group.DIRECTOR)
    case = given.instance(campaign, business_key="r1")
    given.instance(campaign, business_key="r2")
    given.completes(clerk, given.open_task(case), agreed=True, comment="Đúng")
    given.completes(director, given.open_task(case, "second"))
    return case


@pytest.fixture
def owner(given, visitor):
    return visitor(given.person("minh", Group.PROCESS_OWNER))


def test_a_draft_that_changes_nothing_takes_every_case_the_way_it_went(given, finished, owner):
    given.draft("review.bpmn", diagrams.REVIEW.encode())

    page = owner.opens(REPLAY)

    assert "như đã đi 1" in page.words
    assert f"/cases/{finished.id}" in page.links()
    assert "r2" not in page.words


def test_a_case_that_would_come_to_a_new_step_is_named_with_the_step(given, finished, owner):
    given.draft("review.bpmn", BETWEEN.encode())

    draft = owner.opens(DRAFT)
    page = owner.opens(REPLAY)

    assert REPLAY in draft.links()
    assert "thiếu câu trả lời 1" in page.words
    assert "check" in page.words


def test_nothing_is_tried_on_a_draft_that_cannot_run_or_that_nobody_made(given, finished, owner):
    assert owner.opens(REPLAY).status == 404

    given.draft("review.bpmn", diagrams.REVIEW.replace('sourceRef="begin"', "", 1).encode())

    assert owner.opens(REPLAY).status == 404
    assert REPLAY not in owner.opens(DRAFT).links()


def test_others_try_nothing(given, finished, visitor):
    given.draft("review.bpmn", diagrams.REVIEW.encode())

    assert visitor(given.person("lan", Group.REGISTRY)).opens(REPLAY).status == 403
