"""Mail servers that want encryption and to know who sends."""

import pytest

from service.config import Config
from service.errors import SettingRefused
from service.outbox import Letter, NobodyThere, sender_for
from tests.support.mail import MAIL_PASSWORD, USERNAME, guarded_mail_server
from tests.support.signing import Signer

LETTER = Letter("lan@so.example", "Đôn đốc", "Còn 5 ngày", key="1")
#: That the server could also be asked without encryption is not its visitor's doing.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
WAYS = {"smtps": True, "smtp+starttls": False}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return Signer("Máy chủ thư").serves("localhost", tmp_path_factory.mktemp("mail") / "server.pem")


@pytest.fixture(scope="module", params=WAYS)
def way(request):
    return request.param


@pytest.fixture(scope="module")
def mailbox(certificate, way):
    with guarded_mail_server(certificate, at_once=WAYS[way]) as mailbox:
        yield mailbox


@pytest.fixture
def known(certificate, monkeypatch):
    """The office vouches for the certificate of its server."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@pytest.fixture
def config(mailbox, way, tmp_path):
    file = tmp_path / "mail-password"
    file.write_text(f"{MAIL_PASSWORD}\n", "utf-8")
    return Config(
        mail=f"{way}://{USERNAME}@localhost:{mailbox.port}",
        mail_from="thidua@so.example",
        mail_password_file=file,
    )


def test_mail_leaves_encrypted_by_whoever_the_server_knows(config, mailbox, known):
    already = len(mailbox.mails)

    sender_for(config).send(LETTER)

    assert [one["To"] for one in mailbox.mails[already:]] == ["lan@so.example"]


def test_a_server_nobody_vouches_for_gets_no_password_and_no_mail(config, mailbox):
    already = len(mailbox.mails)

    with pytest.raises(NobodyThere, match="CERTIFICATE_VERIFY_FAILED"):
        sender_for(config).send(LETTER)

    assert len(mailbox.mails) == already


def test_while_the_password_is_wrong_all_mail_waits(config, known):
    config.mail_password_file.write_text("da doi", "utf-8")

    with pytest.raises(NobodyThere, match="Authentication"):
        sender_for(config).send(LETTER)


@pytest.mark.parametrize(
    ("mail", "code"),
    [
        ("smtp://thidua@mail.example", "setting.mail_overheard"),
        ("smtps://thidua:secret@mail.example", "setting.mail_password_shown"),
        ("smtps://thidua@mail.example", "setting.mail_password"),
        ("imap://mail.example", "setting.mail"),
    ],
)
def test_a_setting_that_would_give_a_password_away_is_refused(mail, code, tmp_path):
    with pytest.raises(SettingRefused) as refused:
        sender_for(Config(mail=mail, mail_password_file=tmp_path / "none"))

    assert refused.value.code == code
    assert "secret" not in refused.value.sentence("vi")


def test_a_password_with_accents_is_refused_before_a_mail_is_tried(tmp_path):
    (tmp_path / "password").write_text("mật khẩu", "utf-8")

    with pytest.raises(SettingRefused, match="accents"):
        sender_for(Config(mail="smtps://a@mail", mail_password_file=tmp_path / "password"))


def test_ports_are_those_that_are_registered_for_the_way(tmp_path):
    (tmp_path / "password").write_text("x", "utf-8")

    ports = {
        mail: sender_for(Config(mail=mail, mail_password_file=tmp_path / "password")).port
        for mail in (
            "smtp://mail.example",
            "smtp+starttls://a@mail.example",
            "smtps://a@mail.example",
        )
    }

    assert list(ports.values()) == [25, 587, 465]
