"""Papers as they were made: their templates, their bytes, and the signed copies that came back."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base
from service.models.instances import ProcessInstance
from service.models.people import Person


class DocumentKind(enum.StrEnum):
    """The papers of a season, in its order."""

    INDIVIDUAL_REPORT = "individual_report"
    COLLECTIVE_REPORT = "collective_report"
    UNIT_MINUTES = "unit_minutes"
    COUNCIL_MINUTES = "council_minutes"
    COUNT_RECORD = "count_record"
    BALLOT_PAPER = "ballot_paper"
    NOMINATION_LIST = "nomination_list"
    UNIT_LETTER = "unit_letter"
    SUBMISSION_LETTER = "submission_letter"
    RETURN_NOTICE = "return_notice"
    RESULT_NOTICE = "result_notice"
    POSTED_LIST = "posted_list"
    REMINDER = "reminder"


class DocumentTemplate(Base):
    """A template an office uses in place of the shipped one; the newest version is in force."""

    __tablename__ = "document_template"
    __table_args__ = (UniqueConstraint("kind", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DocumentKind]
    version: Mapped[int]
    content: Mapped[bytes] = mapped_column(deferred=True)
    sha256: Mapped[str]
    uploaded_at: Mapped[datetime]
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    uploaded_by: Mapped[Person] = relationship()


class Document(Base):
    """A paper of a case as it was made at some moment; it never changes."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("instance_id", "kind", "edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    kind: Mapped[DocumentKind]
    edition: Mapped[int]
    #: The office's own template, where the shipped one was not used.
    template_id: Mapped[int | None] = mapped_column(ForeignKey("document_template.id"))
    docx: Mapped[bytes] = mapped_column(deferred=True)
    docx_sha256: Mapped[str]
    pdf: Mapped[bytes] = mapped_column(deferred=True)
    pdf_sha256: Mapped[str]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    instance: Mapped[ProcessInstance] = relationship()
    made_by: Mapped[Person] = relationship()
    signed_copies: Mapped[list[SignedCopy]] = relationship(
        back_populates="document", order_by="SignedCopy.id"
    )


class SignedCopy(Base):
    """A PDF that came back signed, with what its signatures were found to be."""

    __tablename__ = "signed_copy"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    content: Mapped[bytes] = mapped_column(deferred=True)
    sha256: Mapped[str]
    #: Whether it begins with the very bytes of the paper; signing only adds to them.
    is_same_paper: Mapped[bool]
    #: Each ``{signer, signed_at, is_intact, is_trusted, covers_all}``, in order of signing.
    signatures: Mapped[list[Any]]
    uploaded_at: Mapped[datetime]
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    document: Mapped[Document] = relationship(back_populates="signed_copies")
    uploaded_by: Mapped[Person] = relationship()
