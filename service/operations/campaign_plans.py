"""The plan of the next campaign: a former one's, moved to other days by working days."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.calendar import LOCAL_ZONE, WorkingCalendar, load_calendar
from service.models import Campaign, Deadline, Quota
from service.operations.campaigns import CampaignPlan, PlannedDeadline

_DAY_END = timedelta(minutes=1)


def plan_after(
    session: Session, former: Campaign, code: str, name: str, starts_on: date
) -> CampaignPlan:
    """Propose a campaign that goes as a former one went, from another first day.

    Each deadline keeps its time of day and its number of working days from the first day. That
    it still holds is an assumption until somebody gives its own basis.
    """
    calendar = load_calendar(session)
    quotas = session.scalars(select(Quota).where(Quota.campaign_id == former.id))
    ordered = sorted(former.deadlines, key=lambda one: one.due_at)
    deadlines = tuple(_moved(calendar, one, former, starts_on) for one in ordered)
    return CampaignPlan(
        code=code,
        name=name,
        legal_regime=former.legal_regime,
        starts_on=starts_on,
        ends_on=calendar.shifted(former.ends_on, former.starts_on, starts_on),
        deadlines=deadlines,
        settings=former.settings,
        quotas={(one.award, one.subject): one.limit for one in quotas},
    )


def _moved(
    calendar: WorkingCalendar, deadline: Deadline, former: Campaign, starts_on: date
) -> PlannedDeadline:
    # Midnight is the end of the day before: that day is what is counted.
    local = deadline.due_at.astimezone(LOCAL_ZONE)
    day = (local - _DAY_END).date()
    moved = calendar.shifted(day, former.starts_on, starts_on)
    due_at = datetime.combine(moved + (local.date() - day), local.time(), LOCAL_ZONE)
    return PlannedDeadline(deadline.name, due_at, deadline.basis, is_assumption=True)
