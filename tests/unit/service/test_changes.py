import pytest

from service.db.changes import tables_changed


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM unit",
        "SELECT id FROM unit WHERE id = 1 FOR UPDATE",
        "SELECT id FROM unit FOR UPDATE OF unit SKIP LOCKED",
        "SELECT id FROM unit FOR NO KEY UPDATE",
        "SELECT 'UPDATE unit SET x = 1'",
        "-- DELETE FROM unit\nSELECT 1",
        "WITH a AS (SELECT 1) SELECT * FROM a",
        "PRAGMA foreign_keys = ON",
        "SAVEPOINT sa_savepoint_1",
        "INSERT INTO audit_entry (sequence) VALUES (1)",
        "UPDATE audit_head SET sequence = 2",
        "INSERT INTO task_draft (id) VALUES (1)",
        "DELETE FROM answered_request",
        "UPDATE session SET seen_at=? WHERE session.id = ?",
        "UPDATE mail SET attempts=(mail.attempts + ?), not_before=? WHERE mail.id = ?",
        "UPDATE mail SET attempts=%(a)s, not_before=%(b)s WHERE id = 1 RETURNING mail.id",
        "",
    ],
)
def test_reading_and_bookkeeping_change_nothing(statement):
    assert tables_changed(statement) == frozenset()


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("INSERT INTO unit (code) VALUES (?)", "unit"),
        ("insert or replace into unit (code) values (1)", "unit"),
        ("REPLACE INTO unit (code) VALUES (1)", "unit"),
        ('INSERT INTO "membership" ("group") VALUES (1)', "membership"),
        ("UPDATE unit SET name = 'FOR UPDATE'", "unit"),
        ("  update\n  unit set name = 'x'", "unit"),
        ("UPDATE ONLY public.unit SET name = 'x'", "unit"),
        ("DELETE FROM unit", "unit"),
        ("TRUNCATE TABLE unit", "unit"),
        ("MERGE INTO unit USING x ON true WHEN MATCHED THEN DELETE", "unit"),
        ("WITH gone AS (DELETE FROM unit RETURNING id) SELECT * FROM gone", "unit"),
        ("UPDATE session SET seen_at=?, ended_at=? WHERE id = ?", "session"),
        ("UPDATE session SET ended_at=? WHERE seen_at = ?", "session"),
        ("INSERT INTO session (seen_at) VALUES (?)", "session"),
        ("DELETE FROM session", "session"),
        ("INSERT INTO mail (attempts) VALUES (1) ON CONFLICT DO UPDATE SET attempts=1", "mail"),
        ("UPDATE mail SET attempts=1; DELETE FROM mail", "mail"),
        ("/* UPDATE session SET seen_at=1 */ DELETE FROM unit", "unit"),
        ("ALTER TABLE unit ADD COLUMN x INTEGER", "ALTER"),
        ("DROP TRIGGER audit_entry_no_update", "DROP"),
    ],
)
def test_everything_else_has_to_be_accounted_for(statement, table):
    assert tables_changed(statement) == {table}
