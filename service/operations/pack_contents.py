"""What goes into an inspection pack: files of data, a part of the ledger, what the report tells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from service.audit.checkpoints import Checkpoint
from service.audit.events import Event
from service.audit.export import Part
from service.audit.packs import readable
from service.models import (
    AuditEntry,
    CalendarVersion,
    Definition,
    InstanceMigration,
)
from service.operations.definition_files import DefinitionFile
from service.operations.definitions import definitions_of, sources_of
from service.operations.gathering import elements_of
from service.queries.cases import Happening, happenings_of
from service.queries.pack_data import (
    Row,
    calendars_of_scope,
    data_of_campaign,
    data_of_case,
    documents_of_scope,
    people_named,
    tallies_of_scope,
    told,
)
from service.queries.pack_scopes import TAKINGS, Scope, entries_around
from workflows import Engine


@dataclass(frozen=True)
class Contents:
    """What is to be told of cases, as a session sees them, up to a checkpoint."""

    session: Session
    engine: Engine
    scope: Scope
    checkpoint: Checkpoint

    @cached_property
    def definitions(self) -> Sequence[Definition]:
        """The very versions the cases ran on: diagrams, those they call, tables and forms."""
        ran = {(one.definition_id, one.deployment_id) for one in self.scope.instances}
        moves = select(InstanceMigration).where(
            InstanceMigration.instance_id.in_(self.scope.case_ids)
        )
        for move in self.session.scalars(moves):
            ran.add((move.from_definition_id, move.from_deployment_id))
        found = {one.id: one for pair in ran for one in self._run_on(*pair)}
        return [found[number] for number in sorted(found)]

    @cached_property
    def calendars(self) -> Sequence[CalendarVersion]:
        """The calendars that decided when something was due."""
        return calendars_of_scope(self.session, self.scope)

    @cached_property
    def documents(self) -> Sequence[tuple[str, Row, bytes]]:
        """The papers kept, each with its name, its row and its bytes."""
        return list(documents_of_scope(self.session, self.scope))

    @cached_property
    def cases(self) -> Mapping[int, dict[str, Any]]:
        """What the tables hold of each case."""
        scope = self.scope
        return {one.id: data_of_case(self.session, scope, one) for one in scope.instances}

    @cached_property
    def tallies(self) -> Sequence[Row]:
        """The counts of the council."""
        return tallies_of_scope(self.session, self.scope)

    @cached_property
    def timeline(self) -> Sequence[Happening]:
        """Every entry the pack has of the ledger, in order."""
        covered = AuditEntry.sequence <= self.checkpoint.entries
        wanted = select(AuditEntry).where(covered, self._shown).order_by(AuditEntry.sequence)
        return happenings_of(self.session, self.session.scalars(wanted).all())

    @cached_property
    def by_case(self) -> Mapping[int | None, Sequence[Happening]]:
        """The same by case; what is of none of these cases under None."""
        found: dict[int | None, list[Happening]] = {one: [] for one in (*self.scope.case_ids, None)}
        for one in self.timeline:
            found[one.instance_id if one.instance_id in found else None].append(one)
        return found

    @cached_property
    def steps(self) -> Mapping[int, Mapping[str, str]]:
        """What the steps of each case are called on its diagram and those it calls."""
        run = {one.id: (one.definition_id, one.deployment_id) for one in self.scope.instances}
        named = {ran: self._named_on(*ran) for ran in set(run.values())}
        return {number: named[ran] for number, ran in run.items()}

    @cached_property
    def access(self) -> Sequence[Happening]:
        """Who took these cases away, or a list that may have had them on it."""
        return [one for one in self.timeline if one.event in TAKINGS]

    @property
    def part(self) -> Part:
        """The entries of the ledger that go with it; values only where they are of the cases."""
        ids = [one.id for one in self.scope.nominations]
        disclosed = or_(
            AuditEntry.instance_id.in_(self.scope.case_ids),
            and_(AuditEntry.instance_id.is_(None), AuditEntry.nomination_id.in_(ids)),
            AuditEntry.event == Event.CALENDAR_PUBLISHED,
        )
        return Part({"scope": "pack"}, self._shown, disclosed)

    def files(self) -> dict[str, bytes]:
        """The files of the pack, but for the ledger, the report and the verifier."""
        written = {
            "access.json": [_line(one) for one in self.access],
            "campaign.json": data_of_campaign(self.session, self.scope),
            "tallies.json": self.tallies,
            "timeline.json": [_line(one) for one in self.timeline],
            "people.json": self._people(),
            **{f"cases/{number}.json": data for number, data in self.cases.items()},
            **{f"calendars/{one.id}.json": _days(one) for one in self.calendars},
        }
        return {
            **{name: readable(value) for name, value in written.items()},
            **{name_of(one): one.content.encode() for one in self.definitions},
            **{name: content for name, _, content in self.documents},
        }

    @cached_property
    def _shown(self) -> ColumnElement[bool]:
        definitions = {one.id for one in self.definitions}
        calendars = {one.id for one in self.calendars}
        around = entries_around(self.session, self.scope, definitions, calendars)
        return or_(self.scope.is_told_by, AuditEntry.sequence.in_(around))

    def _people(self) -> list[Row]:
        actors = [one.actor for one in self.timeline]
        steads = [f"person:{one.detail['for']}" for one in self.timeline if "for" in one.detail]
        return people_named(self.session, [*actors, *steads], list(self.cases.values()))

    def _named_on(self, definition_id: int, deployment_id: int) -> Mapping[str, str]:
        sources = sources_of(self.session, self.engine, definition_id, deployment_id)
        return {one.id: one.name for one in elements_of(self.engine, sources) if one.name}

    def _run_on(self, definition_id: int, deployment_id: int) -> Iterator[Definition]:
        diagram = self.session.get_one(Definition, definition_id)
        sources = sources_of(self.session, self.engine, definition_id, deployment_id)
        forms = {one.form_key for one in elements_of(self.engine, sources)}
        named = {"process": sources.called, "decision": sources.decisions, "form": forms}
        yield diagram
        for one in definitions_of(self.session, deployment_id):
            if one.key in named[one.kind.value]:
                yield one


def name_of(definition: Definition) -> str:
    """How the file of a definition is called in a pack."""
    file = DefinitionFile(definition.kind, definition.key, definition.content).name
    stem, _, suffix = file.rpartition(".")
    return f"definitions/{stem}-v{definition.version}.{suffix}"


def _line(one: Happening) -> Row:
    return {
        "sequence": one.sequence,
        "event": one.event,
        "at": one.at,
        "actor": one.actor,
        "who": one.person,
        "on_behalf_of": one.acted_for,
        "instance": one.instance_id,
        "detail": one.detail,
    }


def _days(version: CalendarVersion) -> Row:
    days = sorted(version.days, key=lambda one: one.day)
    return {**told(version), "days": [told(one) for one in days]}
