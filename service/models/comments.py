"""What colleagues say to one another about a case."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base
from service.models.people import Person
from service.models.tasks import UserTask


class Comment(Base):
    """One thing somebody said about a case; withdrawn, its words are gone and the row stays.

    ``task_id`` is the task on whose page it was said.
    """

    __tablename__ = "comment"
    __table_args__ = (Index(None, "instance_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("user_task.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    author: Mapped[Person] = relationship()
    task: Mapped[UserTask | None] = relationship()
    mentions: Mapped[list[Mention]] = relationship(back_populates="comment", order_by="Mention.id")


class Mention(Base):
    """Somebody was named in a comment, and told of it."""

    __tablename__ = "mention"
    __table_args__ = (UniqueConstraint("comment_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)

    comment: Mapped[Comment] = relationship(back_populates="mentions")
    person: Mapped[Person] = relationship()
