"""A live campaign of the current year in which something waits for everybody.

Everything happens on the system's clock, through the operations people use, with real
answers: no moment is pretended. Stages a campaign reaches only when a deadline has passed
belong to smaller campaigns of the same year, whose deadline is moved to today for a reason.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from service.calendar import WorkingCalendar, load_calendar, shipped_days
from service.errors import NotAllowed
from service.models import CalendarVersion, Campaign, Deployment
from service.operations.calendars import publish_calendar
from service.operations.campaigns import move_deadline
from service.operations.definitions import deploy, shipped_files
from service.rehearsal.acting import Company, OpenWork
from service.rehearsal.answers import Script
from service.rehearsal.people import ZONE
from service.rehearsal.reading import read_record
from service.rehearsal.scenario import (
    Default,
    InventedPerson,
    InventedUnit,
    Override,
    PlannedCampaign,
    PlannedDeadline,
    PlannedQuota,
    Proposal,
    Scenario,
    Setting,
    read_table,
)
from service.rehearsal.scene import CALENDAR, create_company, open_campaign
from service.rehearsal.wording import RehearsalStuck
from service.scheduler.work import work_off
from service.unit_of_work import Actor, UnitsOfWork
from workflows import Engine

PLAN = Path(__file__).parent / "scenarios" / "parts" / "live.toml"

#: The deadline a campaign ends with; what is sent on later belongs to it all the same.
_LAST_DAY = "congress_close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """A body of law and the day from which it holds."""

    since: date
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeDeadline:
    """A deadline so many working days after the opening, at an hour of that day."""

    name: str
    workdays: int
    hour: time
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCampaign:
    """One campaign of the year; ``struck_early`` names deadlines moved to today, in order."""

    suffix: str
    name: str
    quotas: tuple[PlannedQuota, ...] = ()
    nominations: tuple[Proposal, ...] = ()
    overrides: tuple[Override, ...] = ()
    settings: dict[str, Setting] = field(default_factory=dict)
    struck_early: tuple[str, ...] = ()
    struck_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePlan:
    """The people of the demonstration and the campaigns of the year."""

    created_by: str
    regimes: tuple[Regime, ...]
    units: tuple[InventedUnit, ...]
    people: tuple[InventedPerson, ...]
    tasks: dict[str, Default]
    settings: dict[str, Setting]
    deadlines: tuple[RelativeDeadline, ...]
    campaigns: tuple[LiveCampaign, ...]


def open_live_campaign(units_of_work: UnitsOfWork, engine: Engine, today: date) -> None:
    """Open the campaigns of the year and bring each to where somebody is needed."""
    plan = read_record(LivePlan, read_table(PLAN), PLAN.stem)
    _prepare(units_of_work, engine)
    for campaign in plan.campaigns:
        scenario = _scenario(units_of_work, plan, campaign, today)
        company = Company(units_of_work, engine, Script.of(scenario), scenario.campaign.code)
        create_company(units_of_work, scenario)
        open_campaign(units_of_work, engine, scenario.campaign)
        _play(company)
        for name in campaign.struck_early:
            _strike(company, plan.created_by, name, campaign.struck_because)
            _play(company)


def _prepare(units_of_work: UnitsOfWork, engine: Engine) -> None:
    """Publish the calendar and deploy the diagrams where nobody has yet."""
    with units_of_work.open(Actor.system()) as uow:
        if uow.session.scalar(select(CalendarVersion.id).limit(1)) is None:
            publish_calendar(uow, CALENDAR, shipped_days())
        if uow.session.scalar(select(Deployment.id).limit(1)) is None:
            deploy(uow, engine, shipped_files())


def _play(company: Company) -> None:
    """Let people do what waits for them, without delay, until only what they leave is left."""
    work_off(company.units_of_work, company.engine)
    while work := [one for one in company.open_work() if not company.plan_for(one).leave]:
        for one in work:
            _complete(company, one)
            work_off(company.units_of_work, company.engine)


def _complete(company: Company, work: OpenWork) -> None:
    for username in work.usernames:
        try:
            company.complete(work.task_id, username)
        except NotAllowed:
            continue
        return
    raise RehearsalStuck("nobody", task=work, people=", ".join(work.usernames))


def _strike(company: Company, username: str, name: str, because: str) -> None:
    with company.units_of_work.open(Actor.person(company.person_id(username))) as uow:
        wanted = select(Campaign.id).where(Campaign.code == company.campaign_code)
        move_deadline(uow, uow.session.scalars(wanted).one(), name, uow.now, because)


def _scenario(
    units_of_work: UnitsOfWork, plan: LivePlan, campaign: LiveCampaign, today: date
) -> Scenario:
    return Scenario(
        title=campaign.name,
        starts_at=units_of_work.now(),
        campaign=_planned(units_of_work, plan, campaign, today),
        units=plan.units,
        people=plan.people,
        nominations=campaign.nominations,
        tasks=plan.tasks,
        overrides=campaign.overrides,
    )


def _planned(
    units_of_work: UnitsOfWork, plan: LivePlan, campaign: LiveCampaign, today: date
) -> PlannedCampaign:
    with units_of_work.read() as session:
        calendar = load_calendar(session)
    deadlines = tuple(
        PlannedDeadline(
            name=one.name,
            due_at=_due_at(calendar, today, one),
            basis=one.basis,
            is_assumption=True,
        )
        for one in plan.deadlines
    )
    return PlannedCampaign(
        code=f"{today.year}{campaign.suffix}",
        name=campaign.name.format(year=today.year),
        legal_regime=[one.name for one in plan.regimes if one.since <= today][-1],
        starts_on=today,
        ends_on=next(one.due_at.date() for one in deadlines if one.name == _LAST_DAY),
        created_by=plan.created_by,
        deadlines=deadlines,
        quotas=campaign.quotas,
        settings=plan.settings | campaign.settings,
    )


def _due_at(calendar: WorkingCalendar, today: date, deadline: RelativeDeadline) -> datetime:
    noon = datetime.combine(today, time(12), ZONE)
    # The calendar gives the midnight that ends the day.
    last_day = calendar.after(noon, deadline.workdays) - timedelta(days=1)
    return datetime.combine(last_day.astimezone(ZONE).date(), deadline.hour, ZONE)
