"""``thidua audit``: does the ledger still say what it said, and what proves it elsewhere."""

import argparse
import hashlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from service.app import create_app, open_service
from service.audit.checkpoints import Checkpoint
from service.audit.export import Part, export_ledger
from service.audit.keys import SigningKey
from service.audit.outside import VERIFIER
from service.audit.verify import verify
from service.commands.output import complain, say
from service.config import Config
from service.db.database import open_database
from service.edge.packs import packer
from service.errors import SettingRefused
from service.operations.checkpoints import make_checkpoint
from service.queries.pack_scopes import Scope, scope_of_campaign, scope_of_case
from service.texts import sentence
from service.unit_of_work import Actor, UnitsOfWork, utc_now


def add_audit(commands: Any) -> None:
    """Offer ``thidua audit``."""
    audit = commands.add_parser("audit", help="look after the ledger")
    verbs = audit.add_subparsers(required=True, metavar="VERB")
    command = verbs.add_parser("verify", help="exit 0 when the ledger holds, 1 when it does not")
    command.add_argument("--database", metavar="URL", help="another database than the live one")
    command.add_argument(
        "--checkpoint",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="hold the ledger against a checkpoint that was kept elsewhere",
    )
    command.set_defaults(run=verify_ledger)
    command = verbs.add_parser("checkpoint", help="sign what the ledger is now, and print it")
    command.set_defaults(run=print_checkpoint)
    command = verbs.add_parser("export", help="write the ledger to a file others can verify")
    command.add_argument("file", metavar="FILE", type=Path)
    command.add_argument("--case", metavar="NUMBER", type=int, help="only what is of one case")
    command.add_argument("--database", metavar="URL", help="another database than the live one")
    command.set_defaults(run=write_export)
    command = verbs.add_parser("pack", help="write all about a case or campaign to an archive")
    about = command.add_mutually_exclusive_group(required=True)
    about.add_argument("--case", metavar="NUMBER", type=int, help="a case and those it began")
    about.add_argument("--campaign", metavar="CODE", help="every case of a campaign")
    command.add_argument("--out", metavar="FILE", type=Path, required=True)
    command.add_argument("--database", metavar="URL", help="another database than the live one")
    command.set_defaults(run=write_pack)
    command = verbs.add_parser("verifier", help="print the program that verifies an export")
    command.set_defaults(run=print_verifier)
    command = verbs.add_parser("key", help="print what to write down: the key, the verifier")
    command.set_defaults(run=print_key)


def verify_ledger(config: Config, chosen: argparse.Namespace) -> int:
    """Check every entry and name the first that is broken."""
    outside = [_read_checkpoint(one) for one in chosen.checkpoint]
    database = open_database(chosen.database or config.database_url)
    try:
        with UnitsOfWork(database, utc_now).read() as session:
            found = verify(session, outside)
            damage = _damage(session)
    except DatabaseError as error:
        return _say_damaged(str(error.orig))
    finally:
        database.dispose()
    if found.verified and damage:
        return _say_damaged(damage)
    if found.verified:
        say(f"{found.entries} mục, không mục nào bị sửa · {found.entries} entries, none changed")
        return 0
    assert found.broken is not None
    for locale, word in (("vi", "Mục"), ("en", "Entry")):
        complain(f"{word} {found.broken.sequence}: {sentence(found.broken.reason, locale)}")
    return 1


def print_checkpoint(config: Config, _: argparse.Namespace) -> int:
    """Print a checkpoint of this moment: mail it, print it, pin it where nobody can change it."""
    with (
        closing(open_service(config)) as service,
        service.units_of_work.open(Actor.system()) as uow,
    ):
        made = make_checkpoint(uow, service.signing_key())
    say(made.text.rstrip("\n"))
    return 0


def write_export(config: Config, chosen: argparse.Namespace) -> int:
    """Write the ledger, or what is of one case, with what proves it."""
    config = replace(config, database_url=chosen.database or config.database_url)
    with (
        closing(open_service(config)) as service,
        service.units_of_work.open(Actor.system()) as uow,
    ):
        key = service.signing_key()
        made = make_checkpoint(uow, key)
        part = Part.of_case(chosen.case) if chosen.case is not None else None
        content = export_ledger(uow.session, key, made, part)
    chosen.file.write_bytes(content)
    say(f"{chosen.file}: {made.entries} mục đã ký · entries signed")
    return 0


def write_pack(config: Config, chosen: argparse.Namespace) -> int:
    """Write everything about a case or a campaign, with what proves it; the ledger keeps that."""

    def find(session: Session) -> Scope:
        if chosen.case is not None:
            return scope_of_case(session, chosen.case)
        return scope_of_campaign(session, chosen.campaign)

    config = replace(config, database_url=chosen.database or config.database_url)
    with (
        closing(open_service(config)) as service,
        create_app(config, service=service).app_context(),
    ):
        pack = packer().take(Actor.system(), find)
    chosen.out.write_bytes(pack.content)
    say(f"{chosen.out}: SHA-256 {hashlib.sha256(pack.content).hexdigest()}")
    return 0


def print_verifier(_config: Config, _: argparse.Namespace) -> int:
    """Print the one file an auditor needs, and may read before running it."""
    say(VERIFIER.read_text(encoding="utf-8").rstrip("\n"))
    return 0


def print_key(config: Config, _: argparse.Namespace) -> int:
    """Print what an auditor writes down once, on paper; the digest of the verifier too."""
    key = SigningKey.of(config.ledger_key_file)
    verifier = hashlib.sha256(VERIFIER.read_bytes()).hexdigest()
    say(f"verifier:    {verifier}\npublic key:  {key.public}\nfingerprint: {key.fingerprint}")
    return 0


def _read_checkpoint(file: Path) -> Checkpoint:
    try:
        return Checkpoint.read(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise SettingRefused("audit.not_a_checkpoint", value=file) from None


def _damage(session: Session) -> str | None:
    """What SQLite says about its own file, where it says anything: indexes, free pages."""
    if session.get_bind().dialect.name != "sqlite":
        return None
    said = session.connection().exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    return None if said == "ok" else str(said)


def _say_damaged(said: str) -> int:
    complain(f"Tệp cơ sở dữ liệu bị hỏng: {said}")
    complain(f"The database file is damaged: {said}")
    return 1
