"""The file with the passwords of the first start, which only its owner can read."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

_OWNER_ONLY = 0o600


class Account(NamedTuple):
    """Somebody who can sign in after the first start."""

    username: str
    password: str
    name: str
    role: str


def write_accounts(file: Path, accounts: Iterable[Account]) -> None:
    """Write the accounts, one a line, readable by the owner only from the first byte on."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with open(descriptor, "w", encoding="utf-8") as written:
        written.writelines("\t".join(account) + "\n" for account in accounts)


def read_accounts(file: Path) -> list[Account]:
    """Read the accounts back; none when the file was never written or has been removed."""
    if not file.exists():
        return []
    lines = file.read_text(encoding="utf-8").splitlines()
    return [Account(*line.split("\t")) for line in lines]
