"""What the page on which diagrams are drawn is given to work with, and who may open it."""

import pytest

from service.models import Group
from tests.support.given_drafts import drawing

LIST = "/processes/drafts"
CHECK = "/api/definitions/drafts/thanks/problems"


@pytest.fixture
def owner(given, visitor):
    """The browser of the process owner."""
    return visitor(given.person("minh", Group.PROCESS_OWNER))


def canvas(page):
    return next(one for one in page.tree.iter("div") if one.get("data-editor") is not None)


def test_a_new_process_begins_with_a_diagram_that_lacks_only_somebody_to_do_it(owner):
    page = owner.follows(owner.opens(f"{LIST}/draw?key=thanks"))
    began = owner.client.get(canvas(page).get("data-diagram"))

    token = next(one for one in page.tree.iter("meta") if one.get("name") == "csrf-token")
    headers = {"X-CSRFToken": token.get("content")}
    found = owner.client.post(CHECK, data=began.data, headers=headers)

    assert [(one["rule"], one["element"]) for one in found.json] == [("no-candidate", "first_task")]
    assert canvas(page).get("data-revision") == "0"


def test_a_key_nobody_could_use_is_named_beside_its_field(owner):
    page = owner.opens(f"{LIST}/draw?key=Thư cảm ơn")

    assert page.status == 422
    assert "“Thư cảm ơn” không dùng làm mã quy trình được" in page.words
    assert page.element("key").get("value") == "Thư cảm ơn"
    assert owner.opens(f"{LIST}/Thư cảm ơn/edit").status == 422


def test_one_goes_on_from_the_newest_draft_until_a_version_is_deployed(given, owner):
    given.draft()
    given.draft(content=drawing("true"))

    drawn = canvas(owner.opens(f"{LIST}/letter/edit"))
    given.deployed_draft()
    deployed = canvas(owner.opens(f"{LIST}/letter/edit"))

    assert drawn.get("data-diagram") == f"{LIST}/letter/drawing.bpmn?revision=2"
    assert deployed.get("data-diagram") == "/processes/letter/1.bpmn"
    assert deployed.get("data-revision") == "2"


def test_an_older_draft_is_shown_when_it_is_named(given, owner):
    given.draft()
    given.draft(content=drawing("true"))

    first = owner.client.get(f"{LIST}/letter/drawing.bpmn?revision=1")

    assert 'isExecutable="false"' in first.get_data(as_text=True)


def test_forms_tables_actions_and_groups_are_offered_by_name(given, owner):
    given.small_deployment()

    page = owner.opens(f"{LIST}/review/edit")

    offered = {one.get("value") for one in page.tree.iter("option")}
    assert {"remind_unit", "unit_deadline"} <= offered
    assert {"unit_clerk", "director"} <= {one.get("value") for one in page.tree.iter("input")}


def test_nobody_else_draws(given, visitor):
    clerk = visitor(given.person("lan", Group.STANDING_BODY))

    assert clerk.opens(f"{LIST}/letter/edit").status == 403
    assert clerk.opens(f"{LIST}/draw?key=letter").status == 403
    assert clerk.opens(f"{LIST}/letter/empty.bpmn").status == 403
