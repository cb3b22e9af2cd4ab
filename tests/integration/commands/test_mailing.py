"""Whether mail leaves the house, as an administrator finds out."""

import pytest

from service.cli import main
from tests.support.mail import running_mail_server


@pytest.fixture
def installation(database_url, given, monkeypatch):
    given.calendar()
    given.person("lan")
    monkeypatch.setenv("THIDUA_DATABASE_URL", database_url)
    monkeypatch.setenv("THIDUA_PUBLIC_URL", "https://thidua.so.example/")


@pytest.mark.usefixtures("installation")
def test_a_test_mail_arrives_at_once(monkeypatch, capsys):
    with running_mail_server() as mailbox:
        monkeypatch.setenv("THIDUA_MAIL", f"smtp://127.0.0.1:{mailbox.port}")

        assert main(["mail", "test", "lan"]) == 0

    (mail,) = mailbox.mails
    assert (mail["To"], mail["Subject"]) == ("lan@example.org", "Thư thử của Thi Đua")
    assert "https://thidua.so.example\n" in mail.get_content().replace("\r\n", "\n")
    assert "lan@example.org" in capsys.readouterr().out


@pytest.mark.usefixtures("installation")
def test_a_server_that_is_not_there_is_named_with_the_reason(monkeypatch, capsys):
    monkeypatch.setenv("THIDUA_MAIL", "smtp://127.0.0.1:1")

    assert main(["mail", "test", "lan"]) == 1
    assert "smtp://127.0.0.1:1: ConnectionRefusedError" in capsys.readouterr().err


@pytest.mark.usefixtures("installation")
def test_nobody_of_that_name_gets_no_mail(capsys):
    assert main(["mail", "test", "nobody"]) == 1
    assert capsys.readouterr().err


@pytest.mark.usefixtures("installation")
def test_where_nothing_is_stuck_the_command_says_so(capsys):
    assert main(["mail", "stuck"]) == 0
    assert main(["mail", "retry"]) == 0
    said = capsys.readouterr().out
    assert "Every mail has left" in said
    assert "0 mails will be sent again" in said
