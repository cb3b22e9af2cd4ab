"""Taking cases away to inspect them elsewhere: who did so, and which bytes, stays in the ledger."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from service.audit.checkpoints import Checkpoint, latest_checkpoint
from service.audit.events import Event
from service.audit.export import export_ledger
from service.audit.keys import SigningKey
from service.audit.outside import VERIFIER
from service.audit.packs import seal_pack
from service.errors import Conflict
from service.operations.checkpoints import make_checkpoint
from service.operations.pack_contents import Contents
from service.permissions import check_may_take_pack
from service.queries.pack_scopes import Scope, has_news
from service.unit_of_work import Actor, UnitOfWork, UnitsOfWork
from workflows import Engine

#: Cases that never stand still long enough to be read as a whole are to be taken later.
_TRIES = 5

FindScope: TypeAlias = Callable[[Session], Scope]


@dataclass(frozen=True, slots=True)
class Pack:
    """An archive, and what it may be called."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Packer:
    """Makes packs; ``report`` writes the page people read first."""

    units_of_work: UnitsOfWork
    engine: Engine
    key: SigningKey
    report: Callable[[Contents], str]

    def take(self, actor: Actor, find: FindScope) -> Pack:
        """Pack what the ledger covers; until it says more of the cases, the same bytes again.

        Nobody's work is held up meanwhile: it is read as of one moment, which a checkpoint covers.
        """
        for _ in range(_TRIES):
            covering = self._checkpoint(actor, find)
            with self.units_of_work.read() as session:
                scope = find(session)
                if not has_news(session, scope, covering.entries):
                    pack = self._pack(session, scope, covering)
                    break
        else:
            raise Conflict("pack.moving")
        with self.units_of_work.open(actor) as uow:
            _record(uow, scope, pack)
        return pack

    def _checkpoint(self, actor: Actor, find: FindScope) -> Checkpoint:
        with self.units_of_work.open(actor) as uow:
            scope = find(uow.session)
            check_may_take_pack(uow.session, actor.person_id, scope.nominations)
            last = latest_checkpoint(uow.session)
            is_ours = last is not None and last.key == self.key.public
            if last is None or not is_ours or has_news(uow.session, scope, last.entries):
                return make_checkpoint(uow, self.key)
            return Checkpoint.of(last)

    def _pack(self, session: Session, scope: Scope, checkpoint: Checkpoint) -> Pack:
        contents = Contents(session, self.engine, scope, checkpoint)
        files = {
            **contents.files(),
            "ledger.jsonl": export_ledger(session, self.key, checkpoint, contents.part),
            "report.html": self.report(contents).encode(),
            "verify.py": VERIFIER.read_bytes(),
        }
        title = {
            **_named(scope),
            "entries": checkpoint.entries,
            "covers_until": checkpoint.made_at,
        }
        case = f"-ho-so-{scope.case.id}" if scope.case else ""
        name = f"goi-kiem-tra-{scope.campaign.code}{case}.zip"
        return Pack(name, seal_pack(title, files, self.key))


def _named(scope: Scope) -> dict[str, Any]:
    """The campaign; the cases too, unless they are all of it."""
    cases = {"cases": scope.case_ids} if scope.case else {"cases": len(scope.instances)}
    return {"campaign": scope.campaign.id, **cases}


def _record(uow: UnitOfWork, scope: Scope, pack: Pack) -> None:
    case = scope.case
    uow.record(
        Event.PACK_TAKEN,
        instance_id=case.id if case else None,
        nomination_id=case.nomination_id if case else None,
        detail={**_named(scope), "sha256": hashlib.sha256(pack.content).hexdigest()},
    )
