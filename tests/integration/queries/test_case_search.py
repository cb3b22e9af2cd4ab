"""Finding cases among all: by person, rule, actor, period, intervention and lateness."""

from datetime import date

import pytest
from sqlalchemy import select

from service.errors import Invalid
from service.models import Award, Group, InstanceStatus, NominationStatus, RuleResult
from service.operations.resolutions import ask_skip as ask_to_skip
from service.operations.resolutions import change_variables, confirm_skip
from service.queries import case_search
from service.queries.case_search import count_cases, every_case, find_cases
from service.queries.case_search_asked import (
    CaseFilters,
    CasesWanted,
    Deviation,
    Order,
    read_cases_wanted,
    written,
)
from service.queries.viewers import find_viewer
from tests.support.given_searches import Searched
from tests.support.grading import WITH_DEFAULT, grading
from workflows import Skip


@pytest.fixture
def house(given):
    return Searched(given)


@pytest.fixture
def page_of(units_of_work, given, clock):
    """What an auditor finds."""

    def page_of(order=Order.NEWEST, after=None, limit=25, **filters):
        with units_of_work.read() as session:
            asked = CasesWanted(clock(), CaseFilters(**filters), order, after, limit)
            return find_cases(session, find_viewer(session, page_of.auditor.id), asked)

    page_of.auditor = given.person("tra", Group.AUDITOR)
    return page_of


@pytest.fixture
def found(page_of):
    """The numbers of the cases an auditor finds, of those that are about somebody."""

    def found(**asked):
        return [one.id for one in page_of(**asked).cases if one.nominee]

    return found


@pytest.mark.parametrize("typed", ["dang", "ĐẶNG", "mau đặng", "2025/N001", "van mau"])
def test_a_nominee_is_found_without_diacritics_and_in_any_order(house, found, typed):
    assert found(term=typed) == [house.first.id]


def test_a_case_is_found_by_its_number(house, found):
    assert found(term=str(house.second.id)) == [house.second.id]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"unit": "VP"}, 2),
        ({"unit": "X"}, 0),
        ({"campaign": "2025"}, 2),
        ({"campaign": "2024"}, 0),
        ({"process": "checking"}, 2),
        ({"award": Award.GIAY_KHEN}, 2),
        ({"award": Award.BANG_KHEN_TINH}, 0),
        ({"state": InstanceStatus.RUNNING}, 2),
        ({"state": InstanceStatus.COMPLETED}, 0),
    ],
)
def test_cases_are_narrowed_by_what_they_are(house, found, asked, number):
    assert len(found(**asked)) == number


def test_an_outcome_is_one_of_the_nomination(house, found):
    assert found(state=NominationStatus.DRAFT) == [house.second.id, house.first.id]
    assert found(state=NominationStatus.AWARDED) == []


@pytest.mark.parametrize("typed", ["clerk", "nguoi CLERK"])
def test_whoever_did_something_is_found_by_name(house, found, given, typed):
    given.completes(house.clerk, given.open_task(house.second))

    assert found(actor=typed) == [house.second.id]
    assert found(actor="minh") == []


@pytest.mark.parametrize(
    ("deviation", "interfere"),
    [
        (Deviation.SUSPENDED, Searched.suspends),
        (Deviation.STOPPED, Searched.stops),
        (Deviation.WENT_BACK, Searched.takes_back),
        (Deviation.REASSIGNED, Searched.reassigns),
        (Deviation.MIGRATED, Searched.moves),
    ],
)
def test_an_intervention_finds_its_case_and_is_told(house, page_of, deviation, interfere):
    interfere(house, house.first)

    [case] = page_of(deviations=(deviation,)).cases

    assert (case.id, case.deviations) == (house.first.id, (deviation,))
    assert page_of(deviations=tuple(Deviation)).cases == (case,)
    others = tuple(one for one in Deviation if one is not deviation)
    assert page_of(deviations=others).cases == ()


def test_a_step_that_was_skipped_or_whose_data_were_changed_is_an_intervention(
    failures, stuck, page_of
):
    failures.does(failures.admin, change_variables, failures.engine, 1, {"parts": 4}, "Nhập nhầm")

    [case] = page_of(deviations=(Deviation.DATA_CHANGED,)).cases

    assert (case.id, case.deviations) == (stuck.id, (Deviation.DATA_CHANGED,))


def test_a_step_two_people_skipped_is_an_intervention(failures, stuck, page_of):
    skip = Skip({"share": 25}, None)
    failures.does(failures.admin, ask_to_skip, failures.engine, 1, skip, "Tính tay")
    failures.does(failures.owner, confirm_skip, failures.engine, 1)

    [case] = page_of(deviations=(Deviation.FORCED,)).cases

    assert (case.id, case.deviations) == (stuck.id, (Deviation.FORCED,))


def test_a_case_whose_task_waits_beyond_its_due_date_is_late(given, page_of, clock):
    instance = given.instance(given.small_stage())
    before = page_of(is_late=True).cases
    clock.move_to("2025-12-17T09:00:00+07:00")

    [case] = page_of(is_late=True).cases

    assert before == ()
    assert (case.id, case.is_late) == (instance.id, True)


def test_a_case_stays_late_after_the_task_is_done(given, page_of, clock):
    lan = given.person("lan", Group.STANDING_BODY)
    instance = given.instance(given.small_stage())
    clock.move_to("2025-12-17T09:00:00+07:00")
    given.completes(lan, given.open_task(instance), agreed=True, comment="Nhất trí")
    clock.move_to("2025-12-17T09:01:00+07:00")

    assert instance.id in [one.id for one in page_of(is_late=True).cases]


def test_a_rule_that_applied_finds_its_case_by_its_code(given, page_of, units_of_work):
    given.calendar()
    given.small_deployment(grading(WITH_DEFAULT))
    campaign = given.campaign()
    good = given.instance(campaign, "grading", "g1", points=80)
    given.instance(campaign, "grading", "g2", points=10)
    with units_of_work.read() as session:
        [code] = session.scalars(select(RuleResult.rule_id).where(RuleResult.rule_id.is_not(None)))

    assert [one.id for one in page_of(rule=code.lower()).cases] == [good.id]
    assert page_of(rule=code.upper()).cases == page_of(rule=code).cases
    assert page_of(rule="R9").cases == ()


def test_a_period_holds_the_cases_under_way_in_it(house, found, clock):
    clock.move_to("2025-12-06T08:00:00+07:00")
    house.stops(house.first)
    later = house.case(nominee=house.lan)

    assert found(ends=date(2025, 12, 3)) == []
    assert found(ends=date(2025, 12, 4)) == [house.second.id, house.first.id]
    assert found(begins=date(2025, 12, 6)) == [later.id, house.second.id, house.first.id]
    assert found(begins=date(2025, 12, 7)) == [later.id, house.second.id]


def test_pages_follow_one_another_in_both_orders(house, page_of):
    newest = page_of(limit=1)
    next_newest = page_of(limit=1, after=newest.next)
    oldest = page_of(order=Order.OLDEST, limit=1)

    assert [one.nominee for one in (*newest.cases, *next_newest.cases)] == [
        "Bình Thị Mẫu",
        "Đặng Văn Mẫu",
    ]
    assert page_of(order=Order.OLDEST, after=oldest.next).cases[-1] == newest.cases[0]


def test_a_page_that_saw_too_few_cases_says_where_to_go_on(house, page_of, monkeypatch):
    monkeypatch.setattr(case_search, "REACH", 1)

    first = page_of(term="Đặng")
    second = page_of(term="Đặng", after=first.next)

    assert (first.cases, first.is_cut) == ((), True)
    assert [one.id for one in second.cases] == [house.first.id]


def test_the_whole_list_is_what_all_pages_hold(house, units_of_work, page_of, clock, monkeypatch):
    monkeypatch.setattr(case_search, "REACH", 1)
    asked = CasesWanted(clock(), CaseFilters(term="mẫu"))

    with units_of_work.read() as session:
        viewer = find_viewer(session, page_of.auditor.id)
        whole = [one.id for one in every_case(session, viewer, asked)]
        number = count_cases(session, viewer, asked)

    assert whole == [house.second.id, house.first.id]
    assert str(number) == "1+"


def test_what_an_address_asks_is_written_as_it_was_read(clock):
    asked = {
        "q": "Đặng",
        "unit": "VP",
        "award": "GIAY_KHEN",
        "state": "awarded",
        "rule": "E05",
        "actor": "lan",
        "from": "01/12/2025",
        "to": "31/12/2025",
        "deviation": "any",
        "late": "1",
        "sort": "oldest",
    }

    assert written(read_cases_wanted(asked, clock())) == asked


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("from", "31/02/2025"),
        ("to", "2025-12-01"),
        ("to", "1/1/9999"),
        ("state", "lost"),
        ("award", "medal"),
        ("deviation", "odd"),
    ],
)
def test_a_filter_that_cannot_be_meant_is_never_left_out(clock, name, text):
    with pytest.raises(Invalid) as refusal:
        read_cases_wanted({name: text}, clock())

    assert set(refusal.value.fields) == {name}
