"""Papers that were made, their templates, and who may read which."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from service.models import (
    Document,
    DocumentKind,
    DocumentTemplate,
    Group,
    ProcessInstance,
    SignedCopy,
)
from service.queries.viewers import Viewer, sees_instance

#: They name nominees of every unit, while people of one unit may open the case itself.
_OF_ALL_UNITS = frozenset({("campaign", DocumentKind.NOMINATION_LIST)})


def may_read(viewer: Viewer, instance: ProcessInstance, kind: DocumentKind) -> bool:
    """Say whether somebody who may open a case may also read a paper of it."""
    if viewer.sees_all or Group.COUNCIL_MEMBER in viewer.groups:
        return True
    return (instance.process_key, kind) not in _OF_ALL_UNITS


def documents_of(
    session: Session, instance_id: int, kind: DocumentKind | None = None
) -> Sequence[Document]:
    """What was made of a case, the newest first, without the bytes."""
    wanted = select(Document).where(Document.instance_id == instance_id)
    if kind is not None:
        wanted = wanted.where(Document.kind == kind)
    return session.scalars(wanted.options(*_AROUND).order_by(Document.id.desc())).unique().all()


def find_document(session: Session, viewer: Viewer, document_id: int) -> Document | None:
    """A paper, unless it does not exist or is not the viewer's to read."""
    found = session.scalars(
        select(Document)
        .join(ProcessInstance, ProcessInstance.id == Document.instance_id)
        .where(Document.id == document_id, sees_instance(viewer))
        .options(*_AROUND)
    )
    document = found.unique().one_or_none()
    if document is None or not may_read(viewer, document.instance, document.kind):
        return None
    return document


def find_signed_copy(session: Session, viewer: Viewer, copy_id: int) -> SignedCopy | None:
    """A signed copy, unless it does not exist or its paper is not the viewer's to read."""
    copy = session.get(SignedCopy, copy_id)
    if copy is None or find_document(session, viewer, copy.document_id) is None:
        return None
    return copy


def template_in_force(session: Session, kind: DocumentKind) -> DocumentTemplate | None:
    """The office's own template of a paper, or None where the shipped one is used."""
    return session.scalars(
        select(DocumentTemplate)
        .where(DocumentTemplate.kind == kind)
        .options(joinedload(DocumentTemplate.uploaded_by))
        .order_by(DocumentTemplate.version.desc())
        .limit(1)
    ).first()


_AROUND = (
    joinedload(Document.instance),
    joinedload(Document.made_by),
    selectinload(Document.signed_copies).joinedload(SignedCopy.uploaded_by),
)
