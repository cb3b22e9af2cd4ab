"""Signing what the ledger is: daily, after many entries, and when a campaign is over."""

import logging
from collections.abc import Callable

from service.audit.keys import SigningKey
from service.errors import Conflict
from service.operations.checkpoints import is_checkpoint_due, make_checkpoint
from service.unit_of_work import Actor, UnitsOfWork

log = logging.getLogger(__name__)


def seal_when_due(units_of_work: UnitsOfWork, key: Callable[[], SigningKey]) -> bool:
    """Make a checkpoint if one is due; say whether one was made."""
    with units_of_work.trying(Actor.clock()) as uow:
        if not is_checkpoint_due(uow):
            return False
    try:
        with units_of_work.open(Actor.clock()) as uow:
            make_checkpoint(uow, key())
    except Conflict as error:
        # Another process was faster; or the ledger is not what was signed, which nobody covers up.
        log.error("checkpoint_not_made %s", error.code)
        return False
    return True
