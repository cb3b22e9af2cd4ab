"""Known changes of a diagram, replayed over a generated season: who is affected, and nobody else.

What becomes of each nomination is drawn by a seed and played through the real operations. Which
cases a change affects is told from the ledger's trail alone, and held against the replays.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.resources import files

import pytest

from service.db.database import open_database
from service.models import DefinitionKind, ProcessInstance
from service.operations.definition_files import DefinitionFile
from service.operations.replays import deployed_version, drawn_version, replay_cases
from service.rehearsal import rehearse
from service.rehearsal.trails import read_happenings, trails
from service.unit_of_work import UnitsOfWork
from tests.support.generated_seasons import FATES, generated_season
from workflows import Engine
from workflows.simulation import Outcome

SEED = 20251126
DRAWN = (files("bpmn") / "processes" / "nomination.bpmn").read_text(encoding="utf-8")
DIFFERENT, UNANSWERED, STUCK = Outcome.DIFFERENT, Outcome.UNANSWERED, Outcome.STUCK


@dataclass(frozen=True)
class Change:
    """Texts of the diagram that become others, whom it affects, and how their cases then end."""

    texts: tuple[tuple[str, str], ...]
    affects: Callable[[list[str]], bool]
    outcomes: frozenset[Outcome] = frozenset({DIFFERENT})


def passing(*parts: str) -> Callable[[list[str]], bool]:
    """Whether a case came by one of these."""
    return lambda trail: not set(parts).isdisjoint(trail)


def nobody(_: list[str]) -> bool:
    return False


def change(affects, *texts, ends=(DIFFERENT,)) -> Change:
    pairs = tuple(zip(texts[::2], texts[1::2], strict=True))
    return Change(pairs, affects, frozenset(ends))


def flow(source: str, target: str) -> str:
    return f'sourceRef="{source}" targetRef="{target}"/>'


def condition(text: str) -> str:
    return f"${{{text}}}</bpmn:conditionExpression>"


def on_flow(name: str, old: str, new: str) -> tuple[str, str]:
    """Change what stands between the flow of this name and the end of it."""
    begin = DRAWN.index(f'<bpmn:sequenceFlow id="{name}"')
    drawn = DRAWN[begin : DRAWN.index("</bpmn:sequenceFlow>", begin)]
    assert old in drawn
    return drawn, drawn.replace(old, new)


def without(tag: str, element_id: str) -> tuple[str, str]:
    begin = DRAWN.index(f'<bpmn:{tag} id="{element_id}"')
    end = DRAWN.index(f"</bpmn:{tag}>", begin) + len(f"</bpmn:{tag}>")
    return DRAWN[begin:end], ""


def a_task_after(element_id: str, target: str) -> tuple[str, str]:
    added = (
        f'sourceRef="{element_id}" targetRef="second_look"/>'
        f'<bpmn:sequenceFlow id="looked" sourceRef="second_look" targetRef="{target}"/>'
        '<bpmn:userTask id="second_look" name="Xem lại" camunda:formKey="check_completeness"'
        ' camunda:candidateGroups="standing_body"/>'
    )
    return flow(element_id, target), added


OVERDUE = (
    '<bpmn:timerEventDefinition id="supplement_due_timer">'
    '<bpmn:timeDate xsi:type="bpmn:tFormalExpression">${workdays_after(now(), supplement_days)}'
)
BLOCK, SUSPEND = "one['severity'] == 'BLOCK'", "one['severity'] == 'SUSPEND'"

CHANGES = {
    "a task is added": change(
        passing("prepare_dossier"),
        *a_task_after("prepare_dossier", "dossier_given"),
        ends=[UNANSWERED, DIFFERENT],
    ),
    "a task is added on a branch": change(
        passing("supplement_dossier"),
        *a_task_after("supplement_dossier", "dossier_given"),
        ends=[UNANSWERED, DIFFERENT],
    ),
    "a task is left out": change(
        passing("cross_check_wanted"),
        flow("cross_check_wanted", "cross_check"),
        flow("cross_check_wanted", "save_cross_check"),
    ),
    "an automatic step is left out": change(
        passing("note_overdue"),
        flow("supplement_due", "note_overdue"),
        flow("supplement_due", "completeness_wanted"),
    ),
    "two steps change places": change(
        passing("save_cross_check"),
        flow("cross_check", "save_cross_check"),
        flow("cross_check", "recheck_eligibility"),
        flow("save_cross_check", "recheck_eligibility"),
        flow("recheck_eligibility", "save_cross_check"),
        flow("recheck_eligibility", "still_eligible"),
        flow("save_cross_check", "still_eligible"),
    ),
    "the last gateway is turned round": change(
        passing("award_granted"), condition("granted"), condition("not granted")
    ),
    "the gateway after a unit's result is turned round": change(
        passing("unit_passed"),
        condition("passed"),
        condition("not passed"),
        ends=[DIFFERENT, UNANSWERED, STUCK],
    ),
    "whoever mended now drops": change(
        passing("mend_or_drop"),
        condition("mend"),
        condition("not mend"),
        ends=[DIFFERENT, UNANSWERED],
    ),
    "a returned dossier is refused": change(
        passing("dossier_returned"),
        *on_flow("dossier_returned", "'return'", "'never'"),
        *on_flow("dossier_refused", "outcome == 'refuse'", "outcome in ['refuse', 'return']"),
    ),
    "the branch of refused dossiers is dropped": change(
        passing("dossier_refused"),
        *without("sequenceFlow", "dossier_refused"),
        ends=[DIFFERENT, UNANSWERED],
    ),
    "the default flow leads elsewhere": change(
        passing("dossier_complete"),
        flow("complete", "cross_check_wanted"),
        flow("complete", "record_refused"),
    ),
    "what blocked at first blocks no more": change(
        passing("not_eligible"),
        *on_flow("not_eligible", BLOCK, "one['severity'] == 'NEVER'"),
        ends=[DIFFERENT, UNANSWERED, STUCK],
    ),
    "what blocked late blocks no more": change(
        passing("not_eligible_late"),
        *on_flow("not_eligible_late", BLOCK, "one['severity'] == 'NEVER'"),
        ends=[DIFFERENT, STUCK],
    ),
    "nothing is held at first": change(
        passing("eligibility_suspended"),
        *on_flow("eligibility_suspended", SUSPEND, "one['severity'] == 'NEVER'"),
        ends=[DIFFERENT, STUCK],
    ),
    "the council's result counts for nothing": change(
        passing("council_agreed"), condition("result == 'passed'"), condition("result == 'never'")
    ),
    "a clock is shortened": change(
        lambda trail: trail.count("return_dossier") > trail.count("supplement_due"),
        OVERDUE,
        OVERDUE.replace("workdays_after(now(), supplement_days)", "now()"),
        ends=[DIFFERENT, UNANSWERED],
    ),
    "a clock is lengthened": change(
        passing("supplement_due"),
        OVERDUE,
        OVERDUE.replace("supplement_days", "supplement_days + 90"),
        ends=[UNANSWERED],
    ),
    "nobody can withdraw": change(
        passing("withdrawn"),
        *without("boundaryEvent", "withdrawn"),
        '<bpmn:sequenceFlow id="withdrawn_to_record_withdrawn" '
        + flow("withdrawn", "record_withdrawn"),
        "",
        ends=[UNANSWERED, STUCK],
    ),
    "another message is waited for": change(
        passing("suspension_upheld"),
        'id="suspension_upheld_event" messageRef="suspension_upheld_message"',
        'id="suspension_upheld_event" messageRef="supplement_ready_message"',
        ends=[STUCK, UNANSWERED],
    ),
    "a task asks on another form": change(
        passing("cross_check"),
        'camunda:formKey="cross_check"',
        'camunda:formKey="answer_ineligibility"',
        ends=[UNANSWERED],
    ),
    "what the province returned is refused": change(
        passing("send_supplement"),
        flow("send_supplement", "award_awaited"),
        flow("send_supplement", "record_award_refused"),
    ),
    "another group may check": change(
        nobody,
        'camunda:formKey="check_completeness" camunda:candidateGroups="standing_body"',
        'camunda:formKey="check_completeness" camunda:candidateGroups="director"',
    ),
    "elements are called otherwise": change(
        nobody, 'name="Lập hồ sơ, báo cáo thành tích"', 'name="Soạn hồ sơ"'
    ),
    "a flow goes by another id": change(
        nobody, 'id="dossier_wanted_to_prepare_dossier"', 'id="to_the_dossier"'
    ),
}


@pytest.fixture(
    scope="module",
    params=[16, pytest.param(300, marks=pytest.mark.nightly)],
    ids=lambda number: f"{number}-cases",
)
def season(request, tmp_path_factory):
    """A season of so many nominations, played to its end."""
    folder = tmp_path_factory.mktemp("generated")
    scenario = folder / "generated.toml"
    scenario.write_text(generated_season(SEED, request.param), encoding="utf-8")
    url = f"sqlite:///{folder}/season.db"
    played = rehearse(scenario, url)
    assert not played.exported["totals"]["unfinished"]
    database = open_database(url)
    with UnitsOfWork(database).read() as session:
        yield session
    database.dispose()


@pytest.fixture(scope="module")
def engine():
    return Engine()


@pytest.fixture(scope="module")
def went(season):
    """The way each nomination went, as the ledger has it."""
    wanted = season.query(ProcessInstance.id).filter_by(process_key="nomination")
    found = trails(read_happenings(season))
    return {row.id: found[row.id] for row in wanted}


def test_on_the_unchanged_diagram_every_case_goes_step_by_step_as_it_went(season, engine, went):
    version = deployed_version(season, engine, "nomination", 1)

    cases = replay_cases(season, engine, "nomination", version)

    assert {case.instance_id: list(case.verdict.trail) for case in cases} == went
    assert {case.outcome for case in cases} == {Outcome.SAME}
    assert len(cases) >= len(FATES)


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told_of_every_case_it_affects_and_of_no_other(
    name, season, engine, went, printed
):
    made, text = CHANGES[name], DRAWN
    for old, new in made.texts:
        assert text.count(old) == 1
        text = text.replace(old, new)
    version = drawn_version(
        season, engine, "nomination", DefinitionFile(DefinitionKind.PROCESS, "nomination", text)
    )

    cases = replay_cases(season, engine, "nomination", version)

    found = {case.instance_id: case.outcome for case in cases if case.outcome is not Outcome.SAME}
    affected = {one for one, trail in went.items() if made.affects(trail)}
    printed(f"{name}: {len(affected)} of {len(went)} cases, {dict(Counter(found.values()))}")
    assert found.keys() == affected
    assert set(found.values()) <= made.outcomes
    assert bool(affected) == (made.affects is not nobody)


def test_a_changed_table_is_told_of_every_case_it_answers_otherwise(season, engine, went):
    version = deployed_version(season, engine, "nomination", 1)
    tables = dict(version.sources.decisions)
    tables["eligibility"] = tables["eligibility"].replace('"BLOCK"', '"WARN"')
    changed = replace(version, sources=replace(version.sources, decisions=tables))

    cases = replay_cases(season, engine, "nomination", changed)

    affected = passing("not_eligible", "not_eligible_late")
    found = {case.instance_id for case in cases if case.outcome is not Outcome.SAME}
    assert found == {one for one, trail in went.items() if affected(trail)}
