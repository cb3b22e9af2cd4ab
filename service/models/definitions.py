"""What process owners deploy: diagrams, decision tables and forms, in numbered versions."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base


class DefinitionKind(enum.StrEnum):
    """What a definition describes."""

    PROCESS = "process"
    DECISION = "decision"
    FORM = "form"


class Deployment(Base):
    """The act that created new versions; an instance keeps to the deployment it began with."""

    __tablename__ = "deployment"

    id: Mapped[int] = mapped_column(primary_key=True)
    deployed_at: Mapped[datetime]
    deployed_by: Mapped[str]


class Definition(Base):
    """One version of a diagram, decision table or form; never changed once deployed."""

    __tablename__ = "definition"
    __table_args__ = (UniqueConstraint("kind", "key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployment.id"), index=True)
    kind: Mapped[DefinitionKind]
    key: Mapped[str]
    version: Mapped[int]
    content: Mapped[str]
    sha256: Mapped[str]


class DefinitionDraft(Base):
    """A definition exactly as it was received; importing its key again adds a revision.

    ``definition_id`` is the version that was made of it, if one was.
    """

    __tablename__ = "definition_draft"
    __table_args__ = (UniqueConstraint("kind", "key", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DefinitionKind]
    key: Mapped[str]
    revision: Mapped[int]
    content: Mapped[bytes]
    sha256: Mapped[str]
    tool: Mapped[str]
    imported_at: Mapped[datetime]
    imported_by: Mapped[str]
    definition_id: Mapped[int | None] = mapped_column(ForeignKey("definition.id"), index=True)

    definition: Mapped[Definition | None] = relationship()

    @property
    def author_id(self) -> int | None:
        """The person who drew or imported it; none where that was the installation."""
        _, _, number = self.imported_by.partition("person:")
        return int(number) if number else None
