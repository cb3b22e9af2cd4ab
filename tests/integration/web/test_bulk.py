"""Doing the same with many tasks: said first, done row by row, each with its result."""

import pytest
from sqlalchemy import select

from service.models import Group, Notice, UserTask
from tests.support.given_cases import House


@pytest.fixture
def lan(given):
    return given.person("lan", Group.STANDING_BODY)


@pytest.fixture
def tasks(given):
    """Two reviews that wait for the standing body, and the campaign's plan."""
    campaign = given.small_stage()
    cases = [given.instance(campaign, business_key=f"r{number}") for number in range(2)]
    plan = next(
        task for task in rows(given, UserTask, UserTask.element_id == "plan") if task.instance_id
    )
    return [*(given.open_task(case) for case in cases), plan]


def rows(given, model, *conditions):
    with given.units_of_work.read() as session:
        return session.scalars(select(model).where(*conditions).order_by(model.id)).all()


def chosen(act, tasks):
    return f"/bulk?act={act}" + "".join(f"&task={task.id}" for task in tasks)


def offered(form):
    return {one.get("value") for one in form.iter("option")}


def test_what_will_be_done_is_said_and_then_done_row_by_row(given, visitor, lan, tasks):
    browser = visitor(lan)

    asked = browser.opens(chosen("claim", tasks))
    done = browser.sends(asked, "/bulk/claim", task=[str(task.id) for task in tasks])

    assert "Đã chọn 3 việc" in asked.words
    assert "3 trên 3 việc: đã nhận." in done.words
    mine = rows(given, UserTask, UserTask.assignee_id == lan.id)
    assert {one.id for one in mine} == {one.id for one in tasks}


def test_what_one_task_is_refused_does_not_hold_up_the_others(given, visitor, lan, tasks):
    minh = given.person("minh", Group.STANDING_BODY)
    ours, theirs = visitor(lan), visitor(minh)
    asked = ours.opens(chosen("claim", tasks))
    theirs.sends(theirs.opens("/?tab=groups"), f"/tasks/{tasks[0].id}/claim")

    done = ours.sends(asked, "/bulk/claim", task=[str(task.id) for task in tasks])

    assert "2 trên 3 việc: đã nhận." in done.words
    assert "Người khác đã nhận việc này." in done.words


def test_what_cannot_be_done_is_left_out_beforehand_with_its_reason(visitor, lan, tasks):
    asked = visitor(lan).opens(chosen("release", tasks))

    assert "Ông/bà chưa nhận việc này." in asked.words
    assert "Không việc nào trong số đã chọn làm được như vậy" in asked.words


def test_tasks_without_questions_are_completed_together(given, visitor, lan, tasks):
    plan = tasks[2]
    browser = visitor(lan)

    asked = browser.opens(chosen("complete", [plan, tasks[0]]))
    done = browser.sends(asked, "/bulk/complete", task=[str(plan.id)])

    assert "Việc này thuộc bước khác nên không hoàn thành chung được." in asked.words
    assert "1 trên 1 việc: đã hoàn thành." in done.words


def test_what_must_be_written_case_by_case_is_not_completed_together(visitor, lan, tasks):
    asked = visitor(lan).opens(chosen("complete", tasks[:2]))

    assert "phải trả lời riêng cho từng hồ sơ" in asked.words


def test_people_are_reminded_from_the_list(given, visitor, lan, tasks):
    chief = visitor(given.person("chief", Group.ADMINISTRATOR))

    done = chief.sends(
        chief.opens(chosen("remind", tasks)), "/bulk/remind", task=[str(one.id) for one in tasks]
    )

    assert "3 trên 3 việc: đã nhắc." in done.words
    assert len(rows(given, Notice, Notice.person_id == lan.id)) == 3


def test_an_administrator_gives_many_tasks_to_one_person_and_undoes_one(given, visitor, lan, tasks):
    chief = visitor(given.person("chief", Group.ADMINISTRATOR))

    asked = chief.opens(chosen("reassign", tasks))
    chosen_tasks = [str(task.id) for task in tasks]
    without = chief.sends(asked, "/bulk/reassign", task=chosen_tasks, person=str(lan.id))
    done = chief.sends(
        asked, "/bulk/reassign", task=chosen_tasks, person=str(lan.id), reason="Hà nghỉ ốm"
    )
    theirs = rows(given, UserTask, UserTask.assignee_id == lan.id)
    undo = next(form.get("action") for form in done.forms() if "/undo/" in form.get("action"))
    chief.sends(done, undo)

    assert without.status == 422
    assert "3 trên 3 việc: đã giao lại." in done.words
    assert len(theirs) == 3
    assert len(rows(given, UserTask, UserTask.assignee_id == lan.id)) == 2


def test_who_has_to_keep_away_from_one_of_the_tasks_is_not_offered(given, visitor):
    house = House(given)
    chief = visitor(given.person("chief", Group.ADMINISTRATOR))
    own, others = house.checking(nominee=house.lan), house.checking()

    of_both, of_others = (
        chief.opens(chosen("reassign", these)).form("/bulk/reassign")
        for these in ([own, others], [others])
    )

    assert str(house.nga.id) in offered(of_both)
    assert str(house.lan.id) not in offered(of_both)
    assert str(house.lan.id) in offered(of_others)


def test_only_who_oversees_tasks_is_offered_to_reassign_them(given, visitor, lan, tasks):
    chief = given.person("chief", Group.ADMINISTRATOR)

    offered, ours = visitor(chief).opens("/?tab=all"), visitor(lan).opens("/?tab=all")
    asked = visitor(lan).opens(chosen("reassign", tasks))

    assert "Giao lại" in offered.words
    assert "Giao lại" not in ours.words
    assert "Không việc nào trong số đã chọn làm được như vậy" in asked.words


def test_choosing_nothing_leads_back(visitor, lan, tasks):
    answer = visitor(lan).opens("/bulk?act=claim&next=/?tab=groups")

    assert answer.response.headers["Location"].endswith("/?tab=groups")


def test_what_waits_no_more_leads_back_with_a_sentence(visitor, lan, tasks):
    browser = visitor(lan)
    asked = browser.opens(chosen("complete", tasks[2:]))

    sent = browser.sends(asked, "/bulk/complete", task=[])

    assert sent.status == 302
    assert "Không việc nào trong số đã chọn còn chờ." in browser.follows(sent).words


def test_what_one_may_not_see_is_neither_shown_nor_done(given, visitor, tasks):
    stranger = visitor(given.person("xa", Group.UNIT_CLERK, unit=given.unit()))

    assert stranger.opens(chosen("claim", tasks[:1])).status == 302


def test_a_claim_can_be_undone_from_the_inbox(given, visitor, lan, tasks):
    browser = visitor(lan)
    browser.sends(browser.opens("/?tab=groups"), f"/tasks/{tasks[0].id}/claim")

    inbox = browser.opens("/")
    undo = next(form.get("action") for form in inbox.forms() if "/undo/" in form.get("action"))
    browser.sends(inbox, undo)

    assert "Đã nhận “first”" in inbox.words
    assert rows(given, UserTask, UserTask.assignee_id.is_not(None)) == []


def test_a_claim_can_be_undone_where_it_led_to(visitor, lan, tasks):
    browser = visitor(lan)
    claimed = browser.sends(browser.opens("/?tab=groups"), f"/tasks/{tasks[0].id}/claim")

    page = browser.follows(claimed)
    undo = next(form.get("action") for form in page.forms() if "/undo/" in form.get("action"))
    back = browser.follows(browser.sends(page, undo))

    assert "Đã hoàn tác" in back.words
    assert back.has_form(f"/tasks/{tasks[0].id}/claim")


def test_a_view_is_saved_counted_and_removed(visitor, lan, tasks):
    browser = visitor(lan)

    browser.sends(browser.opens("/?tab=groups&step=first"), "/views", name="Bước đầu")
    saved = browser.opens("/?tab=groups&step=first")
    remove = next(
        one.get("action") for one in saved.forms() if one.get("action").endswith("/remove")
    )
    browser.sends(saved, remove)

    assert "Bước đầu 2" in saved.words
    assert "Bộ lọc đã lưu" not in browser.opens("/").words


def test_a_list_that_has_not_changed_is_not_sent_again(visitor, lan, tasks):
    browser = visitor(lan)
    asking = {"HX-Request": "true", "HX-Target": "inbox-rows"}
    first = browser.opens("/?tab=groups", **asking)
    asking["If-None-Match"] = first.response.headers["ETag"]

    unchanged = browser.opens("/?tab=groups", **asking)
    browser.sends(first, f"/tasks/{tasks[0].id}/claim")
    changed = browser.opens("/?tab=groups", **asking)

    assert (unchanged.status, changed.status) == (304, 200)
