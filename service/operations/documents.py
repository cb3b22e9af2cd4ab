"""Making a paper of a case and keeping it."""

from service.audit.events import Event
from service.documents import Office, Scene, draw_up, pdf_of, sha256
from service.errors import Conflict, NotFound
from service.models import Document, DocumentKind, ProcessInstance
from service.permissions import check_may_make_document
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
