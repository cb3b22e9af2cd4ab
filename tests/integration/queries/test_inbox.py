"""What an inbox finds, by scans of indexes, is what each task alone would be shown for."""

from datetime import datetime

import pytest
from sqlalchemy import select

from service.models import Group, ProcessInstance, TaskCandidate, UserTask
from service.operations.campaigns import move_deadline
from service.operations.instances import Subject, start_instance
from service.operations.tasks import claim_task
from service.queries import inbox
from service.queries.inbox import Count, count_tasks, list_tasks
from service.queries.inbox_asked import Due, Filters, Holding, Sort, Tab, Wanted
from service.queries.viewers import find_viewer
from service.unit_of_work import Actor

LATER = datetime.fromisoformat("2025-12-18T17:00:00+07:00")
PEOPLE = {
    "office": (Group.STANDING_BODY,),
    "director": (Group.DIRECTOR, Group.COUNCIL_CHAIR),
    "clerk": (Group.UNIT_CLERK,),
    "member": (Group.COUNCIL_MEMBER,),
    "guest": (),
}


@pytest.fixture
def house(given, units_of_work):
    """A campaign with cases of the house and of two units, some of them with somebody."""
    units = {code: given.unit(code) for code in ("VP", "LS")}
    people = {
        name: given.person(name, *groups, unit=units["VP"]) for name, groups in PEOPLE.items()
    }
    campaign = given.small_stage()
    cases = [given.instance(campaign, business_key=f"r{number}") for number in range(3)]
    for code, unit in units.items():
        with units_of_work.open(Actor.system()) as uow:
            subject = Subject(campaign.id, unit_id=unit.id)
            cases.append(start_instance(uow, given.engine, "review", code, subject, {}))
    given.completes(people["office"], given.open_task(cases[0]), agreed=True, comment="Được")
    with units_of_work.open(Actor.person(people["office"].id)) as uow:
        claim_task(uow, given.open_task(cases[1]).id)
    return people


@pytest.fixture
def look(house, units_of_work, clock):
    """What the inbox of somebody shows of a tab, narrowed and in an order."""

    def names(person, tab=Tab.ALL, limit=25, sort=Sort.DUE, after=None, **filters):
        with units_of_work.read() as session:
            viewer = find_viewer(session, house[person].id)
            wanted = Wanted(tab, clock(), Filters(**filters), sort, after, limit)
            return list_tasks(session, viewer, wanted)

    return names


@pytest.fixture
def shown_to(house, units_of_work, clock):
    """What the conditions on a task and its case say of each, and what is counted."""

    def shown(person, tab, sort):
        with units_of_work.read() as session:
            viewer = find_viewer(session, house[person].id)
            said = session.scalars(
                select(UserTask.id)
                .join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
                .where(inbox.IS_OPEN, inbox._whose(viewer, tab))
            ).all()
            return said, count_tasks(session, viewer, Wanted(tab, clock(), sort=sort))[tab]

    return shown


def keys(page):
    return [(row.business_key, row.name) for row in page.rows]


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("tab", Tab)
@pytest.mark.parametrize("sort", Sort)
def test_scans_find_what_the_conditions_say(shown_to, look, person, tab, sort):
    said, count = shown_to(person, tab, sort)

    found = [row.id for row in look(person, tab, sort=sort).rows]

    assert sorted(found) == sorted(said)
    assert count == Count(len(said))


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("person", ["office", "clerk"])
def test_pages_follow_one_another_without_a_gap(look, person, sort):
    whole = keys(look(person, sort=sort))

    parts, after = [], None
    while page := look(person, limit=2, sort=sort, after=after):
        parts += keys(page)
        after = page.next
        if after is None:
            break

    assert parts == whole


def test_the_newest_come_first_where_asked(look):
    found = [row.id for row in look("office", sort=Sort.NEWEST).rows]

    assert found == sorted(found, reverse=True)


def test_what_has_no_due_date_comes_last(look):
    dues = [row.due_at for row in look("office").rows]

    assert None in dues
    assert dues == sorted(dues, key=lambda due: (due is None, due))


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"unit": "LS"}, {"LS"}),
        ({"process": "campaign"}, {"2025"}),
        ({"campaign": "2024"}, set()),
        ({"step": "second"}, {"r0"}),
        ({"due": Due.LATE}, set()),
        ({"due": Due.NONE}, {"2025", "r0"}),
        ({"state": Holding.TAKEN}, {"r1"}),
        ({"state": Holding.FREE, "step": "first"}, {"r2", "VP", "LS"}),
        ({"state": Holding.HELD}, set()),
        ({"term": "don vi ls"}, {"LS"}),
    ],
)
@pytest.mark.parametrize("sort", Sort)
def test_filters_leave_what_they_name(look, filters, found, sort):
    assert {key for key, _ in keys(look("office", sort=sort, **filters))} == found


@pytest.mark.parametrize(
    ("moment", "due", "expected"),
    [
        ("2025-12-15T08:00:00+07:00", Due.TODAY, 4),
        ("2025-12-14T08:00:00+07:00", Due.TODAY, 0),
        ("2025-12-09T08:00:00+07:00", Due.WEEK, 4),
        ("2025-12-08T08:00:00+07:00", Due.WEEK, 0),
        ("2025-12-15T17:00:01+07:00", Due.LATE, 4),
    ],
)
@pytest.mark.parametrize("sort", Sort)
def test_a_day_and_a_week_end_at_midnight(look, clock, moment, due, expected, sort):
    clock.move_to(moment)

    assert len(look("office", due=due, sort=sort).rows) == expected


@pytest.mark.parametrize("sort", Sort)
def test_a_search_that_was_cut_short_says_so_and_goes_on(look, monkeypatch, sort):
    monkeypatch.setattr(inbox, "REACH", 2)
    found, after, pages = [], None, 0
    while pages == 0 or after is not None:
        page = look("office", sort=sort, after=after, step="second")
        found += keys(page)
        assert page.is_cut == (page.next is not None)
        after, pages = page.next, pages + 1

    assert found == [("r0", "second")]
    assert pages > 1


def test_more_than_is_counted_is_said_to_be_more(house, units_of_work, clock, monkeypatch):
    monkeypatch.setattr(inbox, "COUNTED", 2)
    with units_of_work.read() as session:
        viewer = find_viewer(session, house["office"].id)
        counts = count_tasks(session, viewer, Wanted(Tab.MINE, clock()))

    assert str(counts[Tab.ALL]) == "2+"
    assert str(counts[Tab.MINE]) == "1"


def test_an_offer_is_due_when_its_task_is(house, given, units_of_work):
    with units_of_work.open(Actor.system()) as uow:
        move_deadline(uow, 1, "unit_deadline", LATER, "công văn gia hạn")
    given.time_passes()

    with units_of_work.read() as session:
        pairs = session.execute(
            select(UserTask.due_at, TaskCandidate.due_at).join(TaskCandidate.task)
        ).all()

    assert LATER in {due for due, _ in pairs}
    assert all(due == offered for due, offered in pairs)
