"""What comes back signed: by whom, when, and whether it is still what was signed."""

import pytest

from service.audit.events import Event
from service.errors import Invalid, NotAllowed
from service.models import AuditEntry, DocumentKind, SignedCopy
from service.operations.documents import file_signed_copy, make_document
from service.unit_of_work import Actor
from tests.integration.documents.test_making import OFFICE
from tests.support.signing import Signer

DIRECTOR = "Giám đốc Nguyễn Thị Mẫu"


@pytest.fixture(scope="module")
def signer():
    return Signer(DIRECTOR)


@pytest.fixture
def made(decisions, units_of_work):
    """The minutes of a session, kept."""
    instance = decisions.council_passes(decisions.nomination(1))
    with units_of_work.open(Actor.person(decisions.people["director"].id)) as uow:
        return make_document(uow, OFFICE, instance.id, DocumentKind.COUNCIL_MINUTES)


@pytest.fixture
def trusted(tmp_path, signer):
    (tmp_path / "director.pem").write_bytes(signer.certificate)
    return tmp_path


@pytest.fixture
def files(decisions, units_of_work, made, trusted):
    def file(content, person="registry"):
        with units_of_work.open(Actor.person(decisions.people[person].id)) as uow:
            return file_signed_copy(uow, made.id, content, trusted)

    return file


def test_a_signed_copy_says_who_signed_and_that_nothing_was_changed(files, made, signer):
    copy = files(signer.signs(made.pdf))

    [signature] = copy.signatures
    assert signature["signer"] == DIRECTOR
    assert signature["signed_at"]
    assert signature["is_intact"]
    assert signature["is_trusted"]
    assert signature["covers_all"]
    assert copy.is_same_paper


def test_two_people_can_sign_one_paper(files, made, signer):
    stranger = Signer("Người lạ")

    copy = files(stranger.signs(signer.signs(made.pdf), "Chu-ky-2"))

    first, second = copy.signatures
    assert (first["is_intact"], first["is_trusted"]) == (True, True)
    assert (second["is_intact"], second["is_trusted"]) == (True, False)


def test_a_copy_that_was_changed_after_signing_is_found_out(files, made, signer):
    signed = bytearray(signer.signs(made.pdf))
    signed[signed.index(b"/MediaBox") + 1] = ord("N")

    copy = files(bytes(signed))

    [signature] = copy.signatures
    assert not signature["is_intact"]
    assert not copy.is_same_paper


def test_what_was_added_after_signing_is_not_covered(files, made, signer):
    copy = files(signer.signs(made.pdf) + b"\n% more\n")

    assert not copy.signatures[0]["covers_all"]


def test_an_unsigned_copy_is_kept_and_said_to_be_one(files, made):
    copy = files(made.pdf)

    assert copy.signatures == []


def test_another_paper_that_is_signed_is_told_apart(files, made, signer):
    copy = files(signer.signs(made.pdf.replace(b"%PDF-1.7", b"%PDF-1.6", 1)))

    assert not copy.is_same_paper


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7\n%%EOF", b"PK\x03\x04"])
def test_what_is_no_pdf_is_refused_with_a_sentence(decisions, files, content):
    with pytest.raises(Invalid) as refused:
        files(content)

    assert "không phải PDF hoặc đã hỏng" in refused.value.sentence("vi")
    assert decisions.rows(SignedCopy) == []


def test_who_does_not_work_on_the_case_files_no_copy(decisions, files, made):
    with pytest.raises(NotAllowed):
        files(made.pdf, "unit_clerk")


def test_a_signed_copy_is_in_the_ledger_by_its_hash(files, made, signer, units_of_work):
    copy = files(signer.signs(made.pdf))

    with units_of_work.read() as session:
        [entry] = session.query(AuditEntry).filter_by(event=Event.DOCUMENT_SIGNED_COPY_FILED)
    assert copy.sha256 in entry.body
    assert DIRECTOR not in entry.body
