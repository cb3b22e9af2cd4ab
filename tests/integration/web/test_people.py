"""The pages of whoever keeps accounts."""

import pytest

from service.models import Group
from service.operations.credentials import set_password
from service.operations.people import NewPerson, create_person
from service.operations.tasks import claim_task
from service.unit_of_work import Actor
from tests.support.given_people import PASSWORD

NEW = "một câu khác hẳn"


@pytest.fixture
def admin(given, visitor):
    return visitor(given.person("admin", Group.ADMINISTRATOR))


def test_a_new_person_chooses_a_password_with_the_code_the_administrator_was_shown(
    given, visitor, admin
):
    office = given.unit("VP")
    asked = admin.opens("/people/new")
    assert "Người dùng" in admin.opens("/people").words

    shown = admin.sends(
        asked,
        "/people/new",
        username="lan.nguyen",
        name="Nguyễn Thị Lan",
        position="Chuyên viên",
        email="",
        locale="vi",
        group="unit_clerk",
        unit=str(office.id),
    )
    code = [one.text for one in shown.tree.iter("code")][-1]
    lan = visitor()
    choosing = lan.follows(lan.sends(lan.opens("/password-reset"), "/password-reset", code=code))
    entered = lan.sends(choosing, code, password=NEW, again=NEW)

    assert "Nguyễn Thị Lan (lan.nguyen)" in choosing.words
    assert "Đã đổi mật khẩu và đăng nhập." in lan.follows(entered).words
    assert "văn thư đơn vị – Đơn vị VP" in lan.opens("/account").words
    again = visitor().opens(f"/password-reset/{code}")
    assert again.status == 404
    assert "Mã này không dùng được" in again.words


def test_what_is_wrong_with_a_new_account_comes_back_with_what_was_typed(admin):
    page = admin.sends(
        admin.opens("/people/new"), "/people/new", username="đào", name="", locale="vi"
    )

    assert page.status == 422
    assert "Tên đăng nhập bắt đầu bằng chữ cái không dấu" in page.words
    assert page.element("username").get("value") == "đào"
    assert "#name" in page.links()


def test_a_change_upon_an_older_state_is_refused_and_keeps_what_was_typed(given, admin, visitor):
    lan = given.person("lan")
    other = visitor(given.person("admin2", Group.ADMINISTRATOR))
    address = f"/people/{lan.id}/change"
    first, second = admin.opens(address), other.opens(address)

    admin.sends(first, address, name="Lan Một", position="", email="", locale="vi")
    late = other.sends(second, address, name="Lan Hai", position="", email="", locale="vi")
    saved = other.sends(late, address, name="Lan Hai", position="", email="", locale="vi")

    assert late.status == 409
    assert "đã thay đổi từ lúc bạn mở trang" in late.words
    assert late.element("name").get("value") == "Lan Hai"
    assert "Lan Hai" in other.follows(saved).words


def test_a_closing_account_names_its_tasks_and_who_may_take_them(given, admin, units_of_work):
    lan, minh = (given.person(name, Group.STANDING_BODY) for name in ("lan", "minh"))
    instance = given.instance(given.small_stage())
    task = given.open_task(instance)
    with units_of_work.open(Actor.person(lan.id)) as uow:
        claim_task(uow, task.id)
    address = f"/people/{lan.id}/deactivate"

    asked = admin.opens(address)
    offers = [one.get("value") for one in asked.element(f"task-{task.id}").iter("option")]
    forgotten = admin.sends(asked, address)
    closed = admin.sends(asked, address, **{f"task-{task.id}": str(minh.id)})

    assert "Còn 1 việc chưa xong" in asked.words
    assert offers == ["", "group", str(minh.id)]
    assert forgotten.status == 409
    assert "Đã khóa tài khoản của Người lan." in admin.follows(closed).words
    assert given.open_task(instance).assignee_id == minh.id


def test_the_last_one_of_a_group_with_open_tasks_is_pointed_out(given, admin):
    lan = given.person("lan", Group.STANDING_BODY)
    given.small_stage()

    asked = admin.opens(f"/people/{lan.id}/deactivate")

    assert "nhóm “bộ phận thường trực” không còn ai. Số việc đang chờ nhóm: 1" in asked.words


def test_a_person_is_put_in_a_group_for_some_days_and_taken_out(given, admin):
    lan = given.person("lan")
    address = f"/people/{lan.id}/groups/new"
    page = admin.opens(address)

    wrong = admin.sends(page, address, group="director", **day("ends_on", 32, 12, 2025))
    admin.sends(
        page,
        address,
        group="director",
        **day("begins_on", 8, 12, 2025),
        **day("ends_on", 9, 12, 2025),
    )
    listed = admin.opens("/groups/director")
    counted = admin.opens("/groups")
    ended = admin.sends(admin.opens("/terms/2/end"), "/terms/2/end")

    assert wrong.status == 422
    assert "#ends_on-day" in wrong.links()
    assert "Người lan : 08/12/2025 – hết ngày 09/12/2025 chưa bắt đầu" in listed.words
    assert "Giám đốc director chưa có ai" in counted.words
    assert "đã thôi" in admin.follows(ended).words


def day(name, number, month, year):
    boxes = {"day": number, "month": month, "year": year}
    return {f"{name}-{part}": str(value) for part, value in boxes.items()}


def test_a_unit_is_added_renamed_and_dissolved(admin):
    def does(address, action, **typed):
        return admin.follows(admin.sends(admin.opens(address), action, **typed)).words

    added = does("/units/new", "/units/new", code="LS", name="Lãnh sự")
    renamed = does("/units/1/change", "/units/1/change", name="Phòng Lãnh sự")
    dissolved = does("/units", "/units/1/dissolve")

    assert "Đã thêm đơn vị “Lãnh sự”." in added
    assert "Phòng Lãnh sự" in renamed
    assert "đã giải thể" in dissolved


@pytest.mark.parametrize("address", ["/people", "/people/new", "/units", "/groups", "/people/1"])
def test_nobody_else_keeps_accounts(given, visitor, address):
    page = visitor(given.person("lan", Group.STANDING_BODY)).opens(address)

    assert page.status == 403
    assert "Chỉ quản trị viên quản lý tài khoản" in page.words


def test_an_administrator_sees_whose_sign_ins_fail(given, admin, visitor, backend):
    # Failures are counted by name for as long as the process runs.
    given.member(name := f"minhdoan.{backend}")
    browser = visitor()
    asked = browser.opens("/sign-in")
    browser.sends(asked, "/sign-in", username=name, password="sai")

    assert f"{name} từ 127.0.0.1: sai 1 lần" in admin.opens("/people").words


def test_the_search_answers_with_the_rows_alone(given, admin):
    given.person("lan")

    page = admin.opens("/people?q=nguoi+LAN", **{"HX-Target": "people-rows"})

    assert "Người lan" in page.words
    assert "Tài khoản mới" not in page.words


def test_whoever_got_a_password_from_somebody_else_can_only_change_it(units_of_work, visitor):
    with units_of_work.open(Actor.system()) as uow:
        lan = create_person(uow, NewPerson("lan", "Lan"))
        set_password(uow, lan.id, PASSWORD)
    browser = visitor()
    browser.sends(browser.opens("/sign-in"), "/sign-in", username="lan", password=PASSWORD)

    held = browser.opens("/campaigns")
    asked = browser.follows(held)
    fields = {"current": PASSWORD, "password": NEW, "again": NEW}
    changed = browser.sends(asked, "/account/password", **fields)

    assert held.response.headers["Location"] == "/account/password"
    assert "Mật khẩu hiện nay do người khác đặt." in asked.words
    assert browser.follows(changed).status == 200
    assert browser.opens("/campaigns").status == 200
