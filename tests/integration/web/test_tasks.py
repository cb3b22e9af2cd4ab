"""A participant and one task."""

from service.models import Group, TaskStatus


def test_a_clerk_takes_a_task_and_gives_it_back(given, visitor):
    lan = given.person("lan", Group.STANDING_BODY)
    instance = given.instance(given.small_stage())
    task = given.open_task(instance)
    browser = visitor(lan)

    browser.sends(browser.opens("/?tab=groups"), f"/tasks/{task.id}/claim")
    assert given.open_task(instance).assignee_id == lan.id

    browser.sends(browser.opens("/"), f"/tasks/{task.id}/release")
    assert given.open_task(instance).assignee_id is None


def test_completing_a_task_says_what_happens_next_and_who_has_it(given, visitor):
    lan = given.person("lan", Group.STANDING_BODY)
    task = given.open_task(given.instance(given.small_stage()))
    browser = visitor(lan)

    sent = browser.sends(
        browser.opens(f"/tasks/{task.id}"), f"/tasks/{task.id}", agreed="true", comment="Nhất trí"
    )
    page = browser.follows(sent)

    assert "Đã hoàn thành: “first”." in page.words
    assert "Bước tiếp theo second – đang chờ Giám đốc" in page.words
    assert "Ý kiến Nhất trí" in page.words


def test_a_wrong_answer_is_named_at_the_top_and_beside_the_field_and_the_rest_is_kept(
    given, visitor
):
    task = given.open_task(given.instance(given.small_stage()))
    browser = visitor(given.person("lan", Group.STANDING_BODY))

    page = browser.sends(
        browser.opens(f"/tasks/{task.id}"), f"/tasks/{task.id}", agreed="true", comment=" "
    )

    assert page.status == 422
    assert "#comment" in page.links()
    assert page.element("comment-error") is not None
    assert page.element("agreed").get("checked") is not None
    assert page.words.count("Cần trả lời mục này.") == 2


def test_somebody_changed_the_task_meanwhile_and_nothing_typed_is_lost(given, visitor):
    lan = given.person("lan", Group.STANDING_BODY)
    task = given.open_task(given.instance(given.small_stage()))
    browser = visitor(lan)
    seen = browser.opens(f"/tasks/{task.id}")
    browser.sends(seen, f"/tasks/{task.id}/claim")

    page = browser.sends(seen, f"/tasks/{task.id}", agreed="true", comment="Giữ lại")

    assert page.status == 409
    assert page.element("comment").text.strip() == "Giữ lại"
    assert "Người lan" in page.words
    again = browser.sends(page, f"/tasks/{task.id}", agreed="true", comment="Giữ lại")
    assert again.status == 302


def test_a_task_somebody_finished_first_tells_who_and_when(given, visitor):
    lan = given.person("lan", Group.STANDING_BODY)
    hoa = given.person("hoa", Group.STANDING_BODY)
    task = given.open_task(given.instance(given.small_stage()))
    browser = visitor(lan)
    seen = browser.opens(f"/tasks/{task.id}")
    given.completes(hoa, task, agreed=True, comment="Xong")

    page = browser.sends(seen, f"/tasks/{task.id}", agreed="true", comment="Chậm rồi")

    assert page.status == 409
    assert "Việc “first” đã được Người hoa hoàn thành lúc 04/12/2025 08:00." in page.words
    assert "Người hoa – Hoàn thành công việc 04/12/2025 08:00" in page.words
    assert "Ý kiến Chậm rồi Xong" in page.words
    assert "Người hoa đã hoàn thành công việc này lúc 04/12/2025 08:00." in page.words


def test_a_task_of_somebody_else_can_be_looked_at_and_not_filled_in(given, visitor):
    lan = given.person("lan", Group.STANDING_BODY)
    task = given.open_task(given.instance(given.small_stage()))
    owner = visitor(lan)
    owner.sends(owner.opens(f"/tasks/{task.id}"), f"/tasks/{task.id}/claim")

    page = visitor(given.person("hoa", Group.STANDING_BODY)).opens(f"/tasks/{task.id}")

    assert "Người lan đã nhận công việc này" in page.words
    assert not page.has_form(f"/tasks/{task.id}")


def test_a_task_one_may_not_see_does_not_exist(given, visitor):
    task = given.open_task(given.instance(given.small_stage()))
    stranger = given.person("xa", Group.UNIT_CLERK, unit=given.unit())

    assert visitor(stranger).opens(f"/tasks/{task.id}").status == 404


def test_a_task_taken_away_by_its_deadline_says_so(given, visitor, clock):
    instance = given.instance(given.small_stage())
    task = given.open_task(instance)
    clock.move_to("2025-12-15T17:00:01+07:00")
    given.time_passes()

    page = visitor(given.person("lan", Group.STANDING_BODY)).opens(f"/tasks/{task.id}")

    assert "không còn cần nữa" in page.words
    assert given.open_task(instance).status == TaskStatus.OPEN


def test_what_is_filled_in_is_there_again_tomorrow_and_only_for_oneself(given, visitor, clock):
    lan = given.person("lan", Group.STANDING_BODY)
    hoa = given.person("hoa", Group.STANDING_BODY)
    task = given.open_task(given.instance(given.small_stage()))
    browser = visitor(lan)

    browser.sends(
        browser.opens(f"/tasks/{task.id}"), f"/tasks/{task.id}", "/draft", comment="Đang nghĩ"
    )
    clock.advance(minutes=20)

    assert browser.opens(f"/tasks/{task.id}").element("comment").text.strip() == "Đang nghĩ"
    assert not visitor(hoa).opens(f"/tasks/{task.id}").element("comment").text


def test_whoever_has_done_a_task_is_shown_what_else_waits(given, visitor):
    lan = given.person("lan", Group.STANDING_BODY)
    stage = given.small_stage()
    done = given.open_task(given.instance(stage))
    other = given.open_task(given.instance(stage, business_key="r2"))
    given.completes(lan, done, agreed=True, comment="Xong")

    page = visitor(lan).opens(f"/tasks/{done.id}")

    assert "Việc đang chờ ông/bà" in page.words
    assert f"/tasks/{other.id}" in page.links()
