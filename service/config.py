"""Settings, read once from the environment; every name begins with ``THIDUA_``.

``HOST`` and ``PORT`` may stand without it, as is usual.
"""

import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from service.errors import SettingRefused

_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Config:
    """How this installation runs. Every default is safe in use and fit to be public."""

    database_url: str = "sqlite:///var/thidua.db"
    rehearsal_database_url: str = "sqlite:///var/rehearsal-2025.db"
    host: str = "127.0.0.1"
    port: int = 8000
    #: ``console``, or ``smtp://host``, ``smtp+starttls://user@host``, ``smtps://user@host``.
    mail: str = "console"
    #: The password of that user, on a line of its own.
    mail_password_file: Path = Path("var/mail-password")
    mail_from: str = "thidua@localhost"
    #: Where people find the service, as mails and calendars are to say: ``https://thidua.so.example``.
    public_url: str = ""
    secret_file: Path = Path("var/secret")
    accounts_file: Path = Path("var/accounts.txt")
    lock_file: Path = Path("var/scheduler.lock")
    secure_cookies: bool = False
    tick_seconds: int = 2
    #: Another folder with ``processes``, ``decisions`` and ``forms`` than the shipped one.
    bpmn_folder: str = ""
    #: Whose papers these are, as it stands at their head; numbers end with the symbol.
    office_parent: str = "Ủy ban nhân dân tỉnh"
    office_name: str = "Sở Ngoại vụ"
    office_place: str = "…………"
    office_symbol: str = "SNgV"
    #: Certificates (.pem) of those who vouch for people who sign.
    trusted_certificates: Path = Path("var/trusted-certificates")
    #: A finished rehearsal is looked at and never changed.
    is_rehearsal: bool = False

    @property
    def home(self) -> str:
        """The address links from outside begin with, without a slash at the end."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Config":
        """Read the settings; a name that is not set keeps its default."""
        given = os.environ if environment is None else environment
        settings: dict[str, Any] = {
            field.name: _read(name, field.default, given[name])
            for field in fields(cls)
            for name in _names(field.name.upper())
            if name in given
        }
        config = cls(**settings)
        if not 0 < config.port < 65536:
            raise SettingRefused("setting.port", value=config.port)
        return config

    def secret(self) -> str:
        """The secret of this installation, made once and kept beside the database, not in it."""
        if not self.secret_file.exists():
            self.secret_file.parent.mkdir(parents=True, exist_ok=True)
            self.secret_file.touch(mode=_OWNER_ONLY)
            self.secret_file.write_text(secrets.token_hex(32), encoding="ascii")
        return self.secret_file.read_text(encoding="ascii").strip()

    @property
    def ledger_key_file(self) -> Path:
        """Where the key is that checkpoints of the ledger are signed with: beside the secret."""
        return self.secret_file.with_name("ledger-key.pem")

    def ballot_key(self) -> bytes:
        """What secret ballots are sealed with: without the secret file they cannot be counted."""
        return hmac.digest(self.secret().encode(), b"ballot boxes", "sha256")


def _names(name: str) -> tuple[str, ...]:
    """Order the names of a setting so that the more precise one wins."""
    return (name, f"THIDUA_{name}") if name in {"HOST", "PORT"} else (f"THIDUA_{name}",)


def _read(name: str, default: object, text: str) -> bool | int | Path | str:
    if isinstance(default, bool):
        return text.strip().lower() in {"1", "true", "yes", "on"}
    if isinstance(default, int):
        return _whole_number(name, text)
    return Path(text) if isinstance(default, Path) else text


def _whole_number(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise SettingRefused("setting.whole_number", name=name, value=text) from None
