"""Making checkpoints of the ledger: on demand, and when one is due."""

from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from service.audit.checkpoints import (
    Checkpoint,
    checkpoints_of,
    first_unconfirmed,
    latest_checkpoint,
    signed,
    tree_of,
)
from service.audit.events import Event
from service.audit.keys import SigningKey
from service.calendar import LOCAL_ZONE
from service.errors import Conflict
from service.models import AuditCheckpoint, AuditEntry, AuditHead
from service.unit_of_work import UnitOfWork

#: After so many entries there is another one, however young the last is.
MOST_ENTRIES = 1000
#: What a campaign ends with.
_CLOSING = (Event.CAMPAIGN_DECIDED, Event.CAMPAIGN_ARCHIVED)


def make_checkpoint(uow: UnitOfWork, key: SigningKey) -> Checkpoint:
    """Sign what the ledger is now; where nothing was added, the last one still says it.

    A ledger that contradicts an earlier checkpoint is never signed: that would cover it up.
    """
    session = uow.session
    head = session.scalars(select(AuditHead)).one()
    kept = checkpoints_of(session)
    tree = tree_of(session, head.sequence)
    if broken := first_unconfirmed(tree, kept):
        raise Conflict("audit.contradicted", sequence=broken[0])
    if kept and kept[-1].entries == head.sequence and kept[-1].key == key.public:
        return kept[-1]
    made = signed(tree, head.hash, uow.now, key)
    session.add(
        AuditCheckpoint(
            number=len(kept) + 1,
            entries=made.entries,
            root=made.root,
            head=made.head,
            made_at=made.made_at,
            key=made.key,
            signature=made.signature,
        )
    )
    uow.flush()
    return made


def is_checkpoint_due(uow: UnitOfWork) -> bool:
    """Tell whether a day, many entries or the end of a campaign lie behind the last one."""
    session = uow.session
    entries = session.scalars(select(AuditHead.sequence)).one()
    last = latest_checkpoint(session)
    if last is None or entries == last.entries:
        return last is None and entries > 0
    is_of_another_day = _day(last.made_at) != _day(uow.now)
    return is_of_another_day or entries - last.entries >= MOST_ENTRIES or _closed(session, last)


def _closed(session: Session, last: AuditCheckpoint) -> bool:
    since = AuditEntry.sequence > last.entries, AuditEntry.event.in_(_CLOSING)
    return bool(session.scalar(select(exists().where(*since))))


def _day(moment: datetime) -> date:
    return moment.astimezone(LOCAL_ZONE).date()
