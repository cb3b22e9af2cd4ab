"""Accounts, units and groups from the command line."""

import json
import re
from contextlib import closing

import pytest

from service.app import open_service
from service.cli import main
from service.config import Config
from service.operations.credentials import use_reset
from service.operations.sessions import authenticate, open_session
from service.unit_of_work import Actor


@pytest.fixture
def backend():
    """What the operations do is tested on both databases elsewhere."""
    return "sqlite"


@pytest.fixture
def does(database_url, monkeypatch, capsys):
    """Run a command; give its exit code and what it said."""
    monkeypatch.setenv("THIDUA_DATABASE_URL", database_url)

    def does(*words):
        code = main(list(words))
        said = capsys.readouterr()
        return code, said.out + said.err

    return does


@pytest.fixture
def lan(does):
    does("units", "create", "LS", "--name", "Phòng Lãnh sự")
    return does("people", "create", "lan", "--name", "Nguyễn Thị Lan", "--group", "unit_clerk:LS")


def test_a_new_account_is_told_its_code_which_opens_it(lan, does):
    code = re.search(r"once: (\S+)", lan[1])[1]

    with closing(open_service(Config.from_environment())) as service:
        with service.units_of_work.open(Actor.system()) as uow:
            person = use_reset(uow, code, "một câu khác hẳn", "một câu khác hẳn")
        with service.units_of_work.read() as session:
            assert authenticate(session, "lan", "một câu khác hẳn").id == person.id


def test_people_are_listed_in_words_and_for_programs(lan, does):
    assert "Nguyễn Thị Lan — unit_clerk:LS" in does("people", "list", "nguyen thi")[1]
    told = json.loads(does("people", "list", "--json")[1])
    assert [(one["username"], one["groups"]) for one in told] == [("lan", ["unit_clerk:LS"])]


def test_what_cannot_be_done_is_said_in_both_languages_and_exits_with_1(lan, does):
    code, said = does("people", "create", "LAN", "--name", "Lan")
    wrong = does("people", "change", "lan", "--email", "x")
    nobody = does("people", "reset", "khach")

    assert code == 1
    assert "Tên đăng nhập này đã có người dùng." in said
    assert "This username is taken." in said
    assert "email: Enter a whole address" in wrong[1]
    assert "Nobody has the username “khach”." in nobody[1]


def test_a_person_is_changed_closed_and_opened_again(lan, does):
    assert "Saved" in does("people", "change", "lan", "--position", "Chuyên viên")[1]
    assert "Closed" in does("people", "deactivate", "lan")[1]
    assert "lan" not in does("people", "list")[1]
    assert "closed" in does("people", "list", "--standing", "closed")[1]
    assert "Reopened" in does("people", "reactivate", "lan")[1]


def test_sessions_of_a_person_are_listed_and_ended(lan, does):
    with (
        closing(open_service(Config.from_environment())) as service,
        service.units_of_work.open(Actor.system()) as uow,
    ):
        open_session(uow, 1)

    assert "Ended 1 sessions" in does("people", "sessions", "lan", "--end")[1]
    assert "Ended 0 sessions" in does("people", "sessions", "lan", "--end")[1]


def test_somebody_is_put_in_a_group_for_a_time_and_taken_out(lan, does):
    add = ("groups", "add", "lan", "auditor", "--from", "2099-01-01", "--until", "2099-01-31")

    assert "01/01/2099 00:00 → 01/02/2099 00:00" in does(*add)[1]
    assert does(*add)[0] == 1
    assert "Nguyễn Thị Lan" in does("groups", "list", "auditor")[1]
    assert does("groups", "remove", "lan", "auditor")[0] == 0
    assert does("groups", "remove", "lan", "auditor")[0] == 1
    assert "unit_clerk           1 người" in does("groups", "list")[1]


def test_a_unit_is_renamed_and_dissolved_only_when_nobody_acts_for_it(lan, does):
    assert "Lễ tân" in does("units", "rename", "LS", "--name", "Lễ tân")[1]
    assert does("units", "dissolve", "LS")[0] == 1
    does("groups", "remove", "lan", "unit_clerk", "--unit", "LS")
    assert "Dissolved" in does("units", "dissolve", "LS")[1]
    assert "dissolved" in does("units", "list")[1]
    assert "Restored" in does("units", "restore", "LS")[1]
