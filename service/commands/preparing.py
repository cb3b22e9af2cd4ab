"""Bringing an installation up to date before it works: tables, calendar, diagrams."""

from pathlib import Path

from sqlalchemy import select

from service.app import Service
from service.calendar import shipped_days
from service.commands.output import complain
from service.config import Config
from service.db.migrations import upgrade_database
from service.errors import DefinitionRefused
from service.models import CalendarVersion, Deployment
from service.operations.calendars import publish_calendar
from service.operations.definition_files import DefinitionFile
from service.operations.definitions import (
    Deployed,
    deploy,
    files_in,
    judge_together,
    shipped_files,
)
from service.operations.groups import record_terms
from service.unit_of_work import Actor

#: The name of the working calendar that comes with the software.
CALENDAR = "vietnam-2025-2027"


def prepare(service: Service) -> Deployed | None:
    """Upgrade the tables and what they hold, publish the calendar once, deploy what changed."""
    upgrade_database(service.config.database_url)
    service.signing_key()
    with service.units_of_work.open(Actor.system()) as uow:
        if uow.session.scalar(select(CalendarVersion.id).limit(1)) is None:
            publish_calendar(uow, CALENDAR, shipped_days())
        record_terms(uow)
    given = definition_files(service.config)
    # Before the unit of work: nobody else can write while it is open.
    with service.units_of_work.read() as session:
        judge_together(session, service.engine, given)
    with service.units_of_work.open(Actor.system()) as uow:
        return deploy(uow, service.engine, given)


def prepare_to_serve(service: Service) -> None:
    """Prepare, but go on with what is deployed when a changed file is refused.

    A mistake in a diagram must not keep people from the work that is under way.
    """
    try:
        prepare(service)
    except DefinitionRefused as error:
        with service.units_of_work.read() as session:
            if session.scalar(select(Deployment.id).limit(1)) is None:
                raise
        for locale, goes_on in _GOES_ON.items():
            complain(f"{error.sentence(locale)}\n{goes_on}\n")


_GOES_ON = {
    "vi": "Vẫn chạy với các phiên bản đã triển khai trước đó; chưa có gì thay đổi.",
    "en": "The versions deployed before stay in force; nothing was changed.",
}


def definition_files(config: Config) -> list[DefinitionFile]:
    """The definitions of the folder an administrator names, or those that are shipped."""
    return files_in(Path(config.bpmn_folder)) if config.bpmn_folder else shipped_files()
