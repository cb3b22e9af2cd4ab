"""Putting the service together: the only module, with the command line, that knows every room."""

from dataclasses import dataclass, field, replace
from importlib.metadata import packages_distributions
from typing import Any

from flask import Flask
from sqlalchemy import Engine as Database
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from service.api import register_api
from service.audit.keys import SigningKey
from service.config import Config
from service.db.database import open_database
from service.outbox import Stationery, send_due, sender_for
from service.scheduler.alarm import Alarm
from service.scheduler.people import Watch, look_after_people
from service.scheduler.sealing import seal_when_due
from service.scheduler.telling import tell_people
from service.scheduler.work import work_off
from service.unit_of_work import Clock, UnitsOfWork, utc_now
from service.web import register_pages
from workflows import Engine

#: Where the rehearsal of the past season is shown, beside the live service.
REHEARSAL_PATH = "/dien-tap-2025"

#: Seconds between two looks at the mail.
MAIL_INTERVAL = 10.0


class ImportNameTaken(Exception):
    """Another distribution has installed a package under one of our import names."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service at work on one database."""

    config: Config
    database: Database
    units_of_work: UnitsOfWork
    engine: Engine
    watch: Watch = field(default_factory=Watch)

    def tick(self) -> None:
        """Do what is due: messages, timers, looking after people, telling them, sealing."""
        work_off(self.units_of_work, self.engine)
        look_after_people(self.units_of_work, self.watch)
        tell_people(self.units_of_work)
        seal_when_due(self.units_of_work, self.signing_key)

    def post(self) -> None:
        """Send the mail that is due; however slow its server is, no timer waits for it."""
        send_due(self.units_of_work, sender_for(self.config), Stationery(self.config.home))

    def signing_key(self) -> SigningKey:
        """The key of this installation, made when it is asked for first."""
        return SigningKey.of(self.config.ledger_key_file)

    def close(self) -> None:
        """Let go of the database."""
        self.database.dispose()


def open_service(config: Config, clock: Clock = utc_now) -> Service:
    """Open the database and an engine for it."""
    check_import_names()
    database = open_database(config.database_url)
    return Service(config, database, UnitsOfWork(database, clock, config.ballot_key), Engine())


def create_app(config: Config, clock: Clock = utc_now, service: Service | None = None) -> Flask:
    """Build the web application; its alarms are made but not started."""
    service = service or open_service(config, clock)
    app = Flask("service.web")
    app.extensions.update(
        config=config,
        database=service.database,
        units_of_work=service.units_of_work,
        identities=service.units_of_work,
        engine=service.engine,
        alarm=Alarm(service.tick),
        postman=Alarm(service.post, MAIL_INTERVAL),
    )
    register_api(app)
    register_pages(app)
    return app


def with_rehearsal(app: Flask, rehearsal_url: str) -> Any:
    """Show a finished rehearsal beside the live service: read-only, signed in once for both."""
    config = replace(app.extensions["config"], database_url=rehearsal_url, is_rehearsal=True)
    rehearsal = create_app(config)
    rehearsal.extensions["identities"] = app.extensions["units_of_work"]
    app.extensions["rehearsal"] = True
    return DispatcherMiddleware(app.wsgi_app, {REHEARSAL_PATH: rehearsal.wsgi_app})


def check_import_names() -> None:
    """Stop when a distribution of the same import name has overwritten ours.

    Both `workflows` and `service` are import names of unrelated distributions on PyPI, and
    pip overwrites files without a word: docs/decisions/0001.
    """
    installed = packages_distributions()
    for name in ("workflows", "service"):
        rivals = sorted(set(installed.get(name, [])) - {"thidua"})
        if rivals:
            raise ImportNameTaken(
                f"The package {name!r} of thidua was overwritten by {', '.join(rivals)}. "
                f"Uninstall it and run `make install` again."
            )
