"""Whom a new task waits for is told, once, and only as long as it does wait for them."""

import pytest

from service.models import Group, Topic, Withheld
from service.operations.interventions import resume_instance, suspend_instance
from service.operations.notices import choose_topics, withhold_notices
from service.operations.tasks import claim_task, release_task
from service.unit_of_work import Actor
from tests.support.diagrams import diagram, end, user_task
from tests.support.given_processes import SMALL_FILES, process
from tests.support.post import plain

TWO = diagram(
    "two",
    [user_task("write", "standing_body"), user_task("file", "registry"), end()],
    [("begin", "write"), ("write", "file"), ("file", "finish")],
)


@pytest.fixture
def lan(given):
    """Somebody who wants no digest, so that every mail is about what has just happened."""
    lan = given.person("lan", Group.STANDING_BODY)
    with given.units_of_work.open(Actor.person(lan.id)) as uow:
        choose_topics(uow, set(Topic) - {Topic.DIGEST})
    return lan


@pytest.fixture
def minh(given):
    return given.person("minh", Group.STANDING_BODY)


@pytest.fixture
def told(given, campaign, post, lan):
    """Lan had her mail about the plan of the campaign an hour ago."""
    post.settles()
    post.goes()
    post.clock.advance(hours=1)
    return campaign


def does(given, person, act, task):
    with given.units_of_work.open(Actor.person(person.id)) as uow:
        act(uow, task.id)


def test_whom_a_task_waits_for_gets_a_mail_that_leads_to_it(given, post, told):
    task = given.open_task(given.instance(told))

    post.settles()
    (mail,) = post.goes()

    assert (mail["To"], mail["Subject"]) == ("lan@example.org", "Việc mới: first")
    assert f"https://thidua.so.example/tasks/{task.id}\n" in plain(mail)
    assert "Hạn: 17:00 ngày 15/12/2025 (còn 7 ngày làm việc)." in plain(mail)


def test_who_is_no_candidate_is_told_nothing(given, post, told, lan):
    given.person("hoa", Group.REGISTRY)
    given.person("van", Group.DIRECTOR)
    given.instance(told)

    post.settles()

    assert [mail["To"] for mail in post.goes()] == ["lan@example.org"]
    assert {one.person_id for one in post.notices()} == {lan.id}


def test_a_task_is_told_of_once(given, post, told):
    given.instance(told)
    post.settles()
    post.goes()

    post.clock.advance(hours=2)

    assert post.goes() == []


def test_five_new_tasks_are_one_mail(given, post, told):
    for number in range(5):
        given.instance(told, business_key=f"r{number}")

    post.settles()
    (mail,) = post.goes()

    assert mail["Subject"] == "Việc mới: first (và 4 thông báo khác)"
    assert plain(mail).count("Mở xem: https://thidua.so.example/tasks/") == 5


def test_nobody_gets_two_mails_within_an_hour(given, post, told):
    given.instance(told, business_key="r1")
    post.settles()
    post.goes()
    given.instance(told, business_key="r2")
    given.instance(told, business_key="r3")

    post.settles()

    assert post.goes() == []
    post.clock.advance(minutes=50)
    (mail,) = post.goes()
    assert mail["Subject"].endswith("(và 1 thông báo khác)")


def test_what_was_done_meanwhile_is_not_mailed(given, post, told, minh):
    task = given.open_task(given.instance(told))
    post.goes()
    given.completes(minh, task, agreed=True, comment="Được")

    post.clock.advance(minutes=10)

    assert not any("first" in plain(mail) for mail in post.goes())
    mine = [one for one in post.notices(task_id=task.id) if one.person_id != minh.id]
    assert [one.withheld for one in mine] == [Withheld.PASSED]


def test_what_a_colleague_has_claimed_is_not_mailed(given, post, told, minh):
    task = given.open_task(given.instance(told))
    post.goes()
    does(given, minh, claim_task, task)

    post.clock.advance(minutes=10)
    post.goes()

    assert {one.withheld for one in post.notices(task_id=task.id)} == {Withheld.PASSED}


def test_what_was_claimed_and_given_back_is_mailed_after_all(given, post, told, minh):
    task = given.open_task(given.instance(told))
    post.goes()
    does(given, minh, claim_task, task)
    does(given, minh, release_task, task)

    post.clock.advance(minutes=10)

    assert "lan@example.org" in [mail["To"] for mail in post.goes()]


def test_whoever_opened_a_task_by_finishing_another_is_not_told(given, post, campaign):
    both = given.person("van", Group.STANDING_BODY, Group.REGISTRY)
    other = given.person("hoa", Group.REGISTRY)
    given.small_deployment((*SMALL_FILES, process("two", TWO)))
    instance = given.instance(campaign, "two")
    given.completes(both, given.open_task(instance))

    post.goes()

    (notice,) = post.notices(instance_id=instance.id)
    assert notice.person_id == other.id


def test_a_mail_waits_for_the_morning_of_a_working_day(given, post, told):
    post.goes("2025-12-05T18:55:00+07:00")
    given.instance(told)
    post.settles()

    assert post.goes() == []
    assert post.goes("2025-12-06T10:00:00+07:00") == []
    assert len(post.goes("2025-12-08T07:00:00+07:00")) == 1


def test_what_is_taken_back_in_time_is_told_to_nobody(given, post, told, lan):
    instance = given.instance(told)
    post.goes()
    with given.units_of_work.open(Actor.person(lan.id)) as uow:
        assert withhold_notices(uow, instance.id, "task_assigned") == 1

    post.clock.advance(minutes=10)

    assert post.goes() == []


def test_a_suspended_case_tells_nobody_until_it_goes_on(given, post, told, minh):
    admin = given.person("quantri", Group.ADMINISTRATOR)
    instance = given.instance(told)
    with given.units_of_work.open(Actor.person(admin.id)) as uow:
        suspend_instance(uow, instance.id, "Chờ xác minh thêm")
    post.goes()
    assert post.notices(instance_id=instance.id) == []

    with given.units_of_work.open(Actor.person(admin.id)) as uow:
        resume_instance(uow, instance.id, "Đã xác minh xong")
    post.goes()

    assert len(post.notices(instance_id=instance.id)) == 2


def test_the_latest_word_about_a_task_is_the_one_that_rings(given, post, told, lan):
    task = given.open_task(given.instance(told))
    post.goes()

    post.goes("2025-12-08T07:30:00+07:00")

    ringing = [one.kind for one in post.notices(task_id=task.id) if one.read_at is None]
    assert ringing == ["task_due_in_5"]


def test_a_task_handed_to_somebody_is_told_of_again(given, post, told, lan, minh):
    task = given.open_task(given.instance(told))
    post.goes()
    given.delegates(lan, task, minh)

    post.goes()

    keys = [one.dedup_key for one in post.notices(task_id=task.id, person_id=minh.id)]
    assert keys == [
        f"task/{task.id}/task_assigned/groups",
        f"task/{task.id}/task_assigned/{minh.id}",
    ]


def test_for_whoever_is_away_their_substitute_is_told(given, post, told, lan):
    hoa = given.person("hoa", Group.REGISTRY)
    given.absence(lan, "2025-12-04", "2025-12-10", substitute=hoa)
    task = given.open_task(given.instance(told))

    post.settles()

    assert [mail["To"] for mail in post.goes()] == ["hoa@example.org"]
    assert {one.person_id for one in post.notices(task_id=task.id)} == {hoa.id}
