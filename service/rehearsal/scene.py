"""Sets the scene: invented units and people, the calendar, the diagrams, the campaign."""

from collections.abc import Sequence

from sqlalchemy import func, select

from service.calendar import shipped_days
from service.models import UNIT_GROUPS, Campaign, Person
from service.operations.calendars import publish_calendar
from service.operations.campaigns import CampaignPlan, PlannedDeadline, create_campaign
from service.operations.definition_files import DefinitionFile
from service.operations.definitions import deploy
from service.operations.people import NewPerson, create_person
from service.operations.units import create_unit
from service.rehearsal.scenario import InventedPerson, PlannedCampaign, Scenario
from service.unit_of_work import Actor, UnitsOfWork
from workflows import Engine

#: The calendar a rehearsal works by; the same days the software ships.
CALENDAR = "vietnam-2025-2027"


def create_scene(
    units_of_work: UnitsOfWork,
    engine: Engine,
    scenario: Scenario,
    definitions: Sequence[DefinitionFile],
) -> None:
    """Create everything a scenario needs on an empty database, and open its campaign."""
    with units_of_work.open(Actor.system()) as uow:
        publish_calendar(uow, CALENDAR, shipped_days())
    with units_of_work.open(Actor.system()) as uow:
        deploy(uow, engine, definitions)
    create_company(units_of_work, scenario)
    open_campaign(units_of_work, engine, scenario.campaign)


def create_company(units_of_work: UnitsOfWork, scenario: Scenario) -> None:
    """Create the units and people of a scenario, marked as invented; none where some are."""
    with units_of_work.open(Actor.system()) as uow:
        if uow.session.scalar(select(func.count(Person.id))):
            return
        unit_ids = {one.code: create_unit(uow, one.code, one.name).id for one in scenario.units}
        for person in scenario.people:
            create_person(uow, _new_person(person, unit_ids))


def open_campaign(units_of_work: UnitsOfWork, engine: Engine, plan: PlannedCampaign) -> Campaign:
    """Have the person who plans it create the campaign, which starts its process."""
    with units_of_work.read() as session:
        wanted = select(Person.id).where(Person.username == plan.created_by)
        person_id = session.scalars(wanted).one()
    with units_of_work.open(Actor.person(person_id)) as uow:
        return create_campaign(uow, engine, _campaign_plan(plan))


def _new_person(invented: InventedPerson, unit_ids: dict[str, int]) -> NewPerson:
    """The account of somebody a scenario invents, marked as such."""
    unit_id = unit_ids.get(invented.unit or "")
    return NewPerson(
        username=invented.username,
        name=invented.name,
        # No mail can ever arrive there (RFC 2606).
        email=f"{invented.username}@so-ngoai-vu.example",
        position=invented.position,
        is_demo=True,
        memberships=tuple(
            (group, unit_id if group in UNIT_GROUPS else None) for group in invented.groups
        ),
    )


def _campaign_plan(plan: PlannedCampaign) -> CampaignPlan:
    return CampaignPlan(
        code=plan.code,
        name=plan.name,
        legal_regime=plan.legal_regime,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        deadlines=tuple(
            PlannedDeadline(one.name, one.due_at, one.basis, one.is_assumption)
            for one in plan.deadlines
        ),
        settings={
            name: {"value": one.value, "basis": one.basis, "assumed": one.assumed}
            for name, one in plan.settings.items()
        },
        quotas={(one.award, one.subject): one.limit for one in plan.quotas},
    )
