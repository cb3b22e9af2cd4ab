"""What colleagues say about a case: who hears it, and what was said."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload, selectinload

from service.models import Comment, CouncilSession, Mention, Person, ProcessInstance, VotingMethod
from service.permissions import kept_out
from service.queries.nominations import council_session_of
from service.queries.viewers import Viewer, people_who_see, sees_instance


def find_talk(session: Session, viewer: Viewer, instance_id: int) -> ProcessInstance | None:
    """The case, where the viewer sees it and hears what is said about it."""
    instance = session.scalar(
        select(ProcessInstance).where(ProcessInstance.id == instance_id, sees_instance(viewer))
    )
    if instance is None or viewer.person_id in kept_out(session, instance):
        return None
    return instance


def listeners(session: Session, instance: ProcessInstance, day: date) -> Sequence[Person]:
    """Everybody who hears what is said about a case."""
    out = kept_out(session, instance)
    return [one for one in people_who_see(session, instance, day) if one.id not in out]


def secret_session_under_way(session: Session, instance: ProcessInstance) -> CouncilSession | None:
    """The session a case runs, while it votes in secret: of it nothing is said meanwhile."""
    council = council_session_of(session, instance)
    if council is None or council.concluded_at is not None:
        return None
    return council if council.method is VotingMethod.BALLOT else None


def list_comments(
    session: Session, instance_id: int, before: int | None = None, limit: int = 50
) -> Sequence[Comment]:
    """What was said about a case, the latest first."""
    said = select(Comment).where(Comment.instance_id == instance_id)
    if before is not None:
        said = said.where(Comment.id < before)
    return session.scalars(said.order_by(Comment.id.desc()).limit(limit).options(*_WHOLE)).all()


def comments_by(session: Session, person_id: int) -> Sequence[tuple[Comment, ProcessInstance]]:
    """What somebody said about cases, and where others named them, the latest first."""
    named = exists().where(Mention.comment_id == Comment.id, Mention.person_id == person_id)
    found = (
        select(Comment, ProcessInstance)
        .join(ProcessInstance, ProcessInstance.id == Comment.instance_id)
        .where((Comment.author_id == person_id) | named)
        .order_by(Comment.id.desc())
        .options(joinedload(Comment.author))
    )
    return [(comment, instance) for comment, instance in session.execute(found)]


_WHOLE = (
    joinedload(Comment.author),
    joinedload(Comment.task),
    selectinload(Comment.mentions).joinedload(Mention.person),
)
