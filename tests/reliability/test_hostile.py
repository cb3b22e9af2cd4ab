"""Nothing a file contains can hurt: hostile expressions, damaged diagrams, odd bytes."""

import json
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def portions(few, number, many):
    """A few things in every run; in the long trials so many portions, each in its own process."""
    long = [
        pytest.param(many, marks=pytest.mark.nightly, id=f"{one}-of-{number}")
        for one in range(1, number + 1)
    ]
    return pytest.mark.parametrize("count", [few, *long])


def thrown(kind, count, printed):
    """Throw things in a process of its own; the seed is printed, to throw the same again."""
    seed = secrets.randbelow(2**32)
    command = [sys.executable, "-m", "tests.reliability.hostile", kind, str(count), str(seed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    said = f"{' '.join(command[1:])}: {(done.stdout.splitlines() or ['nothing'])[-1]}"
    printed(said)
    assert done.returncode == 0, f"{said}\n{done.stderr[-2_000:]}"
    told = json.loads(done.stdout.splitlines()[-1])
    assert "foreign" not in told, f"{said}\n{done.stderr[-2_000:]}"
    return told


@portions(5_000, 4, 25_000)
def test_no_expression_gets_out_of_the_language(count, printed):
    told = thrown("expressions", count, printed)

    assert told["reached"] == []
    assert told["refused"] + told["worked out"] == count
    assert min(told["refused"], told["worked out"]) > count // 20


@portions(300, 20, 1_000)
def test_no_damaged_diagram_does_more_than_be_refused_or_run(count, printed):
    told = thrown("diagrams", count, printed)

    assert told["reached"] == []
    assert sum(value for name, value in told.items() if name in OUTCOMES) == count
    assert told["refused"] > count // 4


OUTCOMES = {"unreadable", "refused", "last resort", "accepted, failed", "accepted, ran"}


@portions(100, 5, 1_000)
def test_no_bytes_make_lint_fall_over(count, printed):
    told = thrown("bytes", count, printed)

    assert told.get("exit 0", 0) + told["exit 1"] == count
