"""The table of the traps names tests that there are, and every test called after a trap."""

import re
from itertools import accumulate
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`(tests/[\w/]+\.py|…)::(test_\w+)`")


def named():
    """The tests of the table; ``…`` stands for the file named before."""
    found = NAMED.findall((ROOT / "docs" / "traps.md").read_text("utf-8"))
    files = accumulate(
        (file for file, _ in found), lambda last, file: last if file == "…" else file
    )
    return set(zip(files, (name for _, name in found), strict=True))


def known_in(file):
    return set(re.findall(r"^def (test_\w+)\(", (ROOT / file).read_text("utf-8"), re.MULTILINE))


def test_every_test_the_table_of_traps_names_is_there():
    missing = {(file, name) for file, name in named() if name not in known_in(file)}

    assert missing == set()


def test_every_test_called_after_a_trap_is_in_the_table():
    files = ROOT.glob("tests/unit/workflows/test_traps_*.py")
    called = {
        (str(file.relative_to(ROOT)), name)
        for file in files
        for name in known_in(file)
        if name.startswith("test_trap_")
    }

    assert called
    assert called - named() == set()
