"""What an inspection pack is about: a case with those it began, or a whole campaign."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from service.audit.events import Event
from service.errors import NotFound
from service.models import (
    AuditEntry,
    Campaign,
    Message,
    MessageKind,
    Nomination,
    ProcessInstance,
)
from service.queries.campaigns import find_campaign

#: What happens to a campaign as a whole names it in its detail.
_OF_CAMPAIGN = (Event.CAMPAIGN_CREATED, Event.CAMPAIGN_CHANGED, Event.DEADLINE_MOVED)
#: Reading that leaves a trace: what is taken away. Who looks at a page is not recorded.
TAKINGS = (Event.PACK_TAKEN, Event.CASES_EXPORTED)


@dataclass(frozen=True, slots=True)
class Scope:
    """The cases of a pack, and the nominations they are about; ``case`` if it is of one case."""

    campaign: Campaign
    instances: Sequence[ProcessInstance]
    nominations: Sequence[Nomination]
    case: ProcessInstance | None = None

    @property
    def case_ids(self) -> list[int]:
        """The numbers of the cases."""
        return [one.id for one in self.instances]

    @property
    def is_told_by(self) -> ColumnElement[bool]:
        """The condition on ``AuditEntry`` that it is about these cases or nominations."""
        numbers = [one.id for one in self.nominations]
        return or_(AuditEntry.instance_id.in_(self.case_ids), AuditEntry.nomination_id.in_(numbers))


def scope_of_case(session: Session, instance_id: int) -> Scope:
    """One case with every case it began, and those they began."""
    case = session.get(ProcessInstance, instance_id)
    if case is None:
        raise NotFound("instance.not_found", id=instance_id)
    instances = _with_those_begun(session, case)
    about = {one.nomination_id for one in instances if one.nomination_id is not None}
    return Scope(
        session.get_one(Campaign, case.campaign_id),
        instances,
        _nominations(session, Nomination.id.in_(about)),
        case,
    )


def scope_of_campaign(session: Session, code: str) -> Scope:
    """Every case of a campaign."""
    campaign = find_campaign(session, code)
    if campaign is None:
        raise NotFound("pack.no_campaign", campaign=code)
    of_campaign = select(ProcessInstance).where(ProcessInstance.campaign_id == campaign.id)
    return Scope(
        campaign,
        session.scalars(of_campaign.order_by(ProcessInstance.id)).all(),
        _nominations(session, Nomination.campaign_id == campaign.id),
    )


def has_news(session: Session, scope: Scope, after: int) -> bool:
    """Whether the ledger says anything of these cases after a place in it, but who took packs."""
    later = AuditEntry.sequence > after
    told = later & scope.is_told_by & (AuditEntry.event != Event.PACK_TAKEN)
    if session.scalar(select(exists().where(told))):
        return True
    return any(_is_of_campaign(one, scope) for one in _entries(session, _OF_CAMPAIGN, later))


def entries_around(
    session: Session, scope: Scope, definitions: Collection[int], calendars: Collection[int]
) -> list[int]:
    """The entries that speak for the cases though they are of none of them.

    They deployed these definitions, published these calendars, changed the campaign, or took
    something away.
    """
    begun = min((one.started_at for one in scope.instances), default=None)
    deployed = [
        entry
        for entry, detail in _told(session, (Event.DEFINITION_DEPLOYED,))
        if detail["definition"] in definitions
    ]
    published = [
        entry
        for entry, detail in _told(session, (Event.CALENDAR_PUBLISHED,))
        if detail["calendar"] in calendars
    ]
    changed = [one for one in _entries(session, _OF_CAMPAIGN) if _is_of_campaign(one, scope)]
    taken = [
        entry
        for entry, detail in _told(session, TAKINGS)
        if begun is not None and entry.at >= begun and _takes(detail, scope)
    ]
    return [one.sequence for one in (*deployed, *published, *changed, *taken)]


def _takes(detail: dict[str, Any], scope: Scope) -> bool:
    """Whether what was taken away had one of the cases in it, or may have had."""
    if detail.get("campaign", scope.campaign.id) != scope.campaign.id:
        return False
    named = detail["cases"]
    return not isinstance(named, list) or not set(named).isdisjoint(scope.case_ids)


def _is_of_campaign(entry: AuditEntry, scope: Scope) -> bool:
    return bool(_detail(entry).get("campaign") == scope.campaign.id)


def _told(session: Session, events: Sequence[Event]) -> Iterator[tuple[AuditEntry, dict[str, Any]]]:
    return ((one, _detail(one)) for one in _entries(session, events))


def _entries(
    session: Session, events: Sequence[Event], *where: ColumnElement[bool]
) -> Sequence[AuditEntry]:
    wanted = select(AuditEntry).where(AuditEntry.event.in_(events), *where)
    return session.scalars(wanted.order_by(AuditEntry.sequence)).all()


def _detail(entry: AuditEntry) -> dict[str, Any]:
    detail: dict[str, Any] = json.loads(entry.body).get("detail", {})
    return detail


def _nominations(session: Session, which: ColumnElement[bool]) -> Sequence[Nomination]:
    return session.scalars(select(Nomination).where(which).order_by(Nomination.id)).all()


def _with_those_begun(session: Session, case: ProcessInstance) -> list[ProcessInstance]:
    found, asked = {case.id: case}, [case.id]
    while asked:
        begun = (
            select(ProcessInstance)
            .join(Message, Message.delivered_to_id == ProcessInstance.id)
            .where(Message.kind == MessageKind.START, Message.sender_id.in_(asked))
        )
        new = {one.id: one for one in session.scalars(begun) if one.id not in found}
        found |= new
        asked = list(new)
    return [found[number] for number in sorted(found)]
