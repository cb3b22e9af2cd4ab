"""What the first start leaves behind: a campaign of this year and people who can sign in."""

from sqlalchemy import select

from service.app import Service
from service.calendar import LOCAL_ZONE
from service.models import Campaign, Person
from service.operations.accounts_file import Account, write_accounts
from service.operations.credentials import set_password
from service.operations.passwords import invent_password
from service.rehearsal import open_live_campaign
from service.unit_of_work import Actor


def open_first_campaign(service: Service) -> None:
    """Open this year's campaign with invented people, unless there is a campaign already."""
    with service.units_of_work.read() as session:
        if session.scalar(select(Campaign.id).limit(1)) is not None:
            return
    today = service.units_of_work.now().astimezone(LOCAL_ZONE).date()
    open_live_campaign(service.units_of_work, service.engine, today)


def hand_out_accounts(service: Service) -> None:
    """Give each invented person without a password one of their own, and write them down."""
    with service.units_of_work.open(Actor.system()) as uow:
        without = select(Person).where(Person.is_demo, Person.password_hash.is_(None))
        people = list(uow.session.scalars(without.order_by(Person.id)))
        accounts = [
            Account(person.username, invent_password(), person.name, person.position)
            for person in people
        ]
        for person, account in zip(people, accounts, strict=True):
            set_password(uow, person.id, account.password)
        if accounts:
            # Before the commit: a password nobody was told would lock everybody out for good.
            write_accounts(service.config.accounts_file, accounts)
