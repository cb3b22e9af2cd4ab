"""A small house with one unit: cases that a clerk prepares and the standing body checks."""

from service.audit.events import Event
from service.models import Campaign, Group
from service.operations.instances import Subject as InstanceSubject
from service.operations.instances import start_instance
from service.permissions.ties import OWN_UNIT_SETTING
from service.unit_of_work import Actor
from tests.support.diagrams import diagram, end, user_task
from tests.support.given_nominations import put_nomination
from tests.support.given_processes import process

CHECKING = diagram(
    "checking",
    [user_task("prepare", "unit_clerk"), user_task("check", "standing_body"), end()],
    [("begin", "prepare"), ("prepare", "check"), ("check", "finish")],
)
SIGNING = diagram(
    "signing",
    [user_task("draft", "standing_body"), user_task("sign", "director"), end()],
    [("begin", "draft"), ("draft", "sign"), ("sign", "finish")],
)
#: Small ones under the names of the shipped: a list that is endorsed, and one that is signed.
UNIT_REVIEW = diagram(
    "unit_review",
    [user_task("propose", "unit_clerk"), user_task("endorse", "unit_head"), end()],
    [("begin", "propose"), ("propose", "endorse"), ("endorse", "finish")],
)
DEPARTMENT_AWARD = diagram(
    "department_award",
    [user_task("draft", "standing_body"), user_task("sign", "director"), end()],
    [("begin", "draft"), ("draft", "sign"), ("sign", "finish")],
)
FILES = {
    "checking": CHECKING,
    "signing": SIGNING,
    "unit_review": UNIT_REVIEW,
    "department_award": DEPARTMENT_AWARD,
}


class House:
    """One unit, its clerk, two of the standing body and a director; ``lan`` is none of these."""

    def __init__(self, given):
        self.given = given
        self.campaign = given.small_stage()
        given.small_deployment([process(*file) for file in FILES.items()])
        self.unit = given.unit("VP")
        self.clerk = given.person("clerk", Group.UNIT_CLERK, unit=self.unit)
        self.minh = given.person("minh", Group.STANDING_BODY)
        self.nga = given.person("nga", Group.STANDING_BODY)
        self.director = given.person("director", Group.DIRECTOR)
        self.lan = given.person("lan")
        self._cases = 0

    def case(self, process_key="checking", nominee=None, proposed_by=None):
        """Start a case of its own about a nomination of somebody."""
        self._cases += 1
        with self.given.units_of_work.open(Actor.system()) as uow:
            nomination = self._nomination(uow, nominee, proposed_by)
            subject = InstanceSubject(self.campaign.id, self.unit.id, nomination.id)
            key = f"2025/N{self._cases:03d}"
            return start_instance(uow, self.given.engine, process_key, key, subject, {})

    def checking(self, **about):
        """Start a case, have it prepared, and return the task of checking it."""
        case = self.case(**about)
        self.given.completes(self.clerk, self.given.open_task(case))
        return self.given.open_task(case)

    def signing(self):
        """Start a case, have it drafted, and return the task of signing it."""
        case = self.case("signing")
        self.given.completes(self.minh, self.given.open_task(case))
        return self.given.open_task(case)

    def campaign_keeps_own_unit_away(self, *groups):
        """Have the plan of the campaign say so, with where that comes from."""
        rule = {"value": list(groups), "basis": "quy chế", "assumed": True}
        with self.given.units_of_work.open(Actor.system()) as uow:
            campaign = uow.session.get_one(Campaign, self.campaign.id)
            campaign.settings = {**campaign.settings, OWN_UNIT_SETTING: rule}
            uow.record(Event.CAMPAIGN_CHANGED, detail={"campaign": campaign.id})

    def _nomination(self, uow, nominee, proposed_by):
        return put_nomination(
            uow,
            self.campaign.id,
            self.unit.id,
            self._cases,
            nominee.name if nominee else "Người ngoài",
            person_id=nominee.id if nominee else None,
            proposed_by_id=proposed_by.id if proposed_by else None,
        )
