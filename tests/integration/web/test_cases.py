"""Where a case stands, on the diagram and in words; and the campaign around it."""

import pytest

from service.models import Award, Group, Person, ProcessInstance, UserTask
from service.web.stories import Place, Story
from tests.integration.actions.test_campaigns import AFTER_DEADLINE, decide
from tests.support.given_decisions import Decisions
from tests.support.given_processes import CALLING_FILES
from tests.support.given_seasons import Season
from tests.support.grading import WITH_DEFAULT, grading


@pytest.fixture
def decisions(given, units_of_work, engine):
    decisions = Decisions(given, units_of_work, engine)
    decisions.open_campaign()
    return decisions


def test_a_case_tells_who_did_what_and_who_has_it_now(given, visitor):
    lan = given.person("lan", Group.STANDING_BODY)
    instance = given.instance(given.small_stage())
    given.completes(lan, given.open_task(instance), agreed=True, comment="Nhất trí")

    page = visitor(lan).opens(f"/cases/{instance.id}")

    assert "first Người lan 04/12/2025 08:00" in page.words
    assert "second – đang chờ Giám đốc" in page.words
    figure = page.element("diagram")
    assert figure.get("data-diagram") == "/processes/review/1.bpmn"


def test_the_diagram_is_told_what_was_passed_and_what_is_now(given, visitor):
    lan = given.person("lan", Group.STANDING_BODY)
    instance = given.instance(given.small_stage())
    given.completes(lan, given.open_task(instance), agreed=True, comment="Nhất trí")

    told = visitor(lan).client.get(f"/cases/{instance.id}/history.json").json

    assert told["current"] == ["second"]
    assert {"begin", "first"} <= set(told["visited"])
    assert "flow_1" in told["flows"]
    assert told["notes"]["first"].startswith("✓ Người lan")


def test_a_reminder_runs_alongside_and_is_not_where_the_case_stands(given, visitor):
    lan = given.person("lan", Group.STANDING_BODY)
    instance = given.instance(given.small_stage())

    told = visitor(lan).client.get(f"/cases/{instance.id}/history.json").json

    assert told["current"] == ["first"]


def test_a_case_inside_a_called_process_is_shown_at_the_call_and_told_by_both_names(given, visitor):
    minh = given.person("minh", Group.DIRECTOR)
    given.calendar()
    given.small_deployment(CALLING_FILES)
    instance = given.instance(given.campaign(), "calling")

    page = visitor(minh).opens(f"/cases/{instance.id}")
    told = visitor(minh).client.get(f"/cases/{instance.id}/history.json").json
    given.completes(minh, given.open_task(instance), agreed=True, comment="Được")

    assert "Xin ý kiến › advise – đang chờ Giám đốc" in page.words
    assert told["current"] == ["advice"]
    later = visitor(minh)
    words = later.opens(f"/cases/{instance.id}").words
    assert "Xin ý kiến › advise Người minh 04/12/2025 08:00" in words
    assert words.count("advise Người minh") == 1
    told = later.client.get(f"/cases/{instance.id}/history.json").json
    assert told["current"] == ["advice"]
    # The called process has passed a flow_1 as well, and this one's is still ahead.
    assert "flow_1" not in told["flows"]


def test_the_diagram_itself_is_served_as_it_was_deployed(given, visitor):
    given.small_stage()

    answer = visitor(given.person("lan", Group.AUDITOR)).client.get("/processes/review/1.bpmn")

    assert answer.mimetype == "application/xml"
    assert b"<bpmn:definitions" in answer.data


def test_a_process_is_a_table_as_well_as_a_picture(given, visitor):
    given.small_stage()

    page = visitor(given.person("lan", Group.AUDITOR)).opens("/processes/review/1")

    assert "second việc của người Giám đốc" in page.words
    assert "Quy trình, phiên bản 1" in page.words


@pytest.fixture
def season(given, units_of_work, engine):
    Season(given, units_of_work, engine).open()


@pytest.mark.usefixtures("season")
def test_a_process_has_one_name_in_the_list_and_on_its_page(given, visitor):
    auditor = visitor(given.person("lan", Group.AUDITOR))

    assert "Hồ sơ đề nghị khen thưởng" in auditor.opens("/processes").words
    assert "Hồ sơ đề nghị khen thưởng" in auditor.opens("/processes/nomination/1").words


def test_a_campaign_shows_its_dates_with_what_they_rest_on(given, visitor):
    given.unit()
    given.small_stage()

    page = visitor(given.person("lan", Group.STANDING_BODY)).opens("/campaigns/2025")

    assert "Đơn vị nộp hồ sơ 15/12/2025 17:00 kế hoạch" in page.words
    assert "giả định" in page.words
    assert "Đơn vị VP chưa bắt đầu" in page.words


def test_a_rehearsal_says_what_it_is_and_changes_nothing(given, visitor, app):
    instance = given.instance(given.small_stage())
    task = given.open_task(instance)
    browser = visitor(given.person("lan", Group.STANDING_BODY))
    seen = browser.opens(f"/tasks/{task.id}")
    app.extensions["config"] = app.extensions["config"].__class__(is_rehearsal=True)

    page = browser.sends(seen, f"/tasks/{task.id}/claim")

    assert page.status == 403
    assert "Diễn tập 2025" in page.words
    assert given.open_task(instance).assignee_id is None


def test_whoever_has_no_part_in_a_rehearsal_may_still_look_at_all_of_it(given, visitor, app):
    instance = given.instance(given.small_stage())
    stranger = visitor(given.person("xa", Group.UNIT_CLERK, unit=given.unit()))
    assert stranger.opens(f"/cases/{instance.id}").status == 404

    app.extensions["config"] = app.extensions["config"].__class__(is_rehearsal=True)

    assert stranger.opens(f"/cases/{instance.id}").status == 200


def test_a_case_says_that_no_rule_applied(given, visitor):
    lan = given.person("lan", Group.STANDING_BODY)
    given.calendar()
    given.small_deployment(grading(WITH_DEFAULT))
    instance = given.instance(given.campaign(), "grading", "g1", points=5)

    page = visitor(lan).opens(f"/cases/{instance.id}")

    assert "không quy tắc nào áp dụng" in page.words
    assert "Không quy tắc nào của bảng này áp dụng. Mặc định: grade = fair." in page.words
    assert visitor(lan).client.get(f"/api/cases/{instance.id}").json["rules"][0]["rule_id"] is None


def test_what_waits_for_several_people_each_is_told_in_one_line(app, given):
    due_at = given.clock()
    tasks = [UserTask(assignee=Person(name=name)) for name in ("Lan", "Hoa")]
    papers = [
        Place("cast", "Biểu quyết", f"chờ {one}", one, due_at, False, False, "cast")
        for one in tasks
    ]
    other = Place("remind", "Nhắc", "chờ đến mai", None, None, False, False, "remind")
    story = Story(None, [], [*papers, other], [], [], [], {})

    with app.test_request_context():
        told = [place.words for place in story.told_together]

    assert told == ["đang chờ Lan, Hoa", "chờ đến mai"]


@pytest.fixture
def decided(given, units_of_work, engine):
    """A season whose one nomination the council has passed, for the province to decide."""
    season = Season(given, units_of_work, engine).open("VP")
    season.proposes(award="BANG_KHEN_TTG")
    season.makes_ready("N001")
    season.comes(AFTER_DEADLINE)
    season.does("campaign", "2025", "consolidate", ranking={"N001": {"rank": 1}})
    decide(season)
    return season


def test_words_of_which_the_first_decides_are_one_line(decided, visitor):
    (standing_body,) = decided.rows(Person, username="standing_body")
    (case,) = decided.rows(ProcessInstance, business_key="2025/N001")

    page = visitor(standing_body).opens(f"/cases/{case.id}")

    line = "Có quyết định về hồ sơ hoặc Cấp tỉnh trả lại hồ sơ – đang chờ"
    assert f"{line}, điều nào đến trước thì theo" in page.words


def test_a_completed_task_still_has_the_papers_of_its_case_at_hand(decisions, given, visitor):
    decisions.council_passes(decisions.nomination(1, Award.BANG_KHEN_TTG))
    letter = decisions.start("provincial_submission", "2025/province/1")
    decisions.does(letter, "draft_submission", abstract="Đề nghị", recipient="Chủ tịch")
    (task,) = decisions.rows(UserTask, element_id="draft_submission")

    page = visitor(given.person("thuong-truc", Group.STANDING_BODY)).opens(f"/tasks/{task.id}")

    assert any(one.endswith("/documents/submission_letter.pdf") for one in page.links())
