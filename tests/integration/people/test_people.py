import json
import stat
import time

import pytest
from sqlalchemy import select

from service.audit.events import Event
from service.errors import Conflict, Invalid, NotAllowed, NotFound
from service.models import AuditEntry, Group, Membership, Person, Session
from service.operations.accounts_file import Account, read_accounts, write_accounts
from service.operations.credentials import set_password
from service.operations.passwords import hash_password, is_password
from service.operations.people import NewPerson, create_demo_accounts
from service.operations.sessions import (
    authenticate,
    close_session,
    find_session,
    needs_touch,
    open_session,
    touch_session,
)
from service.unit_of_work import Actor
from tests.support.given_people import PASSWORD


def sign_in(units_of_work, person):
    with units_of_work.open(Actor.person(person.id)) as uow:
        return open_session(uow, person.id)


def is_signed_in(units_of_work, token):
    with units_of_work.read() as session:
        return find_session(session, token, units_of_work.now()) is not None


def events(units_of_work):
    with units_of_work.read() as session:
        return session.scalars(select(AuditEntry.event).order_by(AuditEntry.sequence)).all()


def test_a_person_acts_for_groups_and_units(units_of_work, given):
    office = given.unit("VP")

    person = given.person("lan", Group.UNIT_CLERK, Group.AUDITOR, unit=office)

    with units_of_work.read() as session:
        memberships = select(Membership.group, Membership.unit_id).order_by(Membership.id)
        found = session.execute(memberships.where(Membership.person_id == person.id)).all()
    assert list(map(tuple, found)) == [(Group.UNIT_CLERK, office.id), (Group.AUDITOR, None)]


def test_a_group_of_a_unit_needs_the_unit(given):
    with pytest.raises(Invalid) as refused:
        given.person("lan", Group.UNIT_CLERK)

    assert refused.value.sentence("en") == "The group unit_clerk needs a unit."


def test_a_username_is_taken_once(given):
    given.person("lan")

    with pytest.raises(Conflict, match="username"):
        given.person("lan")


def test_a_unit_code_is_taken_once(given):
    given.unit("VP")

    with pytest.raises(Conflict, match="VP"):
        given.unit("VP")


def test_names_of_people_stay_out_of_the_chain(units_of_work, given):
    given.person("lan", Group.AUDITOR)

    with units_of_work.read() as session:
        body = session.scalars(select(AuditEntry.body)).one()
    assert json.loads(body)["detail"] == {"person": 1, "groups": [{"group": "auditor"}]}
    assert "lan" not in body.replace(json.loads(body)["previous"], "")


def test_the_right_password_signs_in(units_of_work, given):
    person = given.member("lan")

    with units_of_work.read() as session:
        assert authenticate(session, "lan", PASSWORD).id == person.id


@pytest.mark.parametrize(("username", "password"), [("lan", "sai"), ("ai", PASSWORD), ("", "")])
def test_anything_else_is_refused_with_one_sentence(units_of_work, given, username, password):
    given.member("lan")

    with pytest.raises(NotAllowed) as refused, units_of_work.read() as session:
        authenticate(session, username, password)

    assert refused.value.code == "people.wrong_credentials"


def test_a_person_without_a_password_cannot_sign_in(units_of_work, given):
    given.person("lan")

    with pytest.raises(NotAllowed), units_of_work.read() as session:
        authenticate(session, "lan", "")


def test_a_stranger_waits_as_long_as_a_member():
    known = hash_password(PASSWORD)
    is_password(None, PASSWORD)

    assert not is_password(None, PASSWORD)
    assert (
        fastest(lambda: is_password(None, PASSWORD))
        > fastest(lambda: is_password(known, PASSWORD)) * 0.5
    )


def fastest(call):
    times = []
    for _ in range(3):
        begun = time.thread_time()
        call()
        times.append(time.thread_time() - begun)
    return min(times)


def test_passwords_are_hashed_the_way_owasp_says():
    assert hash_password(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_short_password_is_refused(units_of_work, given):
    person = given.person("lan")

    with pytest.raises(Invalid, match="12"), units_of_work.open(Actor.system()) as uow:
        set_password(uow, person.id, "ngắn")


def test_nobody_gets_no_password(units_of_work):
    with pytest.raises(NotFound), units_of_work.open(Actor.system()) as uow:
        set_password(uow, 99, PASSWORD)


def test_a_new_password_ends_the_sessions_of_the_old(units_of_work, given):
    person = given.member("lan")
    token = sign_in(units_of_work, person)

    with units_of_work.open(Actor.person(person.id)) as uow:
        set_password(uow, person.id, "một mật khẩu khác")

    assert not is_signed_in(units_of_work, token)


def test_a_token_opens_its_session_and_is_not_stored(units_of_work, given):
    token = sign_in(units_of_work, given.person("lan"))

    assert is_signed_in(units_of_work, token)
    assert not is_signed_in(units_of_work, token + "x")
    with units_of_work.read() as session:
        assert token not in session.scalars(select(Session.token_hash)).one()


def test_signing_out_ends_the_session(units_of_work, given):
    person = given.person("lan")
    token = sign_in(units_of_work, person)

    for _ in range(2):
        with units_of_work.open(Actor.person(person.id)) as uow:
            close_session(uow, token)

    assert not is_signed_in(units_of_work, token)
    assert events(units_of_work)[-2:] == ["person:signed_in", "person:signed_out"]


def test_an_idle_session_ends(units_of_work, given, clock):
    token = sign_in(units_of_work, given.person("lan"))

    clock.advance(minutes=29)
    assert is_signed_in(units_of_work, token)
    clock.advance(minutes=1)
    assert not is_signed_in(units_of_work, token)


def test_a_session_in_use_ends_after_a_working_day(units_of_work, given, clock):
    person = given.person("lan")
    token = sign_in(units_of_work, person)

    for _ in range(12 * 3 - 1):
        clock.advance(minutes=20)
        with units_of_work.open(Actor.person(person.id)) as uow:
            touch_session(uow, token)
    assert is_signed_in(units_of_work, token)

    clock.advance(minutes=20)
    assert not is_signed_in(units_of_work, token)


def test_presence_is_noted_once_a_minute(units_of_work, given, clock):
    token = sign_in(units_of_work, given.person("lan"))
    with units_of_work.read() as session:
        found = find_session(session, token, clock())

    assert not needs_touch(found, clock())
    clock.advance(minutes=1)
    assert needs_touch(found, clock())


def test_a_closed_account_has_no_session(units_of_work, given):
    person = given.person("lan")
    token = sign_in(units_of_work, person)

    with units_of_work.open(Actor.system()) as uow:
        uow.session.get_one(Person, person.id).is_active = False
        uow.record(Event.PERSON_CHANGED, detail={"person": person.id})

    assert not is_signed_in(units_of_work, token)


def test_demo_accounts_can_sign_in_with_their_passwords(units_of_work, given):
    given.person("lan")
    people = [NewPerson("lan", "Lan"), NewPerson("minh", "Minh", is_demo=True)]

    with units_of_work.open(Actor.system()) as uow:
        passwords = create_demo_accounts(uow, people)

    with units_of_work.read() as session:
        assert authenticate(session, "minh", passwords["minh"]).is_demo
        assert authenticate(session, "lan", passwords["lan"])


def test_the_accounts_file_is_its_owners_alone(tmp_path):
    file = tmp_path / "var" / "accounts.txt"
    accounts = [Account("lan", "mật khẩu", "Lê Thị Lan", "Văn thư")]

    write_accounts(file, [])
    write_accounts(file, accounts)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read_accounts(file) == accounts


def test_without_a_file_there_are_no_accounts(tmp_path):
    assert read_accounts(tmp_path / "accounts.txt") == []
