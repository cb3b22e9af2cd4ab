"""Rules of the house that imports cannot say."""

import re
import subprocess
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*ROOT.glob("workflows/**/*.py"), *ROOT.glob("service/**/*.py")])
TESTS = sorted(ROOT.glob("tests/**/*.py"))


def lines_with(pattern, paths):
    found = re.compile(pattern)
    return {
        f"{path.relative_to(ROOT)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if found.search(line)
    }


def files_with(pattern, paths):
    return {place.split(":")[0] for place in lines_with(pattern, paths)}


def test_only_the_unit_of_work_commits():
    assert files_with(r"\.commit\(", SOURCES) <= {"service/unit_of_work.py"}


def test_only_the_unit_of_work_reads_the_wall_clock():
    reads = r"datetime\.now\(|datetime\.utcnow\(|date\.today\(|time\.time\("

    assert files_with(reads, SOURCES) <= {"service/unit_of_work.py"}


def test_no_file_outgrows_four_hundred_lines():
    written = [*SOURCES, *TESTS, *ROOT.glob("frontend/src/**/*.ts"), *ROOT.glob("frontend/*.mjs")]

    long = {
        str(path.relative_to(ROOT)) for path in written if len(path.read_bytes().splitlines()) > 400
    }

    assert long == set()


def test_nobody_else_owns_our_import_names():
    installed = packages_distributions()

    assert {*installed.get("workflows", []), *installed.get("service", [])} <= {"thidua"}


def test_no_test_sleeps():
    assert (
        files_with(r"\btime\.sleep\(|\bsleep\(\d", TESTS) - {"tests/architecture/test_rules.py"}
        == set()
    )


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "requirements-dev.lock", "frontend/package-lock.json"]
)
def test_lock_files_name_no_registry(lock):
    text = (ROOT / lock).read_text("utf-8")

    assert '"resolved"' not in text
    assert not re.search(r"https?://(registry|files|pypi)", text)


def test_nothing_built_is_committed():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    built = [
        name
        for name in listed.stdout.split()
        if re.search(r"static/dist|\.woff2?$|\.mo$|\.min\.js$", name)
    ]

    assert built == []
