"""The commands of ``thidua``, one module a topic; each adds itself to the parser."""

from service.commands.accounts import add_accounts
from service.commands.audits import add_audit
from service.commands.campaigns import add_campaigns
from service.commands.definitions import add_definitions, add_deploy
from service.commands.groups import add_groups
from service.commands.incidents import add_incidents
from service.commands.linting import add_lint
from service.commands.mailing import add_mail
from service.commands.migrations import add_migrate
from service.commands.people import add_people
from service.commands.rehearsals import add_coverage, add_rehearse
from service.commands.replaying import add_replay
from service.commands.serving import add_run, add_serve
from service.commands.shells import add_shell
from service.commands.units import add_units

COMMANDS = (
    add_run,
    add_serve,
    add_accounts,
    add_people,
    add_units,
    add_groups,
    add_campaigns,
    add_rehearse,
    add_coverage,
    add_audit,
    add_deploy,
    add_definitions,
    add_incidents,
    add_lint,
    add_mail,
    add_migrate,
    add_replay,
    add_shell,
)

__all__ = ["COMMANDS"]
