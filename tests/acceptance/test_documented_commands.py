"""Every command a reader may copy from the README and the how-to pages."""

import re
import shlex
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import func, select

from service.app import open_service
from service.cli import _parser, main
from service.commands.preparing import prepare_to_serve
from service.config import Config
from service.models import Deployment
from service.rehearsal.live import open_live_campaign
from tests.support.inspecting import verified_alone

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]
COMMAND = re.compile(r"\.venv/bin/thidua ([^`#\n]+)")
TARGET = re.compile(r"make ([a-z]+)")


def documented(pattern):
    return sorted({found.strip() for page in PAGES for found in pattern.findall(page.read_text())})


@pytest.fixture
def installation(tmp_path, monkeypatch):
    """An empty folder to work in, as after a fresh clone."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)


@pytest.mark.parametrize("command", documented(COMMAND))
def test_a_documented_command_is_one(command):
    assert _parser().parse_args(shlex.split(command)).run


def test_a_documented_target_is_one():
    offered = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert set(documented(TARGET)) <= offered


@pytest.mark.usefixtures("installation")
def test_deploying_and_verifying_work_on_an_empty_machine(capsys):
    assert main(["deploy"]) == 0
    assert main(["deploy"]) == 0
    assert "Nothing has changed" in capsys.readouterr().out
    assert main(["audit", "verify"]) == 0
    assert "none changed" in capsys.readouterr().out


@pytest.fixture
def folder(installation, tmp_path, monkeypatch):
    """A copy of the diagrams that somebody edits."""
    shutil.copytree(ROOT / "bpmn", tmp_path / "drawn")
    monkeypatch.setenv("THIDUA_BPMN_FOLDER", str(tmp_path / "drawn"))
    return tmp_path / "drawn"


def test_a_broken_diagram_is_refused_and_the_service_starts_with_the_former_one(folder, capsys):
    main(["deploy"])
    diagram = folder / "processes" / "nomination.bpmn"
    diagram.write_text(
        diagram.read_text("utf-8").replace('targetRef="cross_check"', 'targetRef="x"')
    )

    assert main(["deploy"]) == 1
    with closing(open_service(Config.from_environment())) as service:
        prepare_to_serve(service)
        with service.units_of_work.read() as session:
            assert session.scalar(select(func.count()).select_from(Deployment)) == 1
    assert "stay in force" in capsys.readouterr().err


def test_a_changed_diagram_becomes_the_next_version_at_the_next_start(folder, capsys):
    main(["deploy"])
    diagram = folder / "processes" / "nomination.bpmn"
    diagram.write_text(diagram.read_text("utf-8").replace("Lập hồ sơ", "Lập bộ hồ sơ"))

    assert main(["deploy"]) == 0
    assert "Deployment 2 made" in capsys.readouterr().out


@pytest.mark.usefixtures("installation")
def test_a_checkpoint_kept_elsewhere_tells_a_ledger_cut_short_from_a_whole_one(capsys):
    main(["deploy"])
    assert main(["audit", "key"]) == 0
    assert "fingerprint: " in capsys.readouterr().out
    assert main(["audit", "checkpoint"]) == 0
    Path("checkpoint.txt").write_text(capsys.readouterr().out)
    assert main(["audit", "verify", "--checkpoint", "checkpoint.txt"]) == 0

    Path("var/thidua.db").rename("var/former.db")
    main(["deploy"])

    assert main(["audit", "verify"]) == 0
    assert main(["audit", "verify", "--checkpoint", "checkpoint.txt"]) == 1
    assert "From this entry on the ledger is not" in capsys.readouterr().err
    assert main(["audit", "verify", "--checkpoint", "var/former.db"]) == 1
    assert "is no checkpoint" in capsys.readouterr().err


@pytest.mark.usefixtures("installation")
def test_a_case_is_proven_on_another_machine_as_the_page_says(capsys):
    main(["deploy"])
    with closing(open_service(Config.from_environment())) as service:
        open_live_campaign(service.units_of_work, service.engine, date(2025, 12, 4))
    page = (ROOT / "docs" / "how-to" / "prove-a-case.md").read_text("utf-8")
    capsys.readouterr()
    said = {}
    for command in dict.fromkeys(found.strip() for found in COMMAND.findall(page)):
        assert main(shlex.split(command)) == 0
        said[command] = capsys.readouterr().out
    Path("verify.py").write_text(said["audit verifier"])
    Path("checkpoint.txt").write_text(said["audit checkpoint"])
    outside = ["--fingerprint", said["audit key"].split()[-1], "--checkpoint", "checkpoint.txt"]

    def verify(file):
        command = [sys.executable, "-I", "verify.py", file, *outside]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        return ran.returncode, ran.stdout

    assert verify("ledger.jsonl")[0] == verify("case.jsonl")[0] == 0
    whole = Path("ledger.jsonl").read_bytes()
    Path("ledger.jsonl").write_bytes(whole.replace(b"campaign:opened", b"campaign:opaned", 1))
    assert re.search(r"Entry \d+ has content that was changed", verify("ledger.jsonl")[1])


@pytest.mark.usefixtures("installation")
def test_a_pack_is_taken_and_verified_elsewhere_as_the_page_says(capsys):
    main(["deploy"])
    with closing(open_service(Config.from_environment())) as service:
        open_live_campaign(service.units_of_work, service.engine, date(2025, 12, 4))
    page = (ROOT / "docs" / "how-to" / "take-an-inspection-pack.md").read_text("utf-8")
    capsys.readouterr()
    said = {}
    for command in dict.fromkeys(found.strip() for found in COMMAND.findall(page)):
        assert main(shlex.split(command)) == 0
        said[command] = capsys.readouterr().out
    Path("verify.py").write_text(said["audit verifier"])
    known = dict(
        line.split() for line in said["audit key"].replace("public key", "key").splitlines()
    )

    for file in ("goi.zip", "goi-ca-dot.zip"):
        code, words = verified_alone(Path(file).absolute(), "--fingerprint", known["fingerprint:"])
        assert (code, "none changed" in words) == (0, True)
    assert sha256(Path("verify.py").read_bytes()).hexdigest() == known["verifier:"]


@pytest.mark.usefixtures("installation")
def test_one_changed_byte_makes_the_command_name_the_entry(capsys):
    main(["deploy"])
    file = Path("var/thidua.db")
    file.write_bytes(file.read_bytes().replace(b'isExecutable="true"', b'isExecutable="trve"', 1))

    assert main(["audit", "verify"]) == 1
    assert re.search(r"Entry \d+: A row was changed", capsys.readouterr().err)


@pytest.mark.usefixtures("installation")
def test_accounts_that_were_never_made_are_said_to_be_missing(capsys):
    assert main(["accounts"]) == 1
    assert "make run" in capsys.readouterr().err


@pytest.mark.usefixtures("installation")
def test_running_cases_are_moved_as_the_page_says(folder, capsys):
    main(["deploy"])
    with closing(open_service(Config.from_environment())) as service:
        open_live_campaign(service.units_of_work, service.engine, date(2025, 12, 4))
    diagram = folder / "processes" / "unit_review.bpmn"
    diagram.write_text(diagram.read_text("utf-8").replace('name="', 'name="Mới: ', 5))
    main(["deploy"])
    page = (ROOT / "docs" / "how-to" / "move-running-cases.md").read_text("utf-8")
    capsys.readouterr()

    said = {}
    for command in dict.fromkeys(found.strip() for found in COMMAND.findall(page)):
        code = main(shlex.split(command))
        said[command.partition("--to 2")[2].strip()] = code, capsys.readouterr().out

    assert {code for code, _ in said.values()} == {0}
    assert "chuyển được · moves: " in said["--dry-run"][1]
    assert "đã chuyển · moved: " in said[""][1]
    assert "đã hoàn tác · undone" in said["--undo"][1]
    assert main(["audit", "verify"]) == 0


@pytest.mark.usefixtures("installation")
def test_without_incidents_the_command_says_so_in_words_and_to_programs(capsys):
    main(["deploy"])

    assert main(["incidents"]) == 0
    assert "No incidents" in capsys.readouterr().out
    assert main(["incidents", "--json"]) == 0
    assert capsys.readouterr().out == "[]\n"


@pytest.mark.usefixtures("installation")
def test_the_next_campaign_is_opened_as_the_page_says(capsys):
    main(["deploy"])
    with closing(open_service(Config.from_environment())) as service:
        open_live_campaign(service.units_of_work, service.engine, date(2025, 12, 4))
    page = (ROOT / "docs" / "how-to" / "open-a-campaign.md").read_text("utf-8")
    command = next(one for one in COMMAND.findall(page) if "campaigns open" in one)
    capsys.readouterr()

    assert main(shlex.split(command)) == 0
    assert "15/10/2026 17:00  unit_deadline" in capsys.readouterr().out
    assert main(shlex.split(command)) == 1
    assert main(shlex.split(command.replace("--after 2025", "--after 1999"))) == 1
    assert "“1999”" in capsys.readouterr().err
    assert main(["campaigns", "list"]) == 0
    assert "Thi đua năm 2026 (01/10/2026" in capsys.readouterr().out
