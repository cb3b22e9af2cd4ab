"""Looks up the people tied to what a task is about, and so who keeps away from it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, bindparam, or_, select, true
from sqlalchemy import Engine as Database
from sqlalchemy.orm import Session, contains_eager

from service.db.statements import fetch
from service.models import (
    OUTCOMES,
    Award,
    Campaign,
    Interest,
    InterestKind,
    Membership,
    Nomination,
    NominationStatus,
    ProcessInstance,
    TaskStatus,
    UserTask,
)
from service.permissions.duties import (
    APPROVING,
    Away,
    Ties,
    decides,
    kept_away,
    needs_another_person,
    signs_list,
)
from workflows import kept_apart, offered_tasks

#: The setting of a campaign that names the groups whose members keep away from their own unit.
OWN_UNIT_SETTING = "own_unit_keeps_away"
People = frozenset[int]

#: What stands on the list that is signed in a process.
_ON_LIST: Mapping[str, ColumnElement[bool]] = {
    "unit_review": Nomination.unit_id == bindparam("unit"),
    "council_session": Nomination.status == NominationStatus.COUNCIL,
    "department_award": Nomination.award == Award.GIAY_KHEN,
    "provincial_submission": Nomination.award != Award.GIAY_KHEN,
}
#: The forms in which the office judges every nomination of a campaign beside the others.
_JUDGING = frozenset({"consolidate", "answer_complaints"})
#: The processes in which a list is signed, or drawn up.
LIST_PROCESSES = frozenset({*_ON_LIST, "campaign"})


def away_from(session: Session, task: UserTask, instance: ProcessInstance) -> Away:
    """Say who keeps away from a task, and why."""
    return kept_away(task, _ties(session, task, instance))


def recused_from(session: Session, nominations: Iterable[Nomination]) -> Mapping[int, People]:
    """Say for each nomination who may not vote on it: nominee, nominator, and who is tied."""
    found = list(nominations)
    interests = _interests(session, found)
    return {
        one.id: _known({one.person_id, one.proposed_by_id}) | _tied(interests, [one])
        for one in found
    }


def kept_out(session: Session, instance: ProcessInstance) -> People:
    """Say who neither reads nor writes what colleagues say of a case.

    That is whoever is nominated in what the case is about, whatever became of it, and whoever is
    tied to them: of a nomination its nominee, of a unit or a campaign everybody on its list.
    """
    if instance.nomination_id is not None:
        spoken_of = Nomination.id == instance.nomination_id
    else:
        spoken_of = Nomination.campaign_id == instance.campaign_id
        if instance.unit_id is not None:
            spoken_of &= Nomination.unit_id == instance.unit_id
    nominations = session.scalars(select(Nomination).where(spoken_of)).all()
    nominees = _known(one.person_id for one in nominations)
    return nominees | _tied(_interests(session, nominations), nominations)


def _ties(session: Session, task: UserTask, instance: ProcessInstance) -> Ties:
    nominations = _decided_on(session, task, instance)
    interests = _interests(session, nominations)
    relatives = [one for one in interests if one.kind is InterestKind.RELATIVE]
    return Ties(
        nominees={one.person_id for one in nominations if one.person_id is not None},
        relatives=_tied(relatives, nominations),
        interested=_tied(interests, nominations),
        **_of_the_case(session, task, instance),
        **_of_the_instance(session, task, instance),
    )


def _decided_on(
    session: Session, task: UserTask, instance: ProcessInstance
) -> Sequence[Nomination]:
    """The nominations a task decides about: that of its case, or those on the list it is about."""
    if not decides(task):
        return ()
    if instance.nomination_id is not None:
        return (session.get_one(Nomination, instance.nomination_id),)
    on_list = _ON_LIST.get(instance.process_key) if signs_list(task) else None
    if on_list is None and task.form_key in _JUDGING:
        on_list = true()
    if on_list is None:
        return ()
    listed = select(Nomination).where(
        Nomination.campaign_id == instance.campaign_id, Nomination.status.not_in(OUTCOMES), on_list
    )
    return session.scalars(listed, {"unit": instance.unit_id}).all()


def _interests(session: Session, nominations: Sequence[Nomination]) -> Sequence[Interest]:
    """What was declared about these nominations, or about their nominees."""
    if not nominations:
        return ()
    people = {one.person_id for one in nominations} - {None}
    declared = select(Interest).where(
        Interest.ended_at.is_(None),
        or_(
            Interest.nomination_id.in_({one.id for one in nominations}),
            Interest.nominee_id.in_(people),
            Interest.person_id.in_(people) & Interest.nominee_id.is_not(None),
        ),
    )
    return session.scalars(declared).all()


def _tied(interests: Iterable[Interest], nominations: Sequence[Nomination]) -> People:
    numbers = {one.id for one in nominations}
    people = {one.person_id for one in nominations} - {None}
    tied = {
        one.person_id
        for one in interests
        if one.nomination_id in numbers or one.nominee_id in people
    }
    # Relatives keep away from each other's, whoever of the two said so.
    others = {
        one.nominee_id
        for one in interests
        if one.kind is InterestKind.RELATIVE and one.person_id in people
    }
    return _known(tied | others)


def _known(people: Iterable[int | None]) -> People:
    return frozenset(one for one in people if one is not None)


def _of_the_case(
    session: Session, task: UserTask, instance: ProcessInstance
) -> dict[str, Collection[int]]:
    """Who had a hand in the nomination before its case came to this task."""
    if instance.nomination_id is None or not decides(task):
        return {}
    nomination = session.get_one(Nomination, instance.nomination_id)
    before = _done_in_unit(session, nomination)
    return {
        "nominators": _nominators(nomination, before),
        "signatories": {one for row in before if _signs(row) for one in _hands(row)},
        "own_unit": _own_unit(session, task, nomination),
    }


def _done_in_unit(session: Session, nomination: Nomination) -> Sequence[UserTask]:
    """What was completed where the nomination comes from."""
    return session.scalars(
        select(UserTask)
        .join(UserTask.instance)
        .join(ProcessInstance.definition)
        .where(
            ProcessInstance.process_key == "unit_review",
            ProcessInstance.campaign_id == nomination.campaign_id,
            ProcessInstance.unit_id == nomination.unit_id,
            UserTask.status == TaskStatus.COMPLETED,
        )
        .options(contains_eager(UserTask.instance).contains_eager(ProcessInstance.definition))
    ).all()


def _nominators(nomination: Nomination, before: Iterable[UserTask]) -> set[int]:
    proposed = nomination.proposed_by_id
    hands = {one for row in before if row.completed_by_id == proposed for one in _hands(row)}
    return hands if proposed is None else hands | {proposed}


def _signs(task: UserTask) -> bool:
    offered = offered_tasks(task.instance.definition.content).get(task.element_id)
    return offered is not None and bool(offered.groups & APPROVING)


def _own_unit(session: Session, task: UserTask, nomination: Nomination) -> set[int]:
    """The nominee's colleagues in the groups that the campaign's rules keep away."""
    campaign = session.get_one(Campaign, nomination.campaign_id)
    groups = campaign.settings.get(OWN_UNIT_SETTING, {}).get("value", ())
    if not {one.group.value for one in task.candidates}.intersection(groups):
        return set()
    colleagues = select(Membership.person_id).where(Membership.unit_id == nomination.unit_id)
    return set(session.scalars(colleagues))


def _of_the_instance(
    session: Session, task: UserTask, instance: ProcessInstance
) -> dict[str, Collection[int]]:
    """Who did what else in this instance, where the rules ask for it."""
    apart = _apart_elements(session, task, instance)
    approves = needs_another_person(task)
    if not apart and not approves:
        return {}
    done = _done_elsewhere(session, task)
    return {
        "apart_from": {one for row in done if row.element_id in apart for one in _hands(row)},
        "prepared_by": {one for row in done for one in _hands(row)} if approves else (),
    }


# Definitions never change once deployed, so what one keeps apart is read from it once.
_APART: WeakKeyDictionary[Database, dict[int, Mapping[str, Collection[str]]]] = WeakKeyDictionary()


def _apart_elements(session: Session, task: UserTask, instance: ProcessInstance) -> Collection[str]:
    known = _APART.setdefault(session.get_bind().engine, {})
    if instance.definition_id not in known:
        known[instance.definition_id] = kept_apart(instance.definition.content)
    return known[instance.definition_id].get(task.element_id, ())


_DONE_ELSEWHERE = (
    select(UserTask.completed_by_id, UserTask.acting_for_id, UserTask.element_id)
    .where(
        UserTask.instance_id == bindparam("instance"),
        UserTask.status == TaskStatus.COMPLETED,
        UserTask.element_id != bindparam("element"),
    )
    .distinct()
)


def _done_elsewhere(session: Session, task: UserTask) -> list[Any]:
    elsewhere = {"instance": task.instance_id, "element": task.element_id}
    return fetch(session.connection(), _DONE_ELSEWHERE, elsewhere)


def _hands(done: Any) -> list[int]:
    """Whoever did something, and in whose stead it was done."""
    return [one for one in (done.completed_by_id, done.acting_for_id) if one is not None]
