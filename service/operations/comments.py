"""Saying something about a case to one's colleagues, and taking it back."""

import re
from collections.abc import Collection, Sequence, Set

from sqlalchemy import select

from service.actions.telling import News, tell
from service.audit.events import Event
from service.errors import Conflict, Invalid, NotAllowed, NotFound
from service.models import Comment, Mention, Person, ProcessInstance, UserTask
from service.operations.notices import case_words, withhold_notices
from service.operations.reasons import said
from service.permissions import day_of, kept_out
from service.queries.cases import MENTIONED
from service.queries.comments import listeners, secret_session_under_way
from service.queries.viewers import find_viewer, sees_instance
from service.unit_of_work import UnitOfWork

LONGEST = 2000
#: Whoever is to be told; a crowd is told by a task or a notice.
MOST_MENTIONS = 10
#: An account after an @ that stands for itself, not inside a mail address.
_NAMED = re.compile(r"(?<![\w@.])@([A-Za-z][A-Za-z0-9._-]*[A-Za-z0-9])")
#: Line breaks and tabs are words' own; other control characters no page can show.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def write_comment(
    uow: UnitOfWork,
    instance_id: int,
    text: str,
    mentions: Collection[str] = (),
    task_id: int | None = None,
) -> Comment:
    """Say something about a case; whoever is named in it, or beside it by account, is told."""
    instance = _heard(uow, instance_id)
    if secret_session_under_way(uow.session, instance) is not None:
        raise Conflict("comment.secret_vote")
    text = said("text", _plain(text), longest=LONGEST)
    named = _named(uow, instance, {*mentions, *_NAMED.findall(text)} - {""})
    comment = Comment(
        instance_id=instance_id,
        task_id=_task_of(uow, instance_id, task_id),
        author_id=uow.actor.person_id,
        text=text,
        written_at=uow.now,
        mentions=[Mention(person_id=one.id) for one in named],
    )
    uow.session.add(comment)
    uow.flush()
    _record(uow, Event.COMMENT_WRITTEN, comment, instance, text)
    _tell(uow, comment, instance, named)
    return comment


def withdraw_comment(uow: UnitOfWork, instance_id: int, comment_id: int) -> Comment:
    """Take back what one said: its words go, that something was said stays.

    Whoever was named and has had no mail about it yet is not told any more.
    """
    comment = uow.session.get(Comment, comment_id, with_for_update=True, populate_existing=True)
    if comment is None or comment.instance_id != instance_id:
        raise NotFound("comment.not_found", id=comment_id)
    if comment.author_id != uow.actor.person_id:
        # Of a case that is not theirs to see nobody learns that anything was said.
        _heard(uow, instance_id)
        raise NotAllowed("comment.not_author")
    if comment.withdrawn_at is not None:
        raise Conflict("comment.withdrawn")
    instance = uow.session.get_one(ProcessInstance, instance_id)
    comment.text, comment.withdrawn_at = "", uow.now
    withhold_notices(uow, instance_id, MENTIONED, _key(comment))
    _record(uow, Event.COMMENT_WITHDRAWN, comment, instance)
    return comment


def _heard(uow: UnitOfWork, instance_id: int) -> ProcessInstance:
    """The case, where the actor sees it and is not kept out of what is said about it."""
    assert uow.actor.person_id is not None
    viewer = find_viewer(uow.session, uow.actor.person_id, day_of(uow.now))
    seen = select(ProcessInstance).where(ProcessInstance.id == instance_id)
    instance = uow.session.scalar(seen.where(sees_instance(viewer))) if viewer else None
    if instance is None:
        raise NotFound("instance.not_found", id=instance_id)
    if uow.actor.person_id in kept_out(uow.session, instance):
        raise NotAllowed("comment.kept_out")
    return instance


def _named(uow: UnitOfWork, instance: ProcessInstance, accounts: Set[str]) -> Sequence[Person]:
    """The people behind the accounts, all of whom hear what is said about the case."""
    if not accounts:
        return ()
    if len(accounts) > MOST_MENTIONS:
        raise Invalid({"mentions": [f"max_items:{MOST_MENTIONS}"]}, "comment.too_many_named")
    people = uow.session.scalars(select(Person).where(Person.username.in_(accounts))).all()
    if unknown := accounts - {one.username for one in people}:
        names = ", ".join(f"@{one}" for one in sorted(unknown))
        raise Invalid({"mentions": ["unknown"]}, "comment.nobody_named", names=names)
    heard_by = {one.id for one in listeners(uow.session, instance, day_of(uow.now))}
    if deaf := [one.name for one in people if one.id not in heard_by]:
        names = ", ".join(sorted(deaf))
        raise Invalid({"mentions": ["not_allowed"]}, "comment.not_to_be_named", names=names)
    return [one for one in people if one.id != uow.actor.person_id]


def _task_of(uow: UnitOfWork, instance_id: int, task_id: int | None) -> int | None:
    if task_id is None:
        return None
    task = uow.session.get(UserTask, task_id)
    if task is None or task.instance_id != instance_id:
        raise NotFound("task.not_found", id=task_id)
    return task_id


def _plain(text: str) -> str:
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _tell(
    uow: UnitOfWork, comment: Comment, instance: ProcessInstance, named: Sequence[Person]
) -> None:
    author = uow.session.get_one(Person, comment.author_id)
    params = {"author": author.name, "case": case_words(uow, instance)}
    tell(uow, named, News(MENTIONED, _key(comment), params, instance))


def _key(comment: Comment) -> str:
    return f"comment/{comment.id}"


def _record(
    uow: UnitOfWork, event: Event, comment: Comment, instance: ProcessInstance, text: str = ""
) -> None:
    named = [one.person_id for one in comment.mentions]
    uow.record(
        event,
        instance_id=instance.id,
        nomination_id=instance.nomination_id,
        detail={"comment": comment.id, "task": comment.task_id, "mentioned": named},
        values={"text": text} if text else {},
    )
