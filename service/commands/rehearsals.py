"""``thidua rehearse`` and ``thidua coverage``: a whole season on a virtual clock."""

import argparse
import tempfile
from pathlib import Path
from typing import Any

from service.commands.output import say
from service.commands.preparing import definition_files
from service.config import Config
from service.rehearsal import measure_coverage, rehearse, walk_definitions


def add_rehearse(commands: Any) -> None:
    """Offer ``thidua rehearse``."""
    command = commands.add_parser("rehearse", help="play a season through the real diagrams")
    command.add_argument("--scenario", default="2025", help="a shipped name or a file")
    command.add_argument("--database", metavar="URL", help="keep the season in this database")
    command.add_argument("--json", metavar="FILE", type=Path, help="write what happened")
    command.set_defaults(run=run_rehearse)


def add_coverage(commands: Any) -> None:
    """Offer ``thidua coverage``."""
    command = commands.add_parser(
        "coverage", help="what of the diagrams the seasons pass and a walk reaches; 1 below 100 %%"
    )
    command.add_argument(
        "--walk", action="store_true", help="play no season: only walk along every path"
    )
    command.set_defaults(run=run_coverage)


def run_rehearse(config: Config, chosen: argparse.Namespace) -> int:
    """Play the season, print its report, and say whether every expected route was taken."""
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.database or f"sqlite:///{folder}/rehearsal.db"
        played = rehearse(
            chosen.scenario,
            url,
            json_path=chosen.json,
            progress=True,
            definitions=definition_files(config),
        )
    say(played.report)
    return 0 if played.is_as_expected else 1


def run_coverage(config: Config, chosen: argparse.Namespace) -> int:
    """Print what of each diagram the shipped scenarios pass, and what a walk can reach."""
    measure = walk_definitions if chosen.walk else measure_coverage
    coverage = measure(definition_files(config))
    say(coverage.report)
    return 0 if coverage.is_complete else 1
