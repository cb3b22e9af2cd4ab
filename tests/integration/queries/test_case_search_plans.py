"""How the databases read a search of cases: no filter goes through the history of the house."""

from datetime import date

import pytest

from service.models import Award, Group, InstanceStatus
from service.queries.case_search import count_cases, find_cases
from service.queries.case_search_asked import CaseFilters, CasesWanted, Deviation
from service.queries.viewers import find_viewer
from tests.integration.queries.test_inbox_plans import noting, plan_of

HISTORY = ("audit_entry", "rule_result", "user_task", "nomination", "definition")
FILTERS = [
    {},
    {"term": "dang"},
    {"unit": "VP"},
    {"campaign": "2025"},
    {"process": "review"},
    {"award": Award.GIAY_KHEN},
    {"state": InstanceStatus.RUNNING},
    {"rule": "E05"},
    {"actor": "kiem"},
    {"begins": date(2025, 12, 1), "ends": date(2025, 12, 31)},
    {"deviations": tuple(Deviation)},
    {"is_late": True},
]


def reads_all(step):
    """Whether a step of a plan goes through a whole table of the history."""
    words = step.split()
    if "Seq" in words:
        return any(table in words for table in HISTORY)
    return words[:1] == ["SCAN"] and words[1] in HISTORY


@pytest.mark.parametrize("filters", FILTERS, ids=lambda one: "-".join(one) or "all")
def test_no_search_reads_the_whole_history(given, units_of_work, clock, filters):
    auditor = given.person("kiem", Group.AUDITOR)
    given.instance(given.small_stage())

    with units_of_work.read() as session, noting(session.get_bind()) as statements:
        viewer = find_viewer(session, auditor.id)
        wanted = CasesWanted(clock(), CaseFilters(**filters))
        find_cases(session, viewer, wanted)
        count_cases(session, viewer, wanted)
        plans = [plan_of(session, *one) for one in statements[:]]

    assert plans
    assert [step for plan in plans for step in plan if reads_all(step)] == []
