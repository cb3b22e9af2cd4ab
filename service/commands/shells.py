"""``thidua shell``: a Python prompt inside the house."""

import argparse
import code
from typing import Any

from service.app import open_service
from service.config import Config


def add_shell(commands: Any) -> None:
    """Offer ``thidua shell``."""
    command = commands.add_parser("shell", help="a Python prompt with an open service")
    command.set_defaults(run=run_shell)


def run_shell(config: Config, _: argparse.Namespace) -> int:
    """Open the prompt; `units_of_work`, `engine` and `service` are at hand."""
    service = open_service(config)
    code.interact(
        banner="service, units_of_work, engine",
        local={
            "service": service,
            "units_of_work": service.units_of_work,
            "engine": service.engine,
        },
    )
    service.close()
    return 0
