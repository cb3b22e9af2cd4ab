"""Taking lists of cases away: who did so, and what they had asked for, stays in the ledger."""

from collections.abc import Mapping

from service.audit.events import Event
from service.permissions import check_may_search_cases
from service.unit_of_work import UnitOfWork


def note_cases_exported(uow: UnitOfWork, asked: Mapping[str, str], number: int) -> None:
    """Record that the actor takes so many cases away, found by these filters."""
    check_may_search_cases(uow.session, uow.actor.person_id)
    # What was looked for may be somebody's name.
    uow.record(Event.CASES_EXPORTED, detail={"cases": number}, values={"asked": dict(asked)})
