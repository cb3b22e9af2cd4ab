import pytest

from service.actions import ACTIONS, FACTS, NameTaken, action, facts
from service.actions.notices import NOTICES, wording
from tests.unit.bpmn.walking import BPMN, ENGINE


def drawn():
    for path in sorted((BPMN / "processes").glob("*.bpmn")):
        yield from ENGINE.outline(path.read_text()).elements


def test_every_action_a_diagram_names_exists():
    assert {one.action for one in drawn() if one.action} <= ACTIONS.keys()


def test_no_action_is_left_without_a_diagram():
    assert ACTIONS.keys() <= {one.action for one in drawn() if one.action}


def test_two_actions_cannot_have_one_name():
    with pytest.raises(NameTaken):
        action("open_campaign")(lambda step: None)
    with pytest.raises(NameTaken):
        facts(next(iter(FACTS)))(lambda step: {})


@pytest.mark.parametrize("kind", NOTICES)
def test_a_notice_says_the_same_in_both_languages(kind):
    wanted = {"vi", "en"}

    assert NOTICES[kind].keys() == wanted


def test_an_unknown_language_gets_vietnamese():
    params = {"nomination": "N001"}

    assert wording("supplement_overdue", "fr", params) == wording(
        "supplement_overdue", "vi", params
    )
