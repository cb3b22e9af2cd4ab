import pytest

from tests.unit.bpmn.walking import Path, Walk, never_reached

PLANNED = (("draft_plan", {}), ("approve_plan", {"approved": True}))
IN_TIME = (*PLANNED, ("unit_deadline_reached", {}), ("dossiers_settled", {}))
POSTED = (*IN_TIME, ("consolidate", {}), ("posting_over", {}))
CLOSED = (("congress_closed", {}), ("write_closing_report", {}))
COUNCIL = (("council_concluded", {}),)
NOTHING = {"own": False, "provincial": False}
EVERYTHING = {"own": True, "provincial": True}
DONE = {"next": "none", "prime_minister": False}


def actions(awards, *recalled, complaints=0):
    return {
        "count_complaints": [complaints],
        "count_awards": awards,
        "recall_nominations": list(recalled),
    }


PATHS = {
    "nothing to award": Path(
        (*POSTED, *COUNCIL, *CLOSED), "campaign_archived", actions([NOTHING], DONE)
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
            *COUNCIL,
            ("provincial_submission_done", {}),
            ("department_award_done", {}),
            ("record_prime_minister_decisions", {}),
            *CLOSED,
        ),
        "campaign_archived",
        actions([EVERYTHING], DONE | {"prime_minister": True}, complaints=1),
    ),
    "held nominations go on: one to the council, one to its award": Path(
        (*POSTED, *COUNCIL, *COUNCIL, ("department_award_done", {}), *CLOSED),
        "campaign_archived",
        actions(
            [NOTHING, NOTHING, NOTHING | {"own": True}],
            DONE | {"next": "council"},
            DONE | {"next": "awards"},
            DONE,
        ),
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
    decided = Path((*POSTED, *COUNCIL), "", actions([EVERYTHING], DONE))

    walked = Walk("campaign", {"campaign": "2025"}, decided)

    awards = set(walked.waiting) - {"congress_closed"}
    assert awards == {"department_award_done", "provincial_submission_done"}
