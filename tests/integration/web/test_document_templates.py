"""The standing body replaces the template of a paper."""

from io import BytesIO

import pytest

from service.documents import shipped_template
from service.models import DocumentKind, DocumentTemplate, Group

LIST = "/documents/templates"
ONE = f"{LIST}/reminder"


@pytest.fixture
def office(given, visitor):
    """The browser of the standing body."""
    return visitor(given.person("lan", Group.STANDING_BODY))


def sends(browser, content, name="own.docx"):
    return browser.sends(browser.opens(ONE), ONE, file=(BytesIO(content), name))


def test_a_template_is_shown_with_its_fields_and_filled_with_an_example(office):
    page = office.opens(ONE)

    assert "outstanding Chưa họp bình xét" in page.words
    [picture] = [one.get("src") for one in page.tree.iter("img")]
    assert office.client.get(picture).data.startswith(b"\x89PNG")
    given = office.client.get(f"{ONE}/current.docx").data
    assert given == shipped_template(DocumentKind.REMINDER)


def test_another_template_is_in_force_once_it_was_sent(office):
    page = office.follows(sends(office, shipped_template(DocumentKind.REMINDER)))

    assert "Mẫu phiên bản 1 đã có hiệu lực." in page.words
    assert "của cơ quan, phiên bản 1" in office.opens(LIST).words
    assert f"{ONE}/shipped.docx" in page.links()


def test_a_template_that_cannot_be_used_is_refused_in_a_sentence(office, units_of_work):
    page = sends(office, b"no archive")

    assert page.status == 422
    assert "không mở được như một văn bản .docx" in page.words
    with units_of_work.read() as session:
        assert session.query(DocumentTemplate).count() == 0


def test_no_file_is_told(office):
    assert "Xin chọn một tệp." in sends(office, b"", "").words


def test_templates_are_for_the_standing_body_and_administrators(given, office, visitor):
    stranger = visitor(given.person("minh", Group.DIRECTOR))

    assert {stranger.opens(one).status for one in (LIST, ONE, f"{ONE}/current.docx")} == {403}
    assert LIST not in stranger.opens("/campaigns").links()
    assert LIST in office.opens("/campaigns").links()
    assert office.opens(f"{LIST}/nonsense").status == 404
