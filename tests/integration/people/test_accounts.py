"""An administrator keeps accounts: creating, changing, closing, opening again."""

import pytest
from sqlalchemy import select

from service.errors import Conflict, Invalid, NotAllowed
from service.models import Group, Person, UserTask
from service.operations.deactivations import deactivate_person, duties_of, groups_left_empty
from service.operations.people import (
    NewPerson,
    PersonDetails,
    change_person,
    create_person,
    reactivate_person,
)
from service.operations.sessions import find_session, open_session
from service.operations.tasks import claim_task
from service.operations.tokens import find_token, make_token
from service.queries.people import PeopleWanted, Standing, list_people
from service.unit_of_work import Actor


@pytest.fixture
def admin(given):
    return given.person("admin", Group.ADMINISTRATOR)


def acting(units_of_work, person):
    return units_of_work.open(Actor.person(person.id))


def stored(units_of_work, person):
    with units_of_work.read() as session:
        return session.get_one(Person, person.id)


@pytest.mark.parametrize(
    ("username", "name", "email", "wrong"),
    [
        ("lan nguyen", "Lan", "", {"username": ["not_a_username"]}),
        ("đào", "Đào", "", {"username": ["not_a_username"]}),
        ("lan", " ", "lan", {"name": ["required"], "email": ["not_an_email"]}),
        ("lan", "Lan", "lan@so\nBcc: x@y.z", {"email": ["not_an_email"]}),
    ],
)
def test_everything_wrong_with_a_new_account_is_said_at_once(
    units_of_work, admin, username, name, email, wrong
):
    with pytest.raises(Invalid) as refused, acting(units_of_work, admin) as uow:
        create_person(uow, NewPerson(username, name, email))

    assert refused.value.fields == wrong


def test_usernames_that_differ_in_case_only_are_the_same(units_of_work, given, admin):
    given.person("lan")

    with pytest.raises(Conflict, match="taken"), acting(units_of_work, admin) as uow:
        create_person(uow, NewPerson("Lan", "Lan khác"))


@pytest.mark.parametrize("group", [one for one in Group if one is not Group.ADMINISTRATOR])
def test_only_administrators_keep_accounts(units_of_work, given, group):
    person = given.person("lan", group, unit=given.unit("VP"))

    with pytest.raises(NotAllowed, match="administrators"), acting(units_of_work, person) as uow:
        create_person(uow, NewPerson("moi", "Người mới"))


def test_a_change_is_recorded_by_what_changed_and_not_what_it_says(units_of_work, given, admin):
    lan = given.person("lan")

    with acting(units_of_work, admin) as uow:
        change_person(uow, lan.id, PersonDetails("Trần Thị Lan", lan.email, "Chuyên viên"))

    assert stored(units_of_work, lan).name == "Trần Thị Lan"
    assert given.recorded()[-1] == "person:changed"


def test_saving_what_is_there_records_nothing(units_of_work, given, admin):
    lan = given.person("lan")
    before = given.recorded()

    with acting(units_of_work, admin) as uow:
        change_person(uow, lan.id, PersonDetails(lan.name, lan.email, lan.position, lan.locale))

    assert given.recorded() == before


def test_two_administrators_do_not_overwrite_each_other(units_of_work, given, admin):
    lan = given.person("lan")
    with acting(units_of_work, admin) as uow:
        change_person(uow, lan.id, PersonDetails("Lan Một"), seen=1)

    with pytest.raises(Conflict, match="has changed"), acting(units_of_work, admin) as uow:
        change_person(uow, lan.id, PersonDetails("Lan Hai"), seen=1)

    assert stored(units_of_work, lan).name == "Lan Một"


def test_a_closed_account_opens_nothing_and_comes_back_with_its_groups(units_of_work, given, admin):
    lan = given.person("lan", Group.AUDITOR)
    with acting(units_of_work, lan) as uow:
        token = open_session(uow, lan.id)
        _, secret = make_token(uow, "báo cáo", 30)

    with acting(units_of_work, admin) as uow:
        deactivate_person(uow, lan.id, {})
        assert find_session(uow.session, token, uow.now) is None
        assert find_token(uow.session, secret, uow.now) is None
    assert given.groups_of(lan) is None
    with acting(units_of_work, admin) as uow:
        reactivate_person(uow, lan.id)

    assert given.groups_of(lan) == {Group.AUDITOR}
    assert given.recorded()[-4:] == [
        "person:sessions_ended",
        "person:access_revoked",
        "person:deactivated",
        "person:reactivated",
    ]


@pytest.fixture
def taken(given, units_of_work):
    """A task offered to the standing body that Lan has taken."""
    lan = given.person("lan", Group.STANDING_BODY)
    task = given.open_task(given.instance(given.small_stage()))
    with acting(units_of_work, lan) as uow:
        claim_task(uow, task.id)
    return lan, task


def assignee_of(units_of_work, task):
    with units_of_work.read() as session:
        return session.scalars(select(UserTask.assignee_id).where(UserTask.id == task.id)).one()


def test_a_task_nobody_was_chosen_for_keeps_an_account_open(units_of_work, admin, taken):
    lan, task = taken

    with pytest.raises(Conflict) as refused, acting(units_of_work, admin) as uow:
        deactivate_person(uow, lan.id, {})

    assert task.name in refused.value.sentence("vi")
    assert stored(units_of_work, lan).is_active


def test_a_task_goes_back_to_its_group_when_its_holder_leaves(units_of_work, given, admin, taken):
    lan, task = taken

    with acting(units_of_work, admin) as uow:
        empty = groups_left_empty(uow.session, lan.id)
        deactivate_person(uow, lan.id, {task.id: None})

    assert assignee_of(units_of_work, task) is None
    # The campaign of the stage has a task for the standing body too.
    assert [(one.group, one.tasks) for one in empty] == [(Group.STANDING_BODY, 2)]
    assert given.recorded()[-2:] == ["task:released", "person:deactivated"]


def test_a_task_is_handed_on_to_somebody_it_is_offered_to(units_of_work, given, admin, taken):
    lan, task = taken
    minh, khach = given.person("minh", Group.STANDING_BODY), given.person("khach")
    with units_of_work.read() as session:
        (duty,) = duties_of(session, lan.id)
        assert groups_left_empty(session, lan.id) == []
    assert [one.id for one in duty.others] == [minh.id]

    with pytest.raises(Invalid) as refused, acting(units_of_work, admin) as uow:
        deactivate_person(uow, lan.id, {task.id: khach.id})
    with acting(units_of_work, admin) as uow:
        deactivate_person(uow, lan.id, {task.id: minh.id})

    assert refused.value.fields == {f"task-{task.id}": ["cannot_take"]}
    assert assignee_of(units_of_work, task) == minh.id


def test_nobody_closes_the_own_account_nor_that_of_the_last_administrator(
    units_of_work, given, admin
):
    with pytest.raises(NotAllowed), acting(units_of_work, admin) as uow:
        deactivate_person(uow, admin.id, {})

    with pytest.raises(Conflict, match="last"), units_of_work.open(Actor.system()) as uow:
        deactivate_person(uow, admin.id, {})


@pytest.mark.parametrize("term", ["dao duc", "ĐÀO", "đào đức", "Đức", "dduc"])
def test_people_are_found_without_diacritics(units_of_work, given, term):
    with units_of_work.open(Actor.system()) as uow:
        create_person(uow, NewPerson("dduc", "Đào Đức"))
    given.person("lan")

    with units_of_work.read() as session:
        found = list_people(session, PeopleWanted(term)).people

    assert [one.username for one in found] == ["dduc"]


def test_pages_of_people_follow_one_another_by_name(units_of_work):
    names = ["Bùi An", "Bùi An", "Đỗ Bình", "Âu Cơ", "Ông Tám"]
    with units_of_work.open(Actor.system()) as uow:
        for number, name in enumerate(names):
            create_person(uow, NewPerson(f"p{number}", name))

    seen, after = [], None
    with units_of_work.read() as session:
        while True:
            page = list_people(session, PeopleWanted(after=after, limit=2))
            seen += [one.name for one in page.people]
            after = page.next
            if after is None:
                break

    assert seen == ["Âu Cơ", "Bùi An", "Bùi An", "Đỗ Bình", "Ông Tám"]


def test_a_list_is_narrowed_by_group_unit_and_standing(units_of_work, given, admin):
    office = given.unit("VP")
    given.person("lan", Group.UNIT_CLERK, unit=office)
    gone = given.person("minh", Group.AUDITOR)
    with acting(units_of_work, admin) as uow:
        deactivate_person(uow, gone.id, {})

    with units_of_work.read() as session:
        narrowed = [
            [one.username for one in list_people(session, wanted).people]
            for wanted in (
                PeopleWanted(group=Group.UNIT_CLERK),
                PeopleWanted(unit="VP"),
                PeopleWanted(standing=Standing.CLOSED),
            )
        ]

    assert narrowed == [["lan"], ["lan"], ["minh"]]
