"""Our own diagrams, walked along every path there is."""

from tests.unit.bpmn.test_nomination_paths import GOOD, HELD, STARTED, WEAK
from tests.unit.bpmn.walking import ENGINE, FUNCTIONS, NOW, sources_of
from workflows.simulation import Ground, walk_every_path

SETS = {
    **dict.fromkeys(
        ("prepare_dossier", "cross_check", "supplement_dossier", "supplement_for_province"), ()
    ),
    "answer_ineligibility": ("mend",),
    "check_completeness": ("outcome",),
}
BRINGS = {
    **dict.fromkeys(
        ("suspension_lifted", "returned_by_province", "withdrawn", "suspension_upheld"), ()
    ),
    "unit_result": ("passed",),
    "council_result": ("result",),
    "award_result": ("granted",),
}


def test_the_nomination_is_walked_to_its_last_flow():
    nomination = Ground(
        NOW,
        FUNCTIONS,
        STARTED | {"supplement_days": 2},
        sets={key: frozenset(names) for key, names in SETS.items()},
        brings={key: frozenset(names) for key, names in BRINGS.items()},
        facts={"nomination": [GOOD, WEAK, HELD]},
    )

    found = walk_every_path(ENGINE, sources_of("nomination"), nomination)

    assert (found.never_reached, found.is_whole) == ((), True)
    assert len(found.paths) > 20
