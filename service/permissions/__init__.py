"""Who may do what: rules without a database, and the looking up of what they need."""

from service.permissions.checks import (
    check_may_claim,
    check_may_complain,
    check_may_complete,
    check_may_conclude,
    check_may_create_campaign,
    check_may_move_deadline,
    check_may_release,
    check_may_suspend,
    check_may_withdraw,
)
from service.permissions.rules import (
    Ruling,
    Worker,
    may_claim,
    may_complain,
    may_complete,
    may_create_campaign,
    may_move_deadline,
    may_release,
    may_suspend,
    may_withdraw,
)

__all__ = [
    "Ruling",
    "Worker",
    "check_may_claim",
    "check_may_complain",
    "check_may_complete",
    "check_may_conclude",
    "check_may_create_campaign",
    "check_may_move_deadline",
    "check_may_release",
    "check_may_suspend",
    "check_may_withdraw",
    "may_claim",
    "may_complain",
    "may_complete",
    "may_create_campaign",
    "may_move_deadline",
    "may_release",
    "may_suspend",
    "may_withdraw",
]
