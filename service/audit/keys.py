"""The key of the installation: what its checkpoints and exports are signed with."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from service.errors import SettingRefused

_OWNER_ONLY = 0o600


class SigningKey:
    """An Ed25519 key; ``public`` is its public half, in hexadecimal."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes_raw().hex()

    @classmethod
    def of(cls, file: Path) -> "SigningKey":
        """Read the key of a file that only its owner reads; the first start makes it."""
        if not file.exists():
            _make(file)
        try:
            key = load_pem_private_key(file.read_bytes(), None)
        except ValueError:
            key = None
        if not isinstance(key, Ed25519PrivateKey):
            raise SettingRefused("setting.ledger_key", value=file)
        return cls(key)

    @property
    def fingerprint(self) -> str:
        """What to compare with what is written down elsewhere."""
        return fingerprint_of(self.public)

    def sign(self, message: bytes) -> str:
        """Return the signature, in hexadecimal."""
        return self._private.sign(message).hex()


def fingerprint_of(public: str) -> str:
    """Return the fingerprint of a public key."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    # Two processes may start at once: the key is whole before it has its name.
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY), "wb") as written:
        written.write(pem)
    with suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()
