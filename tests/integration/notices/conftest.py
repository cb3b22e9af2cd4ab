"""A mail server, and the post that goes to it."""

import pytest

from tests.support.mail import running_mail_server
from tests.support.post import Post


@pytest.fixture(scope="module")
def mail_server():
    with running_mail_server() as mailbox:
        yield mailbox


@pytest.fixture
def post(mail_server, given, clock):
    mail_server.mails.clear()
    mail_server.answers.clear()
    return Post(given, clock, mail_server)


@pytest.fixture
def campaign(given):
    return given.small_stage()
