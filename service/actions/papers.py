"""Papers with a number: drawing them up, signing and numbering them."""

from collections.abc import Iterable
from datetime import date, datetime, time

from service.actions.step import Step
from service.audit.events import Event
from service.calendar import LOCAL_ZONE
from service.models import Nomination, Paper, PaperKind, PaperLine


def draw_up(step: Step, kind: PaperKind, nominations: Iterable[Nomination]) -> Paper:
    """Draw up a paper with a line for each nomination."""
    paper = Paper(campaign_id=step.campaign.id, kind=kind, abstract="")
    paper.lines = [PaperLine(nomination=one, reason="") for one in nominations]
    step.session.add(paper)
    step.uow.flush()
    return paper


def note_signature(step: Step, paper: Paper, element_id: str) -> None:
    """Note who signed a paper, and when: whoever completed that task last."""
    signed = step.all_answers(element_id)
    if signed:
        paper.signed_by_id, paper.signed_at = signed[-1].completed_by_id, signed[-1].closed_at
        record(step, Event.PAPER_SIGNED, paper)


def note_number(step: Step, paper: Paper, element_id: str) -> None:
    """Note the number and date the registry gave a paper."""
    registered = step.answers(element_id)
    paper.number, paper.dated = registered["number"], date.fromisoformat(registered["date"])
    record(step, Event.PAPER_REGISTERED, paper)


def moment(day: str) -> datetime:
    """Give the moment a day began here."""
    return datetime.combine(date.fromisoformat(day), time(), LOCAL_ZONE)


def record(step: Step, event: Event, paper: Paper) -> None:
    """Note in the ledger what happened to a paper."""
    step.uow.record(
        event,
        instance_id=step.instance.id,
        detail={"paper": paper.id, "kind": paper.kind.value, "lines": len(paper.lines)},
        values={"number": paper.number},
    )
