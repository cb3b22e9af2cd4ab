"""The rows of the cases of an inspection pack as plain values; never a vote, never a secret."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, inspect, or_, select
from sqlalchemy.orm import Session, joinedload

from service.audit.export import tells_a_vote
from service.db.base import Base
from service.models import (
    Attendance,
    CalendarVersion,
    Comment,
    Complaint,
    Correction,
    CouncilSession,
    Deadline,
    Document,
    Dossier,
    Incident,
    InstanceMigration,
    Paper,
    PaperLine,
    Person,
    ProcessInstance,
    Quota,
    RuleResult,
    SignedCopy,
    Tally,
    TaskHandover,
    TimerJob,
    Unit,
    UserTask,
)
from service.queries.nominations import council_session_of, review_of
from service.queries.pack_scopes import Scope

Row = dict[str, Any]


def data_of_campaign(session: Session, scope: Scope) -> dict[str, Any]:
    """The campaign the cases are of: what is awarded, until when, how many."""
    number = scope.campaign.id
    return {
        "campaign": told(scope.campaign),
        "deadlines": _rows(session, Deadline, Deadline.campaign_id == number),
        "quotas": _rows(session, Quota, Quota.campaign_id == number),
    }


def data_of_case(session: Session, scope: Scope, instance: ProcessInstance) -> dict[str, Any]:
    """What the tables hold of one case, by what it is."""
    of_case = {
        "tasks": _rows(session, UserTask, UserTask.instance_id == instance.id),
        "handovers": _rows(session, TaskHandover, TaskHandover.task_id.in_(_tasks_of(instance))),
        "timers": _rows(session, TimerJob, TimerJob.instance_id == instance.id),
        "rules": _rows(session, RuleResult, RuleResult.instance_id == instance.id),
        "incidents": _rows(session, Incident, Incident.instance_id == instance.id),
        "moves": _rows(session, InstanceMigration, InstanceMigration.instance_id == instance.id),
        "comments": _rows(session, Comment, Comment.instance_id == instance.id),
    }
    found = {
        "case": {**told(instance), "version": instance.definition.version},
        "unit": _told_if(session.get(Unit, instance.unit_id) if instance.unit_id else None),
        "review": _told_if(review_of(session, instance) if instance.unit_id else None),
        **of_case,
        **_of_nomination(session, scope, instance),
        **_of_session(session, council_session_of(session, instance)),
    }
    return {name: value for name, value in found.items() if value}


def tallies_of_scope(session: Session, scope: Scope) -> list[Row]:
    """The counts of the council, without anybody's vote."""
    sessions = [council_session_of(session, one) for one in scope.instances]
    wanted = (
        select(Tally)
        .where(
            or_(
                Tally.nomination_id.in_([one.id for one in scope.nominations]),
                Tally.session_id.in_([one.id for one in sessions if one is not None]),
            )
        )
        .options(joinedload(Tally.nomination))
        .order_by(Tally.id)
    )
    return [
        {**told(one), "nominee": one.nomination.nominee, "nomination": one.nomination.key}
        for one in session.scalars(wanted)
    ]


def documents_of_scope(session: Session, scope: Scope) -> Iterator[tuple[str, Row, bytes]]:
    """Every paper the ledger's part speaks of, and every signed copy: name, row and bytes."""
    about = ProcessInstance.nomination_id.in_([one.id for one in scope.nominations])
    wanted = (
        select(Document)
        .join(ProcessInstance, ProcessInstance.id == Document.instance_id)
        .where(or_(ProcessInstance.id.in_(scope.case_ids), about))
    )
    for made in session.scalars(wanted.order_by(Document.id)):
        folder = f"documents/{made.instance_id}"
        name = f"{folder}/{made.kind.value}-{made.edition}"
        yield f"{name}.docx", told(made), made.docx
        yield f"{name}.pdf", told(made), made.pdf
        copies = select(SignedCopy).where(SignedCopy.document_id == made.id)
        for copy in session.scalars(copies.order_by(SignedCopy.id)):
            yield f"{folder}/signed-copy-{copy.id}.pdf", told(copy), copy.content


def calendars_of_scope(session: Session, scope: Scope) -> Sequence[CalendarVersion]:
    """The versions of the working calendar that decided a timer of the cases."""
    used = select(TimerJob.calendar_version).where(TimerJob.instance_id.in_(scope.case_ids))
    wanted = select(CalendarVersion).where(CalendarVersion.name.in_(used))
    return session.scalars(wanted.order_by(CalendarVersion.id)).all()


def people_named(session: Session, actors: Iterable[str], rows: Any) -> list[Row]:
    """Everybody a timeline or a row names by number, with the position of today."""
    spoken = (name.partition(":")[2] for name in actors if name.startswith("person:"))
    numbers = {*map(int, spoken), *_people_in(rows)}
    wanted = select(Person).where(Person.id.in_(numbers)).order_by(Person.id)
    return [
        {"id": one.id, "name": one.name, "position": one.position}
        for one in session.scalars(wanted)
    ]


def told(row: Base) -> Row:
    """A row as plain values: no files, no states of the engine, nothing somebody's choice is in."""
    columns = inspect(type(row)).column_attrs
    names = [one.key for one in columns if not isinstance(one.columns[0].type, LargeBinary)]
    values = {name: getattr(row, name) for name in names}
    return {name: value for name, value in values.items() if not tells_a_vote(value)}


def _told_if(row: Base | None) -> Row | None:
    return told(row) if row is not None else None


def _rows(session: Session, model: type[Base], which: ColumnElement[bool]) -> list[Row]:
    wanted = select(model).where(which).order_by(inspect(model).primary_key[0])
    return [told(one) for one in session.scalars(wanted)]


def _tasks_of(instance: ProcessInstance) -> Any:
    return select(UserTask.id).where(UserTask.instance_id == instance.id)


def _of_nomination(session: Session, scope: Scope, instance: ProcessInstance) -> dict[str, Any]:
    about = next((one for one in scope.nominations if one.id == instance.nomination_id), None)
    if about is None:
        return {}
    lines = select(PaperLine).where(PaperLine.nomination_id == about.id).order_by(PaperLine.id)
    return {
        "nomination": told(about),
        "dossiers": _rows(session, Dossier, Dossier.nomination_id == about.id),
        "complaints": _rows(session, Complaint, Complaint.nomination_id == about.id),
        "corrections": _rows(session, Correction, Correction.nomination_id == about.id),
        "papers": [
            {**told(one), "paper": told(session.get_one(Paper, one.paper_id))}
            for one in session.scalars(lines)
        ],
    }


def _of_session(session: Session, council: CouncilSession | None) -> dict[str, Any]:
    if council is None:
        return {}
    present = _rows(session, Attendance, Attendance.session_id == council.id)
    return {"session": told(council), "attendances": present}


def _people_in(value: Any) -> Iterator[int]:
    """The numbers of people anywhere in rows: columns that name somebody end like these."""
    if isinstance(value, list):
        for one in value:
            yield from _people_in(one)
    elif isinstance(value, Mapping):
        for name, one in value.items():
            if name in _NAMING_PEOPLE and isinstance(one, int):
                yield one
            else:
                yield from _people_in(one)


#: The columns that refer to people, whatever their table.
_NAMING_PEOPLE = frozenset(
    key.parent.name
    for table in Base.metadata.tables.values()
    for key in table.foreign_keys
    if key.target_fullname == "person.id"
)
