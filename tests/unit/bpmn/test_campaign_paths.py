import pytest

from tests.unit.bpmn.walking import Path, Walk, never_reached

PLANNED = (("draft_plan", {}), ("approve_plan", {"approved": True}))
IN_TIME = (*PLANNED, ("unit_deadline_reached", {}), ("dossiers_settled", {}))
POSTED = (*IN_TIME, ("consolidate", {}), ("posting_over", {}))
CLOSED = (("congress_closed", {}), ("write_closing_report", {}))
ALL = {"own_awards": True, "provincial": True, "prime_minister": True}
NOTHING = {"own_awards": False, "provincial": False, "prime_minister": False}

PATHS = {
    "nothing to award": Path(
        (*POSTED, ("council_concluded", NOTHING), *CLOSED),
        "campaign_archived",
        {"count_complaints": [0]},
    ),
    "plan returned, dossiers late, a complaint, every award": Path(
        (
            ("draft_plan", {}),
            ("approve_plan", {"approved": False}),
            *PLANNED,
            ("unit_deadline_reached", {}),
            ("consolidation_deadline", {}),
            ("dossiers_settled_late", {}),
            ("consolidate", {}),
            ("posting_over", {}),
            ("answer_complaints", {}),
            ("council_concluded", ALL),
            ("provincial_submission_done", {}),
            ("department_award_done", {}),
            ("record_prime_minister_decisions", {}),
            *CLOSED,
        ),
        "campaign_archived",
        {"count_complaints": [1]},
    ),
}


def walk(name):
    return Walk("campaign", {"campaign": "2025"}, PATHS[name])


@pytest.mark.parametrize("name", PATHS)
def test_a_campaign_reaches_its_archive(name):
    walked = walk(name)

    assert walked.state.completed
    assert PATHS[name].ends_at in walked.trail


def test_every_way_through_a_campaign_can_be_walked():
    assert never_reached("campaign", [walk(name) for name in PATHS]) == set()


def test_the_awards_are_waited_for_side_by_side():
    opened = Path((*POSTED, ("council_concluded", ALL)), "", {"count_complaints": [0]})

    walked = Walk("campaign", {"campaign": "2025"}, opened)

    assert sorted(walked.waiting) == ["department_award_done", "provincial_submission_done"]
