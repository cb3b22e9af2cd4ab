"""The pages of incidents, and what an administrator does to a case from its page."""

import pytest

from service.models import Group, InstanceStatus, ProcessInstance
from service.operations.failures import StepBroken


@pytest.fixture
def admin(failures, visitor):
    return visitor(failures.admin)


def uses(browser, remedy, **typed):
    page = browser.opens(f"/incidents/1/{remedy}")
    return browser.sends(page, f"/incidents/1/{remedy}", **typed)


def does(browser, instance, key, **typed):
    page = browser.opens(f"/cases/{instance.id}/{key}")
    return browser.sends(page, f"/cases/{instance.id}/{key}", **typed)


def test_without_a_failure_the_list_says_that_nothing_needs_anybody(admin):
    page = admin.opens("/incidents")

    assert "Không có việc gì cần xử lý" in page.words
    assert "Sự cố (" not in page.words


def test_an_open_incident_is_counted_in_the_menu_and_leads_to_its_page(stuck, admin):
    page = admin.opens("/")
    listed = admin.opens("/incidents")

    assert "Sự cố (1)" in page.words
    assert "/incidents/1" in listed.links()
    assert "không thực hiện được" in listed.words


def test_a_step_that_is_tried_again_by_itself_is_listed_with_its_next_try(
    failures, visitor, given, clock
):
    failures.runs("by_clock")
    clock.move_to("2025-12-15T17:00:00+07:00")
    given.time_passes()

    page = visitor(failures.admin).opens("/incidents")

    assert "lần thử tiếp theo 15/12/2025 17:00" in page.words


def test_a_case_that_could_not_begin_is_named_with_its_step_and_data(failures, visitor, clock):
    failures.starts("at_once", "2025/VP", parts=0)
    failures.fails(clock)
    admin = visitor(failures.admin)

    listed, page = admin.opens("/incidents"), admin.opens("/incidents/1")

    assert "at_once 2025/VP (chưa mở)" in listed.words
    assert "Hồ sơ at_once 2025/VP (chưa mở)" in page.words
    assert "divide" in page.words
    assert "parts 0" in page.words
    assert admin.opens("/incidents/1/retry").status == 200


def test_an_incident_shows_cause_step_and_data(stuck, admin):
    page = admin.opens("/incidents/1")

    assert "divide" in page.words
    assert "ZeroDivisionError" in page.words or "division by zero" in page.words
    assert "parts 0" in page.words
    assert admin.opens("/incidents/1/history.json").status == 200


def test_somebody_else_sees_no_incidents(failures, given, visitor, stuck):
    lan = visitor(given.person("lan", Group.STANDING_BODY))

    assert lan.opens("/incidents").status == 403
    assert lan.opens("/incidents/1").status == 403
    assert "/incidents" not in lan.opens("/").links()


def test_data_are_changed_and_the_step_retried_from_the_page(stuck, admin, given):
    changed = admin.follows(uses(admin, "data", **{"value.parts": "4", "reason": "Nhập nhầm"}))
    retried = uses(admin, "retry")

    assert "Dữ liệu đã được sửa." in changed.words
    assert "xử lý xong" in admin.follows(retried).words
    assert given.open_task(stuck).element_id == "judge"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"value.parts": "bốn", "reason": "x"}, "#value.parts"),
        ({"value.parts": "4", "reason": " "}, "#reason"),
        ({"new_name": "len", "new_value": "1", "reason": "x"}, "#new_value"),
        ({"reason": "x"}, "#new_name"),
    ],
)
def test_what_is_wrong_with_changed_data_is_said_at_its_field(stuck, admin, typed, field):
    page = uses(admin, "data", **{"value.parts": "0"} | typed)

    assert page.status == 422
    assert field in page.links()


def test_a_skip_is_asked_for_by_one_and_confirmed_by_another(
    failures, stuck, admin, visitor, given
):
    asked = uses(admin, "skip", variables='{"share": 25}', reason="Tính tay")
    assert "/incidents/1/confirm" not in admin.follows(asked).links()
    owner = visitor(failures.owner)
    seen = owner.opens("/incidents/1/confirm")

    owner.sends(seen, "/incidents/1/confirm")

    assert "Tính tay" in seen.words
    assert given.open_task(stuck).element_id == "judge"
    assert "hai người" in owner.opens("/incidents?state=resolved").words


def test_a_page_that_was_open_too_long_changes_nothing(failures, stuck, admin):
    page = admin.opens("/incidents/1/data")
    uses(admin, "data", **{"value.parts": "2", "reason": "x"})

    again = admin.sends(page, "/incidents/1/data", **{"value.parts": "3", "reason": "y"})

    assert again.status == 409
    assert failures.incidents()[0].variables == {"parts": 2}


def test_a_remedy_that_does_not_fit_is_answered_on_the_incident(stuck, admin):
    page = admin.follows(admin.opens("/incidents/1/confirm"))

    assert "Chưa ai đề nghị" in page.words


def test_a_task_whose_process_fails_keeps_what_was_typed_and_says_so(given, failures, visitor):
    lan = given.person("lan", Group.STANDING_BODY)
    instance = failures.runs("by_person")
    task = given.open_task(instance)
    browser = visitor(lan)
    page = browser.opens(f"/tasks/{task.id}")

    sent = browser.sends(page, f"/tasks/{task.id}", comment="Nhất trí", agreed="true")

    assert sent.status == 409
    assert "quy trình gặp lỗi" in sent.words
    assert sent.element("comment").text.strip() == "Nhất trí"
    assert "Nhất trí" in browser.opens(f"/tasks/{task.id}").element("comment").text


def test_an_administrator_suspends_and_lets_go_on_from_the_page_of_a_case(
    failures, visitor, given, clock
):
    review = given.instance(failures.campaign)
    does(visitor(failures.admin), review, "suspend", reason="Kiểm tra lỗi")
    clock.move_to("2025-12-20T08:00:00+07:00")
    admin = visitor(failures.admin)
    held = admin.opens(f"/cases/{review.id}")
    asked = admin.opens(f"/cases/{review.id}/resume")

    does(admin, review, "resume", reason="Đã xong")

    assert "Kiểm tra lỗi" in held.words
    assert "“too_late” đến hạn" in asked.words
    assert failures.rows(ProcessInstance, id=review.id)[0].suspended_at is None


def test_what_cancelling_drops_is_said_before_it_is_done(failures, admin, given):
    review = given.instance(failures.campaign)

    page = admin.opens(f"/cases/{review.id}/cancel")
    does(admin, review, "cancel", reason="Mở nhầm")

    assert "Việc “first” bị bỏ." in page.words
    assert failures.rows(ProcessInstance, id=review.id)[0].status == InstanceStatus.CANCELLED


def test_a_case_is_taken_back_to_a_step_chosen_from_the_safe_ones(failures, admin, given):
    lan = given.person("lan", Group.STANDING_BODY)
    review = given.instance(failures.campaign)
    nowhere = admin.opens(f"/cases/{review.id}/back")
    failures.completes(lan, review, agreed=True, comment="Nhất trí")

    unsaid = does(admin, review, "back", reason="Làm lại")
    does(admin, review, "back", element="first", reason="Làm lại")

    assert not nowhere.has_form("/back")
    assert unsaid.status == 422
    assert given.open_task(review).element_id == "first"


def test_only_an_administrator_is_offered_to_intervene(failures, given, visitor, admin):
    review = given.instance(failures.campaign)
    lan = visitor(given.person("lan", Group.STANDING_BODY))

    theirs = [link for link in admin.opens(f"/cases/{review.id}").links() if "/cases/" in link]

    assert {link.rpartition("/")[2] for link in theirs} >= {"suspend", "back", "cancel"}
    assert not any("cancel" in link for link in lan.opens(f"/cases/{review.id}").links())
    assert lan.opens(f"/cases/{review.id}/cancel").status == 403
    assert admin.opens("/cases/4711/cancel").status == 404


def test_a_broken_step_is_an_incident_of_its_case(failures, given, admin):
    lan = given.person("lan", Group.STANDING_BODY)
    instance = failures.runs("by_person")
    with pytest.raises(StepBroken):
        failures.completes(lan, instance, agreed=True, comment="Nhất trí")

    page = admin.opens(f"/cases/{instance.id}")

    assert "/incidents/1" in page.links()
