"""What becomes of the notices an earlier release wrote."""

import pytest
from sqlalchemy import text

from service.db.migrations import downgrade_database, upgrade_database
from tests.support.databases import opened

BEFORE = "0015"
ADD_PERSON = (
    "INSERT INTO person (id, username, name, position, locale, is_demo, is_active)"
    " VALUES (7, 'lan', 'Lan', '', 'vi', false, true)"
)
ADD_NOTICE = (
    "INSERT INTO notice (id, person_id, kind, subject, body, dedup_key, created_at, sent_at,"
    " attempts) VALUES ({}, 7, 'news', 's', 'b', '{}', '2025-12-01 00:00:00', {}, {})"
)
SENT, TRIED, GIVEN_UP, NEW = (
    ADD_NOTICE.format(1, "sent", "'2025-12-01 00:01:00'", 1),
    ADD_NOTICE.format(2, "tried", "NULL", 2),
    ADD_NOTICE.format(3, "given-up", "NULL", 6),
    ADD_NOTICE.format(4, "new", "NULL", 0),
)


@pytest.fixture
def upgraded(databases, backend):
    with databases.empty(backend) as url:
        upgrade_database(url)
        downgrade_database(url, BEFORE)
        with opened(url) as database, database.begin() as connection:
            for statement in (ADD_PERSON, SENT, TRIED, GIVEN_UP, NEW):
                connection.execute(text(statement))
        upgrade_database(url)
        yield url


def rows(url, query):
    with opened(url) as database, database.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_what_was_sent_or_tried_keeps_its_mail_and_its_name(upgraded):
    mails = rows(upgraded, "SELECT key, status, attempts FROM mail ORDER BY id")

    assert mails == [("7/sent", "sent", 1), ("7/tried", "waiting", 2), ("7/given-up", "failed", 6)]


def test_what_was_never_tried_goes_into_the_next_mail(upgraded):
    assert rows(upgraded, "SELECT id FROM notice WHERE mail_id IS NULL") == [(4,)]


def test_old_notices_do_not_stand_there_unread(upgraded):
    assert rows(upgraded, "SELECT count(*) FROM notice WHERE read_at IS NULL") == [(0,)]


def test_going_back_sends_nothing_again(upgraded):
    downgrade_database(upgraded, BEFORE)

    told = rows(upgraded, "SELECT id, sent_at IS NOT NULL, attempts FROM notice ORDER BY id")
    assert [(one, bool(sent), tries) for one, sent, tries in told] == [
        (1, True, 1),
        (2, False, 2),
        (3, False, 6),
        (4, False, 0),
    ]
