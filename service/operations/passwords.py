"""Hashing passwords: argon2id with the parameters OWASP gives, and no shortcut for strangers."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """Return what may be stored of a password."""
    return _hasher.hash(password)


def is_password(password_hash: str | None, password: str) -> bool:
    """Tell whether a password is the one stored, in the same time where none is stored."""
    try:
        _hasher.verify(password_hash or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def invent_password() -> str:
    """Make up a password nobody can guess."""
    return secrets.token_urlsafe(12)


@cache
def _nobodys_hash() -> str:
    return hash_password(secrets.token_hex(32))
