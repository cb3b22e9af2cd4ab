"""``thidua campaigns``: the campaigns of the department, from the command line."""

import argparse
from contextlib import closing
from datetime import date, datetime
from typing import Any

from service.app import Service, open_service
from service.calendar import LOCAL_ZONE
from service.commands.output import say
from service.commands.people import telling
from service.config import Config
from service.errors import NotFound
from service.operations.campaign_plans import plan_after
from service.operations.campaigns import create_campaign
from service.queries.campaigns import find_campaign, list_campaigns
from service.unit_of_work import Actor


def add_campaigns(commands: Any) -> None:
    """Offer ``thidua campaigns``."""
    command = commands.add_parser("campaigns", help="campaigns: list, open")
    verbs = command.add_subparsers(required=True, metavar="VERB")
    verbs.add_parser("list", help="campaigns, the newest first").set_defaults(run=_list)
    verb = verbs.add_parser("open", help="open a campaign planned after a former one")
    verb.add_argument("code", metavar="CODE")
    verb.add_argument("--name", required=True)
    verb.add_argument("--after", required=True, metavar="CODE", help="the former campaign")
    verb.add_argument("--starts", required=True, type=_day, metavar="DD/MM/YYYY")
    verb.set_defaults(run=lambda config, chosen: telling(_open, config, chosen))


def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=LOCAL_ZONE).date()


def _list(config: Config, _: argparse.Namespace) -> int:
    with closing(open_service(config)) as service, service.units_of_work.read() as session:
        for one in list_campaigns(session):
            days = f"{one.starts_on:%d/%m/%Y} – {one.ends_on:%d/%m/%Y}"
            say(f"{one.code:<20} {one.name} ({days}, {one.status.value})")
    return 0


def _open(service: Service, chosen: argparse.Namespace) -> None:
    with service.units_of_work.open(Actor.system()) as uow:
        former = find_campaign(uow.session, chosen.after)
        if former is None:
            raise NotFound("campaign.not_found", campaign=chosen.after)
        plan = plan_after(uow.session, former, chosen.code, chosen.name, chosen.starts)
        create_campaign(uow, service.engine, plan)
    say(f"Đã mở · Open: {plan.code} — {plan.name}")
    for one in plan.deadlines:
        say(f"  {one.due_at:%d/%m/%Y %H:%M}  {one.name}  (giả định · assumption)")
