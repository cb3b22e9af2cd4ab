"""On the morning of a working day people hear what is due and what waits; once, in one mail."""

import pytest
from sqlalchemy import select

from service.models import Group, Notice, ProcessInstance, Topic, UserTask, Withheld
from service.operations.notices import choose_topics
from service.operations.tasks import claim_task
from service.unit_of_work import Actor
from tests.support.diagrams import diagram, end, user_task
from tests.support.given_processes import SMALL_FILES, process
from tests.support.given_seasons import Season
from tests.support.post import plain

FIFTH, NEXT_DAY, LAST = "2025-12-08", "2025-12-09", "2025-12-12"
AFTER = "2025-12-16"

DUE = diagram(
    "one_due",
    [user_task("write", "standing_body", due="${deadline('unit_deadline')}"), end()],
    [("begin", "write"), ("write", "finish")],
)


def morning(day):
    return f"{day}T07:30:00+07:00"


@pytest.fixture
def lan(given):
    return given.person("lan", Group.STANDING_BODY)


@pytest.fixture
def task(given, campaign, post, lan):
    """Lan was told a week before of a task that is due on 15 December; nothing else waits."""
    with given.units_of_work.read() as session:
        plan = session.scalars(select(UserTask)).one()
    given.completes(lan, plan)
    task = given.open_task(given.instance(campaign))
    post.goes("2025-12-04T07:00:00+07:00")
    post.goes("2025-12-04T07:20:00+07:00")
    return task


def wants(given, person, *topics):
    with given.units_of_work.open(Actor.person(person.id)) as uow:
        choose_topics(uow, set(topics))


def subjects(mails):
    return [mail["Subject"] for mail in mails]


def test_reminders_come_on_the_fifth_and_the_last_day_and_after(given, post, task, lan):
    wants(given, lan, Topic.DUE_IN_5, Topic.DUE_IN_1, Topic.OVERDUE)

    assert subjects(post.goes(morning(FIFTH))) == ["Sắp đến hạn: first"]
    assert post.goes(morning(NEXT_DAY)) == []
    assert subjects(post.goes(morning(LAST))) == ["Đến hạn gấp: first"]
    assert post.goes(morning("2025-12-14")) == []
    assert post.goes(morning("2025-12-15")) == []
    given.completes(lan, task, agreed=True, comment="Được")
    assert post.goes(morning(AFTER)) == []


def test_what_is_late_is_said_on_the_next_morning_and_once(given, post, lan):
    given.calendar()
    given.small_deployment((*SMALL_FILES, process("one_due", DUE)))
    given.instance(given.campaign(), "one_due")
    wants(given, lan, Topic.OVERDUE)
    post.goes()

    assert subjects(post.goes(morning(AFTER))) == ["Quá hạn: write"]
    assert post.goes(morning("2025-12-17")) == []


def test_all_that_is_due_on_one_morning_is_one_mail(post, task):
    (mail,) = post.goes(morning(FIFTH))

    assert mail["Subject"] == "Sắp đến hạn: first (và 1 thông báo khác)"
    assert "còn 5 ngày làm việc" in plain(mail)
    assert "Việc đang chờ ngày 08/12/2025" in plain(mail)


def test_a_service_that_was_down_says_the_latest_only(post, task):
    (mail,) = post.goes(morning(LAST))

    kinds = [one.kind for one in post.notices(task_id=task.id)]
    assert mail["Subject"].startswith("Đến hạn gấp: first")
    assert kinds == ["task_assigned", "task_due_in_1"]


def test_a_morning_missed_is_made_up_for_the_same_day(post, task):
    (mail,) = post.goes(f"{FIFTH}T15:00:00+07:00")

    assert mail["Subject"].startswith("Sắp đến hạn")


def test_the_digest_comes_once_a_working_day_while_something_waits(given, post, task, lan):
    wants(given, lan, Topic.DIGEST)

    assert len(post.goes("2025-12-05T07:30:00+07:00")) == 1
    assert post.goes("2025-12-05T15:00:00+07:00") == []
    assert post.goes("2025-12-06T09:00:00+07:00") == []
    given.completes(lan, task, agreed=True, comment="Được")
    assert post.goes("2025-12-08T07:30:00+07:00") == []


def test_a_topic_somebody_turned_off_is_not_mailed_but_stands_in_the_list(given, post, task, lan):
    wants(given, lan, Topic.DUE_IN_1)

    assert post.goes(morning(FIFTH)) == []
    reminded = post.notices(kind="task_due_in_5")
    assert [one.withheld for one in reminded] == [Withheld.MUTED]


def test_who_has_claimed_a_task_is_the_only_one_reminded_of_it(given, post, task):
    minh = given.person("minh", Group.STANDING_BODY)
    with given.units_of_work.open(Actor.person(minh.id)) as uow:
        claim_task(uow, task.id)

    post.goes(morning(FIFTH))

    assert [one.person_id for one in post.notices(kind="task_due_in_5")] == [minh.id]


def test_one_bad_address_holds_up_nobody(given, post, campaign, lan):
    given.person("minh", Group.STANDING_BODY)
    given.instance(campaign)
    post.mailbox.answer_next("550 no such address")

    assert [mail["To"] for mail in post.goes(morning(FIFTH))] == ["minh@example.org"]


@pytest.fixture
def season(given, units_of_work, engine):
    return Season(given, units_of_work, engine).open("VP")


def test_what_the_diagram_reminds_of_is_not_reminded_of_twice(season, post):
    post.goes()

    post.goes(morning(FIFTH))
    post.goes(f"{FIFTH}T17:00:00+07:00")

    (review,) = season.rows(ProcessInstance, process_key="unit_review")
    told = season.rows(Notice, instance_id=review.id)
    reminded = [one for one in told if one.kind in ("task_due_in_5", "unit_reminder")]
    assert {one.kind for one in reminded} == {"task_due_in_5", "unit_reminder"}
    assert len(reminded) == len({one.person_id for one in reminded}) == 2
