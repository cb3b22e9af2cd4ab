"""A season as plain values for programs: what was decided about each nomination, when, why."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from typing import Any

from service.models import Nomination, ProcessInstance, TimerJob
from service.rehearsal.decided import decisions
from service.rehearsal.people import ZONE
from service.rehearsal.record import Record
from service.rehearsal.routes import Evidence, find_routes

Table = dict[str, Any]


def export(evidence: Evidence, flows: Set[str], verified: bool) -> Table:
    """Tell a season as the values ``thidua rehearse --json`` writes.

    ``flows`` are the sequence flows of the diagrams: a route names the elements only.
    """
    record = evidence.record
    routes = {
        instance_id: [one for one in trail if one.rpartition("/")[2] not in flows]
        for instance_id, trail in evidence.trails.items()
    }
    return {
        "nominations": [_nomination(record, one, routes) for one in record.nominations],
        "timers": [_timer(record, one) for one in record.timers],
        "routes": find_routes(evidence),
        "totals": totals(record),
        "audit": {"verified": verified, "entries": len(record.happenings)},
    }


def totals(record: Record) -> Table:
    """Count a season: by outcome, award, subject and content."""
    nominations = record.nominations
    return {
        "units": len(record.reviews),
        "nominations": len(nominations),
        "by_outcome": _counted(one.status for one in nominations),
        "by_award": _counted(one.proposed_award for one in nominations),
        "by_subject": _counted(one.subject for one in nominations),
        "by_content": _counted(one.content for one in nominations),
        "tasks": _counted(one.status for one in record.tasks),
        "timers": _counted(one.state for one in record.timers),
        "instances": _counted(one.process_key for one in record.instances.values()),
        "failures": len(record.failures),
        "unfinished": [_name(one) for one in record.unfinished()],
        "ballots": len(record.ballots),
        "bonus": sum(one.bonus or 0 for one in record.lines),
    }


def _nomination(record: Record, nomination: Nomination, routes: Mapping[int, list[str]]) -> Table:
    key = f"{record.campaign.code}/{nomination.key}"
    instance = record.instance_of("nomination", key)
    return {
        "key": nomination.key,
        "unit": record.units[nomination.unit_id].code,
        "award": nomination.award.value,
        "content": nomination.content.value,
        "route": routes[instance.id] if instance else [],
        "decisions": [one.table() for one in decisions(record, nomination)],
        "outcome": nomination.status.value,
    }


def _timer(record: Record, timer: TimerJob) -> Table:
    return {
        "instance": _name(record.instances[timer.instance_id]),
        "element": timer.element_id,
        "due_at": _local(timer.due_at),
        "fired_at": _local(timer.fired_at),
        "state": timer.state.value,
        "calendar_version": timer.calendar_version,
    }


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(str(one) for one in words).items()))


def _name(instance: ProcessInstance) -> str:
    return f"{instance.process_key} {instance.business_key}"


def _local(moment: datetime | None) -> str | None:
    return moment.astimezone(ZONE).isoformat() if moment else None
