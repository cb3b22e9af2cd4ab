"""Making papers and keeping them, filing signed copies, replacing templates."""

from pathlib import Path

from service.audit.events import Event
from service.documents import (
    Office,
    Scene,
    check_template,
    draw_up,
    pdf_of,
    read_signatures,
    sha256,
)
from service.errors import Conflict, NotFound
from service.models import (
    Document,
    DocumentKind,
    DocumentTemplate,
    ProcessInstance,
    SignedCopy,
)
from service.permissions import check_may_make_document, check_may_replace_template
from service.queries.documents import documents_of, template_in_force
from service.unit_of_work import UnitOfWork


def make_document(
    uow: UnitOfWork, office: Office, instance_id: int, kind: DocumentKind
) -> Document:
    """Keep a paper of a case as things stand; one that says the same as the last is that one."""
    instance = uow.session.get(ProcessInstance, instance_id, with_for_update=True)
    if instance is None:
        raise NotFound("document.no_case")
    check_may_make_document(uow.session, uow.actor.person_id, instance)
    template = template_in_force(uow.session, kind)
    docx = draw_up(Scene(uow.session, instance, office), kind, template)
    if docx is None:
        raise Conflict("document.nothing_to_say")
    last = next(iter(documents_of(uow.session, instance_id, kind)), None)
    if last is not None and last.docx_sha256 == sha256(docx):
        return last
    made = _keep(uow, instance, kind, docx, last)
    made.template_id = template.id if template is not None else None
    _record(uow, made)
    return made


def _keep(
    uow: UnitOfWork,
    instance: ProcessInstance,
    kind: DocumentKind,
    docx: bytes,
    last: Document | None,
) -> Document:
    assert uow.actor.person_id is not None
    pdf = pdf_of(docx, kind)
    made = Document(
        instance=instance,
        kind=kind,
        edition=(last.edition if last else 0) + 1,
        docx=docx,
        docx_sha256=sha256(docx),
        pdf=pdf,
        pdf_sha256=sha256(pdf),
        made_at=uow.now,
        made_by_id=uow.actor.person_id,
    )
    uow.session.add(made)
    uow.flush()
    return made


def _record(uow: UnitOfWork, made: Document) -> None:
    uow.record(
        Event.DOCUMENT_MADE,
        instance_id=made.instance_id,
        nomination_id=made.instance.nomination_id,
        detail={
            "paper": made.id,
            "kind": made.kind.value,
            "edition": made.edition,
            "docx": made.docx_sha256,
            "pdf": made.pdf_sha256,
        },
    )


def file_signed_copy(
    uow: UnitOfWork, document_id: int, content: bytes, trusted: Path
) -> SignedCopy:
    """File a PDF that came back signed, with what its signatures are found to be today.

    ``trusted`` is a folder with the certificates of those who vouch for signers. A copy that is
    unsigned, was changed or signed by a stranger is kept too, and said to be so.
    """
    document = uow.session.get(Document, document_id)
    if document is None:
        raise NotFound("document.not_found")
    check_may_make_document(uow.session, uow.actor.person_id, document.instance)
    assert uow.actor.person_id is not None
    copy = SignedCopy(
        document=document,
        content=content,
        sha256=sha256(content),
        is_same_paper=content.startswith(document.pdf),
        signatures=read_signatures(content, trusted),
        uploaded_at=uow.now,
        uploaded_by_id=uow.actor.person_id,
    )
    uow.session.add(copy)
    uow.flush()
    uow.record(
        Event.DOCUMENT_SIGNED_COPY_FILED,
        instance_id=document.instance_id,
        nomination_id=document.instance.nomination_id,
        detail={"paper": document.id, "copy": copy.id, "sha256": copy.sha256},
        values={"signatures": copy.signatures},
    )
    return copy


def replace_template(uow: UnitOfWork, kind: DocumentKind, content: bytes) -> DocumentTemplate:
    """Use an office's own template for a paper from now on, or refuse it with a sentence."""
    check_may_replace_template(uow.session, uow.actor.person_id)
    assert uow.actor.person_id is not None
    check_template(kind, content)
    former = template_in_force(uow.session, kind)
    made = DocumentTemplate(
        kind=kind,
        version=(former.version if former else 0) + 1,
        content=content,
        sha256=sha256(content),
        uploaded_at=uow.now,
        uploaded_by_id=uow.actor.person_id,
    )
    uow.session.add(made)
    uow.flush()
    uow.record(
        Event.DOCUMENT_TEMPLATE_REPLACED,
        detail={"kind": kind.value, "version": made.version, "sha256": made.sha256},
    )
    return made
