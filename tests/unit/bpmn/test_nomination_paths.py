import pytest

from tests.unit.bpmn.walking import Path, Walk, never_reached

STARTED = {
    "campaign": "2025",
    "unit": "VP",
    "nomination": "N001",
    "passed": None,
    "province_key": None,
    "supplement_days": None,
}
GOOD = {
    "stage": "submission",
    "subject": "individual",
    "award": "GIAY_KHEN",
    "rating": "GOOD",
    "suspension_grounds": 0,
    "already_awarded": False,
    "same_achievement_elsewhere": 0,
    "achievement_period": "inside",
    "contribution_described": True,
    "unit_passed": None,
    "internal_unity": None,
    "unit_status": "active",
    "missing_parts": 0,
    "campaign_starts": "2025-10-01",
}
WEAK = GOOD | {"rating": "SATISFACTORY"}
HELD = GOOD | {"suspension_grounds": 1}

FILED = (("prepare_dossier", {}),)
PASSED = (*FILED, ("unit_result", {"passed": True}))
COMPLETE = ("check_completeness", {"outcome": "complete", "supplement_days": None})
RETURNED = ("check_completeness", {"outcome": "return", "supplement_days": 2})
READY = (*PASSED, COMPLETE, ("cross_check", {}))
PROPOSED = (*READY, ("council_result", {"result": "passed", "award": "GIAY_KHEN"}))
MISSING = {"missing": "Biên bản", "province_key": "2025/province/1"}


def path(steps, ends_at, *facts):
    return Path(tuple(steps), ends_at, {}, {"nomination": list(facts) or [GOOD]})


PATHS = {
    "awarded": path([*PROPOSED, ("award_result", {"granted": True})], "awarded"),
    "not awarded": path([*PROPOSED, ("award_result", {"granted": False})], "award_refused"),
    "returned by the province": path(
        [
            *PROPOSED,
            ("returned_by_province", MISSING),
            ("supplement_for_province", {}),
            ("award_result", {"granted": True}),
        ],
        "awarded",
    ),
    "not passed by the council": path(
        [*READY, ("council_result", {"result": "over_quota"})], "not_passed"
    ),
    "mended, then dropped": path(
        [
            *FILED,
            ("answer_ineligibility", {"mend": True}),
            *FILED,
            ("answer_ineligibility", {"mend": False}),
        ],
        "ineligible",
        WEAK,
    ),
    "held at first, not nominated": path(
        [*FILED, ("suspension_lifted", {}), ("unit_result", {"passed": False})],
        "not_nominated",
        HELD,
        GOOD,
    ),
    "returned, overdue, returned, supplemented, refused": path(
        [
            *PASSED,
            RETURNED,
            ("supplement_due", {}),
            RETURNED,
            ("supplement_dossier", {}),
            ("check_completeness", {"outcome": "refuse", "supplement_days": None}),
        ],
        "refused",
    ),
    "held after the check, then ineligible": path(
        [*READY, ("suspension_lifted_2", {}), ("cross_check", {})],
        "ineligible_late",
        GOOD,
        HELD,
        WEAK,
    ),
    "withdrawn": path([*FILED, ("withdrawn", {"reason": "Xin rút"})], "nomination_withdrawn"),
    "suspension upheld": path(
        [*FILED, ("suspension_upheld", {"note": "Có vi phạm"})], "nomination_excluded"
    ),
}


def walk(name):
    return Walk("nomination", STARTED, PATHS[name])


@pytest.mark.parametrize("name", PATHS)
def test_a_nomination_reaches_its_end(name):
    walked = walk(name)

    assert walked.state.completed
    assert PATHS[name].ends_at in walked.trail


def test_every_way_through_a_nomination_can_be_walked():
    assert never_reached("nomination", [walk(name) for name in PATHS]) == set()


@pytest.mark.parametrize("steps", [FILED, PASSED, READY, PROPOSED])
def test_a_nomination_can_be_withdrawn_at_any_moment(steps):
    walked = Walk("nomination", STARTED, path(steps, ""))

    walked.step("withdrawn", {"reason": "Xin rút"})

    assert walked.state.completed
    assert walked.waiting == []


def test_a_supplement_is_sent_to_the_submission_that_asked_for_it():
    walked = walk("returned by the province")

    assert walked.sent == [("supplement_ready", "provincial_submission", "2025/province/1")]


def test_the_clock_of_a_supplement_runs_as_long_as_the_standing_body_said():
    walked = Walk("nomination", STARTED, path([*PASSED, RETURNED], ""))

    (timer,) = walked.state.timers
    (task,) = walked.state.open_tasks
    assert timer.due_at == task.due_at
