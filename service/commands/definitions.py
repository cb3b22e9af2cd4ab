"""``thidua deploy``: check what is in ``bpmn`` and make new versions of what changed."""

import argparse
from typing import Any

from service.app import open_service
from service.commands.output import say
from service.commands.preparing import prepare
from service.config import Config


def add_deploy(commands: Any) -> None:
    """Offer ``thidua deploy``."""
    command = commands.add_parser("deploy", help="check and deploy what changed in bpmn/")
    command.set_defaults(run=run_deploy)


def run_deploy(config: Config, _: argparse.Namespace) -> int:
    """Deploy, or refuse with the element and the reason."""
    service = open_service(config)
    try:
        deployment = prepare(service)
    finally:
        service.close()
    if deployment is None:
        say("Không có gì thay đổi · Nothing has changed")
    else:
        say(f"Đã triển khai đợt {deployment.id} · Deployment {deployment.id} made")
    return 0
