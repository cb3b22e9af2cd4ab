"""The command ``thidua``: everything an administrator types."""

import argparse
import sys
from collections.abc import Sequence

from sqlalchemy.exc import OperationalError

from service.commands import COMMANDS
from service.commands.output import complain, stop_saying
from service.config import Config
from service.errors import ServiceError, SettingRefused


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its return value is the exit code."""
    try:
        chosen = _chosen(arguments)
        return int(chosen.run(Config.from_environment(), chosen) or 0)
    except ServiceError as error:
        return _refused(error)
    except OperationalError as error:
        reason = str(error.orig).splitlines()[0]
        return _refused(SettingRefused("database.unreachable", reason=reason))
    except BrokenPipeError:
        return stop_saying()


def _chosen(arguments: Sequence[str] | None) -> argparse.Namespace:
    try:
        return _parser().parse_args(arguments)
    finally:
        # The help may be longer than what its reader wants to know.
        sys.stdout.flush()


def _refused(error: ServiceError) -> int:
    complain(error.sentence("vi"))
    complain(error.sentence("en"))
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="thidua", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command(commands)
    return parser
