"""Writes THIRD_PARTY_NOTICES.md: what we build upon, and on which terms.

    .venv/bin/python tools/notices.py

Versions of Python packages are those installed, so run it in an environment made from the lock.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
TEXT = """# Third-party notices

Thi Đua is built upon the packages below. None of their code is in this repository. Those of the
first table are bundled into the pages' scripts and styles when the package is built, and their
licences in full into `service/web/static/dist/licences.txt`; those of the second are installed
beside it. Made by `tools/notices.py`; not edited by hand.

## In the pages

{browser}

## Beside the service

{python}
"""


def main() -> None:
    """Write the notices."""
    text = TEXT.format(browser=_browser_table(), python=_python_table())
    (ROOT / "THIRD_PARTY_NOTICES.md").write_text(text, "utf-8")


def _browser_table() -> str:
    node = shutil.which("node") or sys.exit("Node is needed to read the front end's lock")
    command = [node, str(ROOT / "frontend" / "third_party.mjs")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _python_table() -> str:
    rows = [
        f"| {found.name} | {found.version} | {_licence_of(found)} |"
        for found in sorted(_needed(), key=lambda found: canonicalize_name(found.name))
    ]
    return "\n".join(["| Package | Version | Licence |", "|---|---|---|", *rows])


def _needed() -> list[Distribution]:
    """Everything the service needs to run, and what that needs in turn."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting = [Requirement(line) for line in project["dependencies"]]
    found: dict[str, Distribution] = {}
    seen: set[str] = set()
    while waiting:
        wanted = waiting.pop()
        if str(wanted) in seen:
            continue
        seen.add(str(wanted))
        installed = distribution(wanted.name)
        found[canonicalize_name(wanted.name)] = installed
        waiting += _needs_of(installed, wanted.extras)
    return list(found.values())


def _needs_of(installed: Distribution, extras: set[str]) -> list[Requirement]:
    needs = map(Requirement, installed.requires or [])
    return [need for need in needs if any(_applies(need, extra) for extra in extras | {""})]


def _applies(need: Requirement, extra: str) -> bool:
    return need.marker is None or need.marker.evaluate({"extra": extra})


def _licence_of(found: Distribution) -> str:
    stated = found.metadata.get("License-Expression") or found.metadata.get("License") or ""
    classifiers = [
        line.rsplit(" :: ", 1)[-1]
        for line in found.metadata.get_all("Classifier") or []
        if line.startswith("License :: ")
    ]
    # Some packages put the whole text where the name belongs.
    if re.fullmatch(r".{1,60}", stated):
        return stated
    return ", ".join(classifiers) or "not stated"


if __name__ == "__main__":
    main()
