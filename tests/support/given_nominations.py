"""A nomination put there without the story of how it came, for tests about what follows."""

from service.audit.events import Event
from service.models import Award, Content, Nomination, Subject


def put_nomination(uow, campaign_id, unit_id, number, nominee, **known):
    """Register a nomination of an individual for a certificate; ``known`` says who and by whom."""
    nomination = Nomination(
        campaign_id=campaign_id,
        number=number,
        unit_id=unit_id,
        subject=Subject.INDIVIDUAL,
        nominee=nominee,
        award=Award.GIAY_KHEN,
        proposed_award=Award.GIAY_KHEN,
        content=Content.INTEGRITY,
        achievement="…",
        created_at=uow.now,
        **known,
    )
    uow.session.add(nomination)
    uow.flush()
    uow.record(Event.NOMINATION_REGISTERED, nomination_id=nomination.id)
    return nomination
