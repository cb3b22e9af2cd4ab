"""What real cases say in their papers has the fields of the examples templates are held against."""

import pytest

from service.documents import Scene, content_of, kinds_of, names_in, specimen
from service.models import Award, DocumentKind, ProcessInstance, Subject
from tests.integration.documents.test_making import OFFICE


@pytest.fixture
def backend():
    """One database is enough: what is read from both is tested elsewhere."""
    return "sqlite"


@pytest.fixture
def fields(units_of_work):
    """The fields of each paper that the cases of a scene have, by the kind of paper."""

    def found(scene):
        with units_of_work.read() as session:
            return {
                kind: names_in(dict(said))
                for case in scene.rows(ProcessInstance)
                for kind in kinds_of(case.process_key)
                if (said := content_of(Scene(session, case, OFFICE), kind)) is not None
            }

    return found


#: Whoever has no earlier award has no row of one.
EARLIER_AWARDS = {"year", "decision"}


def differing(found):
    odd = {kind: names ^ names_in(dict(specimen(kind))) for kind, names in found.items()}
    return {kind: names for kind, names in odd.items() if names - EARLIER_AWARDS}


def test_papers_of_the_council_and_the_submission_have_the_fields_of_their_examples(
    decisions, fields
):
    decisions.council_passes(
        decisions.nomination(1, Award.BANG_KHEN_TINH),
        decisions.nomination(2, Award.BANG_KHEN_TINH, subject=Subject.COLLECTIVE),
    )
    instance = decisions.start("provincial_submission", "2025/province/1")
    decisions.does(instance, "draft_submission", abstract="Đề nghị", recipient="Chủ tịch")

    found = fields(decisions)

    assert set(found) == {
        DocumentKind.COUNCIL_MINUTES,
        DocumentKind.COUNT_RECORD,
        DocumentKind.BALLOT_PAPER,
        DocumentKind.NOMINATION_LIST,
        DocumentKind.SUBMISSION_LETTER,
    }
    assert differing(found) == {}


def test_papers_of_units_have_the_fields_of_their_examples(season, fields):
    season.proposes()
    season.proposes(subject="collective", nominee="Tập thể Mẫu")
    season.files("N001")
    season.files("N002", internal_unity=True)
    season.meets(N001=5, N002=5)
    reminded = fields(season)
    season.endorses()
    returned = {"outcome": "return", "missing": "Thiếu giấy xác nhận", "due_days": 2}
    season.does("nomination", "2025/N001", "check_completeness", **returned)
    season.completes("N002")
    refused = {"outcome": "refuse", "missing": "Không đúng đối tượng"}
    again = fields(season)
    season.does("nomination", "2025/N001", "supplement_dossier")
    season.does("nomination", "2025/N001", "check_completeness", **refused)

    found = reminded | again | fields(season)

    assert set(found) == {
        DocumentKind.INDIVIDUAL_REPORT,
        DocumentKind.COLLECTIVE_REPORT,
        DocumentKind.UNIT_MINUTES,
        DocumentKind.NOMINATION_LIST,
        DocumentKind.UNIT_LETTER,
        DocumentKind.RETURN_NOTICE,
        DocumentKind.RESULT_NOTICE,
        DocumentKind.REMINDER,
    }
    assert differing(found) == {}
