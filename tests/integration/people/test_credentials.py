"""Passwords, codes for new ones, sessions and tokens."""

import pytest

from service.errors import Invalid, NotAllowed, NotFound
from service.models import Group, Person
from service.operations.credentials import (
    change_own_password,
    find_reset,
    offer_reset,
    set_password,
    use_reset,
)
from service.operations.people import NewPerson, create_person
from service.operations.sessions import (
    SeenFrom,
    authenticate,
    end_session,
    end_sessions,
    find_session,
    list_sessions,
    open_session,
)
from service.operations.tokens import (
    find_token,
    list_tokens,
    make_token,
    needs_noting,
    note_use,
    revoke_token,
)
from service.unit_of_work import Actor
from tests.support.given_people import PASSWORD

NEW = "một câu khác hẳn"
NAMING = "tôi là LAN đây nhé"


@pytest.fixture
def lan(given):
    return given.member("lan")


def acting(units_of_work, person):
    return units_of_work.open(Actor.person(person.id))


def signs_in(units_of_work, username, password):
    with units_of_work.read() as session:
        return authenticate(session, username, password)


@pytest.mark.parametrize(
    ("current", "password", "again", "wrong"),
    [
        ("sai", NEW, NEW, {"current": ["wrong_password"]}),
        (PASSWORD, PASSWORD, PASSWORD, {"password": ["same_password"]}),
        (PASSWORD, "ngắn", "ngắn", {"password": ["password_too_short:12"]}),
        (
            PASSWORD,
            "tôi là LAN đây nhé",
            "tôi là LAN đây nhé",
            {"password": ["password_names_account"]},
        ),
        (PASSWORD, "ababababababab", "ababababababab", {"password": ["password_repeats"]}),
        (PASSWORD, "x" * 199 + "yz", "x" * 199 + "yz", {"password": ["max_length:200"]}),
        (PASSWORD, NEW, NEW + "x", {"again": ["not_the_same"]}),
        (
            "sai",
            "ngắn",
            "",
            {
                "current": ["wrong_password"],
                "password": ["password_too_short:12"],
                "again": ["not_the_same"],
            },
        ),
    ],
)
def test_a_refused_password_says_everything_that_is_wrong(
    units_of_work, lan, current, password, again, wrong
):
    with pytest.raises(Invalid) as refused, acting(units_of_work, lan) as uow:
        change_own_password(uow, current, password, again)

    assert refused.value.fields == wrong
    assert signs_in(units_of_work, "lan", PASSWORD)


def test_a_changed_password_ends_every_session_and_lets_the_new_one_in(units_of_work, lan):
    with acting(units_of_work, lan) as uow:
        token = open_session(uow, lan.id)

    with acting(units_of_work, lan) as uow:
        change_own_password(uow, PASSWORD, NEW, NEW)
        assert find_session(uow.session, token, uow.now) is None

    assert signs_in(units_of_work, "lan", NEW)
    with pytest.raises(NotAllowed):
        signs_in(units_of_work, "lan", PASSWORD)


def test_a_password_somebody_else_chose_has_to_be_changed_but_for_invented_people(units_of_work):
    with units_of_work.open(Actor.system()) as uow:
        real = create_person(uow, NewPerson("lan", "Lan"))
        invented = create_person(uow, NewPerson("minh", "Minh", is_demo=True))
        for one in (real, invented):
            set_password(uow, one.id, PASSWORD)
    assert (real.must_change_password, invented.must_change_password) == (True, False)

    with acting(units_of_work, real) as uow:
        change_own_password(uow, PASSWORD, NEW, NEW)
        assert not uow.session.get_one(Person, real.id).must_change_password


@pytest.fixture
def admin(given):
    return given.person("admin", Group.ADMINISTRATOR)


def offered(units_of_work, admin, person):
    with acting(units_of_work, admin) as uow:
        return offer_reset(uow, person.id)[0]


def test_a_code_lets_a_person_choose_a_password_once(units_of_work, given, admin, lan):
    with acting(units_of_work, lan) as uow:
        _, secret = make_token(uow, "báo cáo", 30)
    code = offered(units_of_work, admin, lan)
    assert signs_in(units_of_work, "lan", PASSWORD)

    with acting(units_of_work, lan) as uow:
        use_reset(uow, code, NEW, NEW)
        assert find_token(uow.session, secret, uow.now) is None

    assert signs_in(units_of_work, "lan", NEW)
    with pytest.raises(NotAllowed, match="cannot be used"), acting(units_of_work, lan) as uow:
        use_reset(uow, code, PASSWORD, PASSWORD)


def test_a_weak_password_does_not_use_a_code_up(units_of_work, admin, lan):
    code = offered(units_of_work, admin, lan)

    with pytest.raises(Invalid), acting(units_of_work, lan) as uow:
        use_reset(uow, code, "ngắn", "ngắn")

    with units_of_work.read() as session:
        assert find_reset(session, f" {code} ", units_of_work.now()).person_id == lan.id


def test_a_code_ends_after_a_day_and_when_a_newer_one_is_made(units_of_work, admin, lan, clock):
    old, new = offered(units_of_work, admin, lan), offered(units_of_work, admin, lan)

    with units_of_work.read() as session:
        works = [find_reset(session, one, clock()) is not None for one in (old, new, "bịa")]
        clock.advance(hours=24)
        later = find_reset(session, new, clock())

    assert (works, later) == ([False, True, False], None)


def test_only_administrators_make_codes(units_of_work, given, lan):
    auditor = given.person("minh", Group.AUDITOR)

    with pytest.raises(NotAllowed), acting(units_of_work, auditor) as uow:
        offer_reset(uow, lan.id)


def test_a_person_sees_where_they_are_signed_in_and_ends_what_they_choose(units_of_work, lan):
    with acting(units_of_work, lan) as uow:
        for place in ("10.0.0.1", "10.0.0.2", "10.0.0.3"):
            open_session(uow, lan.id, SeenFrom(place, "Firefox " * 100))
        numbers = {one.address: one.id for one in list_sessions(uow.session, lan.id, uow.now)}
        assert all(len(one.agent) <= 200 for one in list_sessions(uow.session, lan.id, uow.now))

    with acting(units_of_work, lan) as uow:
        end_session(uow, lan.id, numbers["10.0.0.1"])
        assert end_sessions(uow, lan.id, keeping=numbers["10.0.0.3"]) == 1

    with units_of_work.read() as session:
        left = list_sessions(session, lan.id, units_of_work.now())
    assert [one.address for one in left] == ["10.0.0.3"]


def test_nobody_ends_a_session_of_somebody_else_as_their_own(units_of_work, given, lan):
    minh = given.person("minh")
    with acting(units_of_work, minh) as uow:
        open_session(uow, minh.id)
        (theirs,) = list_sessions(uow.session, minh.id, uow.now)

    with pytest.raises(NotFound), acting(units_of_work, lan) as uow:
        end_session(uow, lan.id, theirs.id)


def test_a_token_works_until_it_expires_or_is_revoked_and_is_not_stored(units_of_work, lan, clock):
    with acting(units_of_work, lan) as uow:
        short, short_secret = make_token(uow, "một ngày", 1)
        long, long_secret = make_token(uow, "cả năm", 365)
        assert short_secret not in (short.token_hash, short.name)

    clock.advance(days=1)
    with acting(units_of_work, lan) as uow:
        assert find_token(uow.session, short_secret, uow.now) is None
        assert find_token(uow.session, long_secret, uow.now).id == long.id
        revoke_token(uow, long.id)
        assert list_tokens(uow.session, lan.id, uow.now) == []


@pytest.mark.parametrize(
    ("name", "days", "wrong"),
    [("", 1, "name"), ("x" * 81, 1, "name"), ("báo cáo", 0, "days"), ("báo cáo", 366, "days")],
)
def test_a_token_needs_a_name_and_an_end(units_of_work, lan, name, days, wrong):
    with pytest.raises(Invalid) as refused, acting(units_of_work, lan) as uow:
        make_token(uow, name, days)

    assert set(refused.value.fields) == {wrong}


def test_nobody_revokes_a_token_of_somebody_else(units_of_work, given, lan):
    with acting(units_of_work, lan) as uow:
        token, _ = make_token(uow, "báo cáo", 30)

    with pytest.raises(NotFound), acting(units_of_work, given.person("minh")) as uow:
        revoke_token(uow, token.id)


def test_the_use_of_a_token_is_noted_once_an_hour_without_an_entry(
    units_of_work, given, lan, clock
):
    with acting(units_of_work, lan) as uow:
        token, _ = make_token(uow, "báo cáo", 30)
    entries = len(given.recorded())
    assert needs_noting(token, clock())

    with acting(units_of_work, lan) as uow:
        note_use(uow, token.id)
        noted = list_tokens(uow.session, lan.id, uow.now)[0]

    assert not needs_noting(noted, clock())
    clock.advance(hours=1)
    assert needs_noting(noted, clock())
    assert len(given.recorded()) == entries
