"""Instances that were moved to another version of their diagram, and what they were before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base
from service.models.definitions import Definition
from service.models.instances import ProcessInstance


class InstanceMigration(Base):
    """One move of one instance, with the state it had before so that it can be taken back."""

    __tablename__ = "instance_migration"

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"), index=True)
    from_definition_id: Mapped[int] = mapped_column(ForeignKey("definition.id"))
    from_deployment_id: Mapped[int] = mapped_column(ForeignKey("deployment.id"))
    to_definition_id: Mapped[int] = mapped_column(ForeignKey("definition.id"), index=True)
    to_deployment_id: Mapped[int] = mapped_column(ForeignKey("deployment.id"))
    former_document: Mapped[bytes]
    former_sha256: Mapped[str]
    #: The instance's own count right after the move: a later one means it has moved on.
    revision: Mapped[int]
    migrated_at: Mapped[datetime]
    migrated_by: Mapped[str]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]

    instance: Mapped[ProcessInstance] = relationship()
    from_definition: Mapped[Definition] = relationship(foreign_keys=[from_definition_id])
    to_definition: Mapped[Definition] = relationship(foreign_keys=[to_definition_id])
