"""Papers for programs: listed, made, given, and filed when they come back signed."""

from hashlib import sha256

import pytest

from service.documents import shipped_template
from service.models import DocumentKind
from tests.support.given_decisions import Decisions
from tests.support.papers import paragraphs
from tests.support.signing import Signer


@pytest.fixture
def decisions(given, units_of_work, engine):
    decisions = Decisions(given, units_of_work, engine)
    decisions.open_campaign()
    return decisions


@pytest.fixture
def papers(decisions):
    """Where the papers of a concluded session are."""
    return f"/cases/{decisions.council_passes(decisions.nomination(1)).id}/documents"


@pytest.fixture
def secretary(decisions, caller):
    return caller(decisions.people["council_secretary"])


def test_a_program_lists_the_papers_of_a_case(secretary, papers):
    listed = secretary.get(papers).json

    assert [(one["kind"], one["is_at_hand"], one["editions"]) for one in listed] == [
        ("council_minutes", True, []),
        ("count_record", True, []),
        ("ballot_paper", True, []),
    ]


def test_a_paper_that_is_made_is_given_by_its_hash(secretary, papers):
    made = secretary.post(f"{papers}/council_minutes", Idempotency_Key="a")
    again = secretary.post(f"{papers}/council_minutes", Idempotency_Key="a")

    assert made.status_code == 201
    assert again.json == made.json
    for form in ("docx", "pdf"):
        given = secretary.get(f"/documents/{made.json['id']}.{form}")
        assert sha256(given.data).hexdigest() == made.json[f"{form}_sha256"]
        assert given.headers["ETag"].strip('"') == made.json[f"{form}_sha256"]


def test_a_paper_is_given_as_things_stand(secretary, papers):
    given = secretary.get(f"{papers}/ballot_paper.docx")

    assert "PHIẾU LẤY Ý KIẾN" in paragraphs(given.data)
    assert secretary.get(f"{papers}/reminder.docx").status_code == 404
    assert secretary.get(f"{papers}/nonsense.pdf").status_code == 404


def test_a_signed_copy_is_filed_and_said_to_be_a_strangers(secretary, papers):
    made = secretary.post(f"{papers}/council_minutes").json
    signed = Signer("Người lạ").signs(secretary.get(f"/documents/{made['id']}.pdf").data)

    filed = secretary.sends_file(f"/documents/{made['id']}/signed-copies", signed)

    assert filed.status_code == 201
    [signature] = filed.json["signatures"]
    assert (signature["signer"], signature["is_trusted"]) == ("Người lạ", False)
    given = secretary.get(f"/documents/signed-copies/{filed.json['id']}.pdf")
    assert given.data == signed


def test_what_is_no_pdf_is_a_problem_with_a_code(secretary, papers):
    made = secretary.post(f"{papers}/council_minutes").json

    refused = secretary.sends_file(f"/documents/{made['id']}/signed-copies", b"no PDF")

    assert (refused.status_code, refused.json["code"]) == (422, "signed_copy.not_pdf")


def test_a_stranger_is_given_no_paper(decisions, caller, secretary, papers):
    made = secretary.post(f"{papers}/council_minutes").json
    clerk = caller(decisions.people["unit_clerk"])

    assert clerk.get(papers).status_code == 404
    assert clerk.get(f"{papers}/council_minutes.docx").status_code == 404
    assert clerk.get(f"/documents/{made['id']}.pdf").status_code == 404
    assert caller().get(papers).status_code == 401


@pytest.fixture
def office(decisions, caller):
    """A program of the standing body; the templates that ship have been read before."""
    office = caller(decisions.people["standing_body"])
    office.get("/documents/templates")
    return office


def test_a_template_is_listed_given_and_replaced(office):
    shipped = shipped_template(DocumentKind.COUNCIL_MINUTES)
    listed = {one["kind"]: one for one in office.get("/documents/templates").json}

    replaced = office.puts_file("/documents/templates/council_minutes", shipped)

    assert listed["council_minutes"]["version"] == 0
    assert "minutes" in listed["council_minutes"]["fields"]
    assert replaced.json["version"] == 1
    assert office.get("/documents/templates/council_minutes").data == shipped


def test_only_who_replaces_templates_sees_them(secretary):
    assert secretary.get("/documents/templates").status_code == 403
    assert secretary.puts_file("/documents/templates/reminder", b"x").status_code == 403
