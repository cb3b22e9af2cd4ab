"""Short seasons on both databases, and what a rehearsal says when it cannot go on."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from service.app import open_service
from service.cli import main
from service.commands.first_start import open_first_campaign
from service.commands.preparing import prepare
from service.config import Config
from service.db.database import open_database
from service.models import Definition
from service.rehearsal import RehearsalRefused, RehearsalStuck, ScenarioInvalid, rehearse
from service.rehearsal.coverage import cover, outlines, passed
from service.rehearsal.scenario import SCENARIOS
from service.unit_of_work import UnitsOfWork
from workflows import Engine

ROOT = Path(__file__).parents[2]
OWN_AWARDS = SCENARIOS / "edges-own.toml"


@pytest.fixture
def empty_url(databases, backend):
    with databases.empty(backend) as url:
        yield url


@pytest.fixture
def changed(tmp_path):
    """A copy of the short scenario with something in it put differently."""
    (tmp_path / "parts").symlink_to(SCENARIOS / "parts")

    def write(old, new):
        text = OWN_AWARDS.read_text(encoding="utf-8")
        assert old in text
        file = tmp_path / "season.toml"
        file.write_text(text.replace(old, new), encoding="utf-8")
        return file

    return write


def test_a_season_runs_on_either_database(empty_url):
    played = rehearse("edges-own", empty_url)

    assert played.is_as_expected
    assert played.exported["totals"]["by_outcome"] == {"awarded": 2}


def test_a_route_nobody_took_is_missed_in_words(changed, tmp_path):
    file = changed("[campaign]", 'expected_routes = ["tie"]\n\n[campaign]')

    played = rehearse(file, f"sqlite:///{tmp_path}/season.db")

    assert not played.is_as_expected
    assert "THIẾU Bằng phiếu ở suất cuối (tie)" in played.report


def test_a_route_that_does_not_exist_is_refused_with_those_that_do(changed, tmp_path):
    file = changed("[campaign]", 'expected_routes = ["ties"]\n\n[campaign]')

    with pytest.raises(ScenarioInvalid, match=r"ties is not one of .*tie"):
        rehearse(file, f"sqlite:///{tmp_path}/season.db")


def test_an_element_no_diagram_has_is_named_in_the_report(changed, tmp_path):
    file = changed('element = "sign_decision"', 'element = "sing_decision"')

    assert "sing_decision" in rehearse(file, f"sqlite:///{tmp_path}/season.db").report


def test_a_wrong_answer_stops_the_rehearsal_with_who_and_what(changed, tmp_path):
    file = changed("signed = false", 'signed = "perhaps"')

    with pytest.raises(RehearsalStuck) as stuck:
        rehearse(file, f"sqlite:///{tmp_path}/season.db")

    assert "giamdoc" in stuck.value.sentence("vi")
    assert "sign_decision" in stuck.value.sentence("vi")
    assert "signed" in stuck.value.sentence("en")


def test_a_rehearsal_never_writes_into_a_ledger_in_use(tmp_path):
    url = f"sqlite:///{tmp_path}/season.db"
    rehearse("edges-own", url)

    with pytest.raises(RehearsalRefused):
        rehearse("edges-own", url)


def test_a_file_that_cannot_be_written_is_refused_before_the_season(tmp_path):
    with pytest.raises(RehearsalRefused, match="no folder"):
        rehearse("edges-own", f"sqlite:///{tmp_path}/season.db", tmp_path / "none" / "out.json")


def test_coverage_names_what_a_season_did_not_pass(tmp_path):
    url = f"sqlite:///{tmp_path}/season.db"
    rehearse("edges-own", url)
    database = open_database(url)
    with UnitsOfWork(database).read() as session:
        coverage = cover(outlines(session, Engine()), [passed(session)])
    database.dispose()

    assert not coverage.is_complete
    assert "provincial_submission" in coverage.report
    by_key = {one.outline.key: one for one in coverage.diagrams}
    assert by_key["department_award"].missing == []
    assert "withdrawn" in by_key["nomination"].missing


@pytest.fixture
def drawn(tmp_path, monkeypatch):
    """A folder of diagrams of an administrator's own."""
    shutil.copytree(ROOT / "bpmn", tmp_path / "drawn")
    monkeypatch.setenv("THIDUA_BPMN_FOLDER", str(tmp_path / "drawn"))
    return tmp_path / "drawn" / "processes"


@pytest.fixture
def renamed(drawn):
    """The Director's step under a name of its own."""
    award = drawn / "department_award.bpmn"
    text = award.read_text("utf-8").replace("Xem xét, ký quyết định", "Ký quyết định năm nay")
    assert "Ký quyết định năm nay" in text
    award.write_text(text, "utf-8")
    return text


def drawings_in(units_of_work):
    """Every version of the diagram that was renamed."""
    with units_of_work.read() as session:
        wanted = select(Definition.content).where(Definition.key == "department_award")
        return list(session.scalars(wanted))


def test_a_season_is_rehearsed_on_the_diagrams_of_the_folder_that_is_named(renamed, tmp_path):
    url = f"sqlite:///{tmp_path}/season.db"

    assert main(["rehearse", "--scenario", "edges-own", "--database", url]) == 0

    database = open_database(url)
    assert drawings_in(UnitsOfWork(database)) == [renamed]
    database.dispose()


def test_the_first_campaign_runs_on_the_diagrams_of_the_folder_that_is_named(renamed, tmp_path):
    config = replace(Config.from_environment(), database_url=f"sqlite:///{tmp_path}/live.db")
    service = open_service(config)
    prepare(service)

    open_first_campaign(service)

    assert drawings_in(service.units_of_work) == [renamed]
    service.close()


def test_a_walk_names_what_no_path_of_a_changed_diagram_reaches(drawn, capsys):
    award = drawn / "department_award.bpmn"
    award.write_text(award.read_text("utf-8").replace("${signed}", "${signed and not signed}"))
    for other in drawn.glob("*.bpmn"):
        if other != award:
            other.unlink()

    code = main(["coverage", "--walk"])

    said = capsys.readouterr().out
    assert code == 1
    assert "no answer makes ${signed and not signed} true" in said
    assert "không câu trả lời nào làm ${signed and not signed} đúng" in said
