"""Nothing a file contains can hurt: hostile expressions, damaged diagrams, odd bytes."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NIGHTLY = pytest.mark.nightly


def thrown(kind, count, capsys):
    """Throw things in a process of its own; the seed is printed, to throw the same again."""
    seed = random.randrange(2**32)
    command = [sys.executable, "-m", "tests.reliability.hostile", kind, str(count), str(seed)]
    with capsys.disabled():
        sys.stdout.write(f"\n{' '.join(command[1:])}\n")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    told = json.loads(done.stdout.splitlines()[-1])
    with capsys.disabled():
        sys.stdout.write(json.dumps(told) + "\n")
    assert "foreign" not in told, done.stderr[-2_000:]
    return told


@pytest.mark.parametrize("count", [5_000, pytest.param(100_000, marks=NIGHTLY)])
def test_no_expression_gets_out_of_the_language(count, capsys):
    told = thrown("expressions", count, capsys)

    assert told["reached"] == []
    assert told["refused"] + told["worked out"] == count
    assert min(told["refused"], told["worked out"]) > count // 20


@pytest.mark.parametrize("count", [300, pytest.param(20_000, marks=NIGHTLY)])
def test_no_damaged_diagram_does_more_than_be_refused_or_run(count, capsys):
    told = thrown("diagrams", count, capsys)

    assert told["reached"] == []
    assert sum(value for name, value in told.items() if name in OUTCOMES) == count
    assert told["refused"] > count // 4


OUTCOMES = {"unreadable", "refused", "last resort", "accepted, failed", "accepted, ran"}


@pytest.mark.parametrize("count", [100, pytest.param(5_000, marks=NIGHTLY)])
def test_no_bytes_make_lint_fall_over(count, capsys):
    told = thrown("bytes", count, capsys)

    assert told.get("exit 0", 0) + told["exit 1"] == count
