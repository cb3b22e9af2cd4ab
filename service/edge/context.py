"""What a view may ask Flask for: sessions, units of work, the engine, the moment."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime
from typing import cast

from flask import current_app, g
from sqlalchemy.orm import Session

from service.config import Config
from service.documents import Office
from service.operations.failures import noting_failures
from service.unit_of_work import Actor, UnitOfWork, UnitsOfWork
from workflows import Engine


def units_of_work() -> UnitsOfWork:
    """Opens sessions and transactions on the database of this app."""
    return cast(UnitsOfWork, current_app.extensions["units_of_work"])


def identities() -> UnitsOfWork:
    """Where people sign in: this database, or the live one beside a rehearsal."""
    return cast(UnitsOfWork, current_app.extensions["identities"])


def engine() -> Engine:
    """The engine of this app."""
    return cast(Engine, current_app.extensions["engine"])


def config() -> Config:
    """The settings of this app."""
    return cast(Config, current_app.extensions["config"])


def office() -> Office:
    """Whose papers these are."""
    given = config()
    return Office(given.office_parent, given.office_name, given.office_place, given.office_symbol)


def now() -> datetime:
    """The moment of the app's clock."""
    return units_of_work().now()


def reading() -> Session:
    """The read-only session of this request, closed when it ends or a command begins."""
    if "reading" not in g:
        g.reading_stack = ExitStack()
        g.reading = g.reading_stack.enter_context(_read())
    return cast(Session, g.reading)


def stop_reading() -> None:
    """Close the read-only session, so that the next reader sees what was just committed."""
    if "reading" in g:
        del g.reading
        g.pop("reading_stack").close()


@contextmanager
def trying(actor: Actor) -> Iterator[UnitOfWork]:
    """One unit of work that tries things out and keeps nothing."""
    stop_reading()
    with units_of_work().trying(actor) as uow:
        yield uow


@contextmanager
def commanding(actor: Actor) -> Iterator[UnitOfWork]:
    """One unit of work for one press of a button; the alarm clock wakes when it committed.

    A step that fails inside the process leaves nothing behind but an incident.
    """
    stop_reading()
    with noting_failures(units_of_work(), engine(), actor) as uow:
        yield uow
    alarm = current_app.extensions.get("alarm")
    if alarm is not None:
        alarm.wake()


def _read() -> AbstractContextManager[Session]:
    return units_of_work().read()
