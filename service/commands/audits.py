"""``thidua audit verify``: does the ledger still say what it said."""

import argparse
from typing import Any

from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from service.audit.verify import verify
from service.commands.output import complain, say
from service.config import Config
from service.db.database import open_database
from service.texts import sentence
from service.unit_of_work import UnitsOfWork, utc_now


def add_audit(commands: Any) -> None:
    """Offer ``thidua audit``."""
    audit = commands.add_parser("audit", help="look after the ledger")
    verbs = audit.add_subparsers(required=True, metavar="VERB")
    command = verbs.add_parser("verify", help="exit 0 when the ledger holds, 1 when it does not")
    command.add_argument("--database", metavar="URL", help="another database than the live one")
    command.set_defaults(run=verify_ledger)


def verify_ledger(config: Config, chosen: argparse.Namespace) -> int:
    """Check every entry and name the first that is broken."""
    database = open_database(chosen.database or config.database_url)
    try:
        with UnitsOfWork(database, utc_now).read() as session:
            found = verify(session)
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
