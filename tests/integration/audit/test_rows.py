"""What the tables say is held against what the ledger last recorded."""

import pytest

from service.audit.verify import verify
from service.models import Group
from tests.support.tampering import tamper


@pytest.fixture
def story(given):
    """Somebody completed a task: campaigns, instances, tasks and timers have rows."""
    lan = given.person("lan", Group.STANDING_BODY)
    review = given.instance(given.small_stage())
    given.completes(lan, given.open_task(review, "first"), agreed=True, comment="Nhất trí")
    return review


def broken(units_of_work):
    with units_of_work.read() as session:
        return verify(session).broken


def test_an_honest_story_holds(story, units_of_work):
    assert broken(units_of_work) is None


@pytest.mark.parametrize(
    ("attack", "reason"),
    [
        ("UPDATE user_task SET answers = '{\"agreed\": false}'", "audit.row_changed"),
        ("UPDATE user_task SET completed_by_id = NULL", "audit.row_changed"),
        ("UPDATE campaign SET name = 'Đợt khác'", "audit.row_changed"),
        ("UPDATE deadline SET basis = 'cho vui'", "audit.row_changed"),
        ("UPDATE person SET username = 'lam'", "audit.row_changed"),
        ("UPDATE definition SET content = 'x' WHERE key = 'review'", "audit.row_changed"),
        ("UPDATE process_instance SET revision = 7", "audit.row_changed"),
        ("DELETE FROM timer_job WHERE element_id = 'too_late'", "audit.row_missing"),
        ("UPDATE audit_value SET name = 'row' WHERE name = 'rows'", "audit.value_unknown"),
        ("DELETE FROM audit_value WHERE name = 'rows'", "audit.rows_erased"),
        (
            "INSERT INTO unit (id, code, name, status) VALUES (9, 'X', 'Đơn vị ma', 'active')",
            "audit.row_unrecorded",
        ),
    ],
)
def test_a_row_changed_behind_the_service_is_noticed(
    story, database, units_of_work, attack, reason
):
    tamper(database, attack)

    assert broken(units_of_work).reason == reason


def test_the_entry_that_last_spoke_for_a_row_is_named(story, database, given, units_of_work):
    tamper(database, "UPDATE unit SET name = name")
    with units_of_work.read() as session:
        before = verify(session).entries
    given.unit("VP")
    tamper(database, "UPDATE unit SET name = 'Tên khác'")

    assert broken(units_of_work).sequence == before + 1


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_moment_that_is_none_any_more_is_named(story, database, units_of_work):
    tamper(database, "UPDATE user_task SET opened_at = 'hôm qua'")

    assert broken(units_of_work).reason == "audit.row_changed"
