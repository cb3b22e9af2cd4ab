"""``make bench``: what one machine does, in alternating rounds, with what it is measured against.

The numbers of the measures are those of docs/performance.md.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from service.rehearsal import rehearse
from tests.bench import completions, exchanges, gates, inboxes, loops, throughput
from tests.bench.figures import Figures, seconds
from tests.support.databases import BACKENDS, Databases


def main():
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--json", metavar="FILE", type=Path, help="write every round there")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=PARTS, action="append", help="measure these parts only")
    chosen = parser.parse_args()
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        try:
            for number in range(chosen.rounds):
                for part in chosen.only or PARTS:
                    for measured in PARTS[part](databases, Path(folder), number):
                        figures.add_all(measured)
        finally:
            databases.close()
    figures.show(sys.stdout)
    if chosen.json:
        chosen.json.write_text(json.dumps(_told(figures), indent=2, ensure_ascii=False))
    return 0


def _completions(databases, folder, number):
    yield completions.one_round(databases, folder, number)


def _exchanges(databases, folder, number):
    yield exchanges.one_round(databases, folder, number)


def _loops(databases, _folder, number):
    # Thousands of rounds are a measurement in themselves.
    if number == 0:
        for temperature, at_hand in completions.TEMPERATURES.items():
            yield loops.once(databases, temperature, at_hand)


def _gates(databases, _folder, _number):
    yield gates.one_round(databases)


def _throughput(databases, _folder, _number):
    for backend in BACKENDS:
        yield throughput.one_round(databases, backend)


def _season(_databases, folder, number):
    url = f"sqlite:///{folder}/season-{number}.db"
    took = seconds(lambda: rehearse("2025", url, json_path=None, progress=False))
    yield {"rehearsal of the 2025 season, s": took}


def _inboxes(databases, folder, number):
    # A million tasks take their time to write; the figures are medians as they are.
    if number == 0:
        for backend in BACKENDS:
            yield from inboxes.one_round(databases, backend, folder)


PARTS = {
    "completions": _completions,
    "exchanges": _exchanges,
    "loops": _loops,
    "gate": _gates,
    "throughput": _throughput,
    "inboxes": _inboxes,
    "season": _season,
}


def _told(figures):
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "figures": figures.summary(),
    }


if __name__ == "__main__":
    raise SystemExit(main())
