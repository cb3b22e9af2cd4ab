import pytest

from service.models import Group
from tests.support.given_cases import House


@pytest.fixture
def house(given):
    return House(given)


def days(starts_on="4 12 2025", ends_on="10 12 2025"):
    typed = {}
    for name, text in (("starts_on", starts_on), ("ends_on", ends_on)):
        for part, number in zip(("day", "month", "year"), text.split(), strict=True):
            typed[f"{name}-{part}"] = number
    return typed


def test_a_person_says_they_are_away_and_the_substitute_sees_whose_tasks_came(house, visitor):
    task = house.signing()
    director = visitor(house.director)

    page = director.opens("/away/absences/new")
    sent = director.sends(page, "/absences/new", substitute=str(house.lan.id), **days())

    assert sent.status == 302
    assert "Người lan" in director.follows(sent).words
    inbox = visitor(house.lan).opens("/?tab=groups")
    assert "thay Người director" in inbox.words
    assert visitor(house.lan).opens(f"/tasks/{task.id}").has_form(f"/tasks/{task.id}")


def test_what_would_be_left_to_nobody_is_said_first_and_can_be_confirmed(house, visitor):
    house.signing()
    director = visitor(house.director)
    page = director.opens("/away/absences/new")

    refused = director.sends(page, "/absences/new", **days())
    confirmed = director.sends(refused, "/absences/new", confirmed="true", **days())

    assert refused.status == 409
    assert "sign (2025/N001)" in refused.words
    assert confirmed.status == 302


def test_what_is_wrong_with_the_days_is_said_beside_them(house, visitor):
    minh = visitor(house.minh)
    page = minh.opens("/away/absences/new")

    sent = minh.sends(page, "/absences/new", **days(ends_on="31 2 2026"))

    assert sent.status == 422
    assert "Nhập ngày có thật" in sent.words


def test_a_task_is_handed_over_and_taken_back(house, visitor):
    task = house.checking()
    minh = visitor(house.minh)
    page = minh.opens(f"/tasks/{task.id}/delegate")

    minh.sends(page, "/delegate", person=str(house.lan.id))

    shown = minh.opens(f"/tasks/{task.id}")
    assert "Người lan thay Người minh" in shown.words
    assert minh.sends(shown, "/take-back").status == 302
    assert not minh.opens(f"/tasks/{task.id}").has_form("/take-back")


def test_a_delegate_completes_and_the_history_says_for_whom(given, house, visitor):
    task = house.checking()
    given.delegates(house.minh, task, to=house.lan)
    lan = visitor(house.lan)

    page = lan.opens(f"/tasks/{task.id}")
    lan.sends(page, f"/tasks/{task.id}")

    assert "Việc này làm thay Người minh" in lan.opens(f"/tasks/{task.id}").words
    case = visitor(house.nga).opens(f"/cases/{task.instance_id}")
    assert "Người lan thay Người minh" in case.words


def test_an_administrator_reassigns_with_a_reason(given, house, visitor):
    task = house.checking(nominee=house.lan)
    admin = visitor(given.person("admin", Group.ADMINISTRATOR))
    page = admin.opens(f"/tasks/{task.id}/reassign")

    without = admin.sends(page, "/reassign", person=str(house.nga.id), reason="")
    with_reason = admin.sends(page, "/reassign", person=str(house.nga.id), reason="nghỉ ốm")

    assert "Người lan" not in page.words
    assert without.status == 422
    assert with_reason.status == 302


def test_an_incident_of_a_task_left_to_nobody_offers_to_reassign_it(app, given, house, visitor):
    admin = given.person("admin", Group.ADMINISTRATOR)
    task = house.signing()
    given.absence(house.director, "2025-12-04", "2025-12-10", is_confirmed=True)
    app.extensions["alarm"]._tick()

    page = visitor(admin).opens("/incidents/1")

    assert f"/tasks/{task.id}/reassign" in page.links()
    assert "Không còn ai làm được công việc “sign”" in page.words
    assert "Không còn ai" in visitor(house.nga).opens(f"/cases/{task.instance_id}").words


def test_an_interest_is_declared_from_the_page_of_a_case(house, visitor):
    task = house.checking()
    minh = visitor(house.minh)
    case = minh.opens(f"/cases/{task.instance_id}")
    address = next(one for one in case.links() if one and "interests/new" in one)

    page = minh.opens(address)
    sent = minh.sends(page, "/interests/new", about="nomination-1", kind="other")

    assert sent.status == 302
    assert "không tham gia quyết định" in minh.opens(f"/tasks/{task.id}").words


def test_others_do_not_see_who_declared_what(given, house, visitor):
    given.interest(house.minh, nominee_id=house.lan.id)

    assert "mọi đề nghị cho Người lan" in visitor(house.minh).opens("/away").words
    assert "mọi đề nghị cho Người lan" not in visitor(house.director).opens("/away").words


def test_an_absence_is_ended_by_whoever_made_it(given, house, visitor):
    absence = given.absence(house.minh, "2025-12-04", "2025-12-10", substitute=house.lan)
    minh = visitor(house.minh)

    sent = minh.sends(minh.opens("/away"), f"/away/absences/{absence.id}/end")

    assert sent.status == 302
    assert "Người lan" not in minh.opens("/away").words
