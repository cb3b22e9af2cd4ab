"""``thidua incidents``: which steps failed and need a person."""

import argparse
import json
from typing import Any

from service.commands.output import say
from service.config import Config
from service.db.database import open_database
from service.models import Incident
from service.queries.incidents import list_incidents
from service.unit_of_work import UnitsOfWork, utc_now


def add_incidents(commands: Any) -> None:
    """Offer ``thidua incidents``."""
    command = commands.add_parser("incidents", help="list the steps that failed and need a person")
    command.add_argument("--resolved", action="store_true", help="those dealt with instead")
    command.add_argument("--json", action="store_true", help="for programs; names no data")
    command.set_defaults(run=run_incidents)


def run_incidents(config: Config, chosen: argparse.Namespace) -> int:
    """List incidents; exit 1 while any is open, so that a monitor can watch."""
    database = open_database(config.database_url)
    try:
        with UnitsOfWork(database, utc_now).read() as session:
            incidents = list_incidents(session, resolved=chosen.resolved)
            told = [_told(one) for one in incidents]
    finally:
        database.dispose()
    if chosen.json:
        say(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _say_all(told)
    return 1 if told and not chosen.resolved else 0


def _told(incident: Incident) -> dict[str, Any]:
    return {
        "id": incident.id,
        "kind": incident.kind.value,
        "process": incident.process_key,
        "key": incident.business_key,
        "element": incident.element_id,
        "cause": {locale: incident.sentence(locale) for locale in ("vi", "en")},
        "attempts": incident.attempts,
        "failed_at": incident.failed_at.isoformat(),
        "resolution": incident.resolution.value if incident.resolution else None,
    }


def _say_all(told: list[dict[str, Any]]) -> None:
    if not told:
        say("Không có sự cố · No incidents")
    for one in told:
        say(f"№ {one['id']} {one['process'] or ''} {one['key'] or ''} {one['element'] or ''}")
        say(f"  {one['cause']['vi']}")
        say(f"  {one['cause']['en']}")
