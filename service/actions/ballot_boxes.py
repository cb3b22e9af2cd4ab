"""Sealed boxes for secret ballots: one for each nominee of a session.

A box holds how often each choice was made, encrypted and authenticated (AES-256-GCM, NIST SP
800-38D). With every vote it is opened, added to and sealed anew under a fresh nonce, so what the
database shows of it, now or at any earlier moment, is noise to whoever lacks the installation's
key. The key alone, without two states of the database around one vote, tells totals only.
"""

import struct
from collections import Counter
from collections.abc import Iterator
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select

from service.errors import ServiceError
from service.models import BallotBox, Choice, CouncilSession, VotingMethod
from service.unit_of_work import UnitOfWork

#: What a box counts, in the order it is packed.
SEALED_CHOICES = (Choice.YES, Choice.NO)
_PACKED = struct.Struct(">" + "I" * len(SEALED_CHOICES))
_NONCE = 12


class BallotsUnreadable(ServiceError):
    """A box does not open: the key is another one, or the box was tampered with."""


def is_secret(council: CouncilSession | None) -> bool:
    """Say whether a session votes in secret."""
    return council is not None and council.method is VotingMethod.BALLOT


def put_in_box(
    uow: UnitOfWork, council: CouncilSession, nomination_id: int, choice: Choice
) -> None:
    """Add one vote to the box of a nominee."""
    box = _box(uow, council, nomination_id)
    counted = _opened(uow, box) if box else Counter[Choice]()
    counted[choice] += 1
    if box is None:
        box = BallotBox(session_id=council.id, nomination_id=nomination_id)
        uow.session.add(box)
    box.sealed = _sealed(uow, box, counted)
    uow.flush()


def count_box(uow: UnitOfWork, council: CouncilSession, nomination_id: int) -> Counter[Choice]:
    """Count the votes in the box of a nominee; it stays as it is."""
    box = _box(uow, council, nomination_id)
    return _opened(uow, box) if box else Counter()


def empty_boxes(uow: UnitOfWork, council: CouncilSession) -> None:
    """Take the boxes of a session away: what is counted for good need not be kept secret."""
    for box in _boxes(uow, council):
        uow.session.delete(box)


def _box(uow: UnitOfWork, council: CouncilSession, nomination_id: int) -> BallotBox | None:
    return next((one for one in _boxes(uow, council) if one.nomination_id == nomination_id), None)


def _boxes(uow: UnitOfWork, council: CouncilSession) -> Iterator[BallotBox]:
    return iter(uow.session.scalars(select(BallotBox).where(BallotBox.session_id == council.id)))


def _sealed(uow: UnitOfWork, box: BallotBox, counted: Counter[Choice]) -> bytes:
    nonce = token_bytes(_NONCE)
    packed = _PACKED.pack(*(counted[choice] for choice in SEALED_CHOICES))
    return nonce + AESGCM(uow.ballot_key()).encrypt(nonce, packed, _label(box))


def _opened(uow: UnitOfWork, box: BallotBox) -> Counter[Choice]:
    nonce, sealed = box.sealed[:_NONCE], box.sealed[_NONCE:]
    try:
        packed = AESGCM(uow.ballot_key()).decrypt(nonce, sealed, _label(box))
    except InvalidTag as error:
        raise BallotsUnreadable("ballots.unreadable") from error
    return Counter(dict(zip(SEALED_CHOICES, _PACKED.unpack(packed), strict=True)))


def _label(box: BallotBox) -> bytes:
    """What a box is for: one put in the place of another does not open."""
    return f"{box.session_id}:{box.nomination_id}".encode()
