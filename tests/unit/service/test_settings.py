"""What an administrator is told about a setting that cannot be used."""

import socket

import pytest

from service.cli import main
from service.config import Config
from service.errors import SettingRefused
from service.outbox import sender_for


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "abc", "PORT=abc"),
        ("PORT", "99999", "99999"),
        ("THIDUA_TICK_SECONDS", "soon", "THIDUA_TICK_SECONDS=soon"),
        ("HOST", "no.such.host.invalid", "no.such.host.invalid"),
        ("THIDUA_DATABASE_URL", "nonsense", "nonsense"),
        ("THIDUA_DATABASE_URL", "mysql://host/thidua", "mysql://host/thidua"),
        ("THIDUA_DATABASE_URL", "postgresql://127.0.0.1:1/thidua", "127.0.0.1"),
        ("THIDUA_DATABASE_URL", "sqlite:////proc/nowhere/thidua.db", "/proc/nowhere"),
        ("THIDUA_BPMN_FOLDER", "/nowhere", "/nowhere/processes"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name, value, said, monkeypatch, capsys):
    monkeypatch.setenv("PORT", str(free_port()))
    monkeypatch.setenv(name, value)

    code = main(["serve"])

    vietnamese, english = capsys.readouterr().err.splitlines()
    assert code == 1
    assert said in vietnamese
    assert said in english
    assert vietnamese != english


def test_a_taken_port_is_named_and_nothing_is_made(monkeypatch, capsys, folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))

        code = main(["run"])

    assert code == 1
    assert "PORT=8001 make run" in capsys.readouterr().err
    assert list(folder.iterdir()) == []


def test_mail_goes_to_the_console_or_to_a_server_and_nowhere_else():
    with pytest.raises(SettingRefused, match="carrier-pigeon"):
        sender_for(Config(mail="carrier-pigeon"))


def test_the_password_of_a_database_is_not_repeated(monkeypatch, capsys):
    monkeypatch.setenv("THIDUA_DATABASE_URL", "mysql://user:secret@host/thidua")

    main(["deploy"])

    assert "secret" not in capsys.readouterr().err


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
