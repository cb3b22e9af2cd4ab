"""What lies on the table when somebody decides."""

import pytest

from service.models import Award, Group, Person, UserTask
from tests.support.given_decisions import Decisions
from tests.support.given_seasons import Season


@pytest.fixture
def season(given, units_of_work, engine):
    return Season(given, units_of_work, engine).open("VP")


@pytest.fixture
def decisions(given, units_of_work, engine):
    decisions = Decisions(given, units_of_work, engine)
    decisions.open_campaign()
    return decisions


def test_a_head_sees_the_list_the_votes_and_the_minutes_before_endorsing_them(season, visitor):
    season.proposes(nominee="Lê Tiến Đạt")
    season.files()
    season.meets(N001=4)
    task = season.task("unit_review", "2025/VP", "endorse_list")

    page = visitor(season.rows(Person, username="head-VP")[0]).opens(f"/tasks/{task.id}")

    assert "Những trường hợp trong việc này" in page.words
    assert "Lê Tiến Đạt N001" in page.words
    assert "Bước trước: Họp đơn vị" in page.words
    assert "Đồng ý: 4" in page.words


def test_the_director_sees_whom_a_decision_is_about(decisions, given, visitor):
    one = decisions.nomination(1)
    decisions.council_passes(one)
    award = decisions.start("department_award", "2025/award/1")
    lines = {one.key: {"citation": "Đã có thành tích xuất sắc"}}
    decisions.does(award, "draft_decision", abstract="Về việc tặng Giấy khen", lines=lines)
    (task,) = decisions.open_tasks(award, "sign_decision")

    page = visitor(given.person("giam-doc", Group.DIRECTOR)).opens(f"/tasks/{task.id}")

    assert one.nominee in page.words
    assert "Về việc tặng Giấy khen" in page.words


@pytest.fixture
def signing(decisions):
    """The task of signing a letter to the province that has been drafted."""
    decisions.council_passes(decisions.nomination(1, Award.BANG_KHEN_TINH))
    letter = decisions.start("provincial_submission", "2025/province/1")
    answers = {"abstract": "Về việc đề nghị tặng Bằng khen", "recipient": "Chủ tịch UBND tỉnh"}
    decisions.does(letter, "draft_submission", **answers)
    (task,) = decisions.open_tasks(letter, "sign_submission")
    return task


def test_the_director_has_the_letter_at_hand_before_signing_it(signing, given, visitor):
    director = visitor(given.person("giam-doc", Group.DIRECTOR))

    page = director.opens(f"/tasks/{signing.id}")

    assert "Tờ trình" in page.words.partition("Văn bản")[2]
    (paper,) = {one for one in page.links() if one.endswith("/documents/submission_letter.pdf")}
    assert director.client.get(paper).data.startswith(b"%PDF")


def test_an_answered_list_names_every_nominee_alike(decisions, given, visitor):
    one, two = decisions.nomination(1), decisions.nomination(2)
    decisions.council_passes(one, two)
    award = decisions.start("department_award", "2025/award/1")
    lines = {each.key: {"citation": "Có thành tích"} for each in (one, two)}
    decisions.does(award, "draft_decision", abstract="Về việc tặng Giấy khen", lines=lines)
    (task,) = decisions.rows(UserTask, element_id="draft_decision")
    decisions.withdraws(two)

    page = visitor(given.person("thuong-truc", Group.STANDING_BODY)).opens(f"/tasks/{task.id}")

    assert f"N001. {one.nominee} (Giấy khen)" in page.words
    assert f"N002. {two.nominee} (Giấy khen)" in page.words


def test_a_member_does_not_read_what_another_member_voted(decisions, visitor):
    one = decisions.nomination(1)
    session = decisions.council_meets()
    first, second = decisions.council[:2]
    decisions.votes(session, first, **{one.key: ("recused", "Cùng quê với người được xét")})
    (task,) = [one for one in decisions.open_tasks(session) if one.assignee_id == second.id]

    page = visitor(second).opens(f"/tasks/{task.id}")

    assert one.nominee in page.words
    assert "Cùng quê" not in page.words


def test_what_a_unit_has_to_do_is_due_at_the_deadline_of_the_units(season):
    task = season.task("unit_review", "2025/VP", "propose_nominee")

    assert task.due_at.isoformat() == "2025-12-15T10:00:00+00:00"


def test_an_empty_list_is_said_to_be_empty(season, visitor):
    season.does("unit_review", "2025/VP", "propose_nominee", more="finish")
    season.meets()
    task = season.task("unit_review", "2025/VP", "endorse_list")

    page = visitor(season.rows(Person, username="head-VP")[0]).opens(f"/tasks/{task.id}")

    assert "Danh sách trống" in page.words


def test_what_stops_a_nomination_is_read_before_what_is_only_noted(season, visitor):
    season.proposes()
    season.files(rating="SATISFACTORY", direct_contribution="")
    task = season.task("nomination", "2025/N001", "answer_ineligibility")

    page = visitor(season.rows(Person, username="clerk-VP")[0]).opens(f"/tasks/{task.id}")

    assert page.words.index("không đủ điều kiện") < page.words.index("cần lưu ý")
