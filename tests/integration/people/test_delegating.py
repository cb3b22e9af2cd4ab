import pytest

from service.errors import Invalid, NotAllowed


def test_a_delegate_completes_the_task_in_the_stead_of_whoever_handed_it_over(given, house):
    task = house.checking()

    given.delegates(house.minh, task, to=house.lan)

    done = given.completes(house.lan, task)
    assert (done.completed_by_id, done.acting_for_id) == (house.lan.id, house.minh.id)


def test_whoever_handed_a_task_over_gets_it_back(given, house):
    task = house.checking()
    given.delegates(house.minh, task, to=house.lan)

    returned = given.takes_back(house.minh, task)

    assert (returned.assignee_id, returned.acting_for_id) == (house.minh.id, None)
    with pytest.raises(NotAllowed):
        given.completes(house.lan, task)


def test_a_delegate_gives_a_task_back_to_whoever_handed_it_over(given, house):
    task = house.checking()
    given.delegates(house.minh, task, to=house.lan)

    assert given.releases(house.lan, task).assignee_id == house.minh.id


def test_a_task_is_handed_on_once(given, house):
    task = house.checking()
    given.delegates(house.minh, task, to=house.lan)

    with pytest.raises(NotAllowed) as refused:
        given.delegates(house.lan, task, to=house.nga)

    assert refused.value.code == "task.delegated_before"


def test_nobody_takes_back_what_another_one_handed_over(given, house):
    task = house.checking()
    given.delegates(house.minh, task, to=house.lan)

    with pytest.raises(NotAllowed) as refused:
        given.takes_back(house.nga, task)

    assert refused.value.code == "task.not_delegated"


def test_a_task_is_not_handed_to_the_nominee(given, house):
    task = house.checking(nominee=house.lan)

    with pytest.raises(NotAllowed) as refused:
        given.delegates(house.minh, task, to=house.lan)

    assert refused.value.code == "task.receiver_keeps_away"


def test_a_nominee_hands_the_own_case_to_nobody(given, house):
    task = house.checking(nominee=house.minh)

    with pytest.raises(NotAllowed) as refused:
        given.delegates(house.minh, task, to=house.lan)

    assert refused.value.code == "task.own_nomination"


def test_whoever_drafted_a_paper_does_not_sign_it_for_the_director(given, house):
    task = house.signing()

    with pytest.raises(NotAllowed) as refused:
        given.delegates(house.director, task, to=house.minh)

    assert refused.value.code == "task.receiver_keeps_away"


def test_a_task_is_not_handed_to_somebody_who_is_away(given, house):
    task = house.checking()
    given.absence(house.lan, "2025-12-01", "2025-12-05")

    with pytest.raises(Invalid) as refused:
        given.delegates(house.minh, task, to=house.lan)

    assert refused.value.fields == {"delegate": ["away"]}
