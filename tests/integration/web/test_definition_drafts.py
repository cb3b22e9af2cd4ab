"""Importing and deploying a diagram on the pages of the process owner."""

import io

import pytest
from sqlalchemy import func, select

from service.models import Definition, DefinitionDraft, Group
from service.web.rule_pages import page_of
from tests.support.given_drafts import drawing
from workflows import RULES

LIST = "/processes/drafts"
DRAFT = f"{LIST}/letter"
CHOSEN = f"{DRAFT}?process=letter&group=registry"


@pytest.fixture
def owner(given, visitor):
    """The browser of the process owner."""
    return visitor(given.person("minh", Group.PROCESS_OWNER))


@pytest.fixture
def colleague(given, visitor):
    """The browser of another process owner, who deploys what the first one drew."""
    return visitor(given.person("hoa", Group.PROCESS_OWNER))


@pytest.fixture
def count(units_of_work):
    def of(table):
        with units_of_work.read() as session:
            return session.scalar(select(func.count()).select_from(table))

    return of


def sends(browser, content=None, name="letter.bpmn"):
    file = (io.BytesIO(drawing() if content is None else content), name)
    return browser.sends(browser.opens(LIST), LIST, file=file)


def test_a_process_owner_imports_a_drawing_and_sees_what_stands_in_the_way(owner):
    page = owner.follows(sends(owner))

    assert "“letter” đã được giữ nguyên vẹn như khi nhận." in page.words
    assert "chưa công bố được" in page.words
    assert "/processes/rules/not-executable" in page.links()
    assert not page.has_form("/deploy")


def test_a_choice_lists_what_is_said_differently_and_can_be_deployed(owner, colleague, count):
    sends(owner)

    seen = colleague.opens(CHOSEN)
    page = colleague.follows(colleague.sends(seen, f"{DRAFT}/deploy"))

    assert "write 6 task userTask" in seen.words
    assert "“letter” phiên bản 1 đã có hiệu lực." in page.words
    assert "Schreiben" in page.words
    assert count(Definition) == 1
    assert "đã công bố" in owner.opens(DRAFT).words


def test_a_version_is_shown_to_its_owner_with_what_is_worth_knowing(
    given, owner, colleague, visitor
):
    sends(owner)

    page = colleague.follows(colleague.sends(colleague.opens(CHOSEN), f"{DRAFT}/deploy"))

    assert "Những điều nên biết được liệt kê bên dưới." in page.words
    assert "giao cho nhóm registry, hiện không có ai" in page.words
    stranger = visitor(given.person("lan", Group.STANDING_BODY))
    assert "registry" not in stranger.opens("/processes/letter/1").words


def test_the_drawing_is_shown_and_given_back(owner):
    sends(owner)

    shown = owner.client.get(f"{DRAFT}/drawing.bpmn")
    original = owner.client.get(f"{DRAFT}/original.bpmn")

    assert "Prüfung" in shown.get_data(as_text=True)
    assert original.data == drawing()
    assert "attachment" in original.headers["Content-Disposition"]
    assert owner.opens(DRAFT).element("diagram").get("data-diagram") == f"{DRAFT}/drawing.bpmn"


def test_what_somebody_else_imported_meanwhile_is_not_deployed(owner, colleague, count):
    sends(owner)
    seen = colleague.opens(CHOSEN)
    sends(owner, drawing("true"))

    page = colleague.sends(seen, f"{DRAFT}/deploy")

    assert page.status == 409
    assert "Người minh đã lưu bản nháp mới hơn của “letter” (lần 2)" in page.words
    assert count(Definition) == 0


def test_what_breaks_a_rule_is_told_and_nothing_changes(owner, colleague, count):
    sends(owner)
    seen = colleague.opens(CHOSEN)

    page = colleague.sends(seen, f"{DRAFT}/deploy", group="nobody")

    assert page.status == 422
    assert "chưa thể công bố" in page.words
    assert count(Definition) == 0


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"no xml", "letter.bpmn", "không nhập được"),
        (b"<!DOCTYPE a><a/>", "letter.bpmn", "xml-doctype"),
        (b"<svg/>", "letter.bpmn", "not-bpmn"),
        (drawing(), "thư mời.bpmn", "không dùng làm mã quy trình được"),
        (drawing(), "", "Xin chọn một tệp."),
    ],
    ids=["no XML", "DOCTYPE", "picture", "accents", "no file"],
)
def test_what_cannot_be_kept_gets_a_sentence(owner, count, content, name, said):
    page = sends(owner, content, name)

    assert page.status == 422
    assert said in page.words
    assert count(DefinitionDraft) == 0


def test_only_process_owners_see_and_send_drafts(given, owner, visitor):
    sends(owner)
    stranger = visitor(given.person("lan", Group.STANDING_BODY))

    pages = [LIST, DRAFT, f"{DRAFT}/drawing.bpmn", f"{DRAFT}/original.bpmn"]

    assert {stranger.opens(page).status for page in pages} == {403}
    assert "/processes/drafts" not in stranger.opens("/processes").links()
    assert "/processes/drafts" in owner.opens("/processes").links()


def test_an_unknown_draft_and_an_unknown_rule_are_not_found(owner):
    assert owner.opens(DRAFT).status == 404
    assert owner.opens("/processes/rules/nonsense").status == 404


def test_a_rule_is_explained_with_a_wrong_and_a_right_example_in_either_language(owner):
    vietnamese = owner.opens("/processes/rules/no-candidate").words
    owner.client.get("/language/en")
    english = owner.opens("/processes/rules/no-candidate").words

    assert "Không ai được làm" in vietnamese
    assert "sẽ nằm chờ mãi. Ghi nhóm (ví dụ" in vietnamese
    assert "Looks for user tasks nobody may do." in english
    for page in (vietnamese, english):
        assert 'camunda:candidateGroups="standing_body"/>' in page


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_has_words_to_show(rule):
    page = page_of(RULES[rule])

    assert page.title
    assert all(page.paragraphs[language] for language in ("vi", "en"))
    assert not any("`" in one or "](" in one for one in page.paragraphs["en"])


def test_nobody_deploys_what_they_drew_and_is_told_whom_to_ask(given, owner, colleague, count):
    sends(owner)
    given.person("quan", Group.ADMINISTRATOR)

    own = owner.opens(CHOSEN)
    offered = colleague.opens(CHOSEN)
    forged = owner.client.post(
        f"{DRAFT}/deploy",
        data={"csrf_token": token_of(owner), "revision": "1", "process": "letter"},
    )

    assert not own.has_form("/deploy")
    assert "Người được công bố: Người hoa, Người quan." in own.words
    assert offered.has_form("/deploy")
    assert forged.status_code == 403
    assert count(Definition) == 0


def token_of(browser):
    """The token of somebody's own page, for a form they were never offered."""
    form = browser.opens(LIST).form(LIST)
    return next(one for one in form.iter("input") if one.get("name") == "csrf_token").get("value")


def test_whoever_drew_before_the_last_deployment_may_deploy_what_another_draws_now(
    owner, colleague, count
):
    sends(owner)
    colleague.sends(colleague.opens(CHOSEN), f"{DRAFT}/deploy")
    sends(colleague, drawing(attributes=' vendor:size="9"'))

    page = owner.sends(owner.opens(CHOSEN), f"{DRAFT}/deploy")

    assert page.status == 302
    assert count(Definition) == 2


def test_an_administrator_looks_at_drafts_and_draws_none(given, owner, visitor):
    sends(owner)
    administrator = visitor(given.person("quan", Group.ADMINISTRATOR))

    listed = administrator.opens(LIST)

    assert DRAFT in listed.links()
    assert not listed.has_form(LIST)
    assert administrator.opens(f"{DRAFT}/edit").status == 403
    assert administrator.opens(CHOSEN).has_form("/deploy")


def test_what_changes_against_the_version_in_force_is_listed(given, owner, colleague):
    sends(owner)
    colleague.sends(colleague.opens(CHOSEN), f"{DRAFT}/deploy")
    sends(owner, drawing().replace(b"Schreiben", b"Anders schreiben"))

    page = colleague.opens(CHOSEN)

    assert "Thay đổi so với phiên bản 1" in page.words
    assert "Schreiben Anders schreiben" in page.words


def test_the_others_are_asked_once_and_led_to_the_draft(given, owner, colleague):
    sends(owner, given_somebody_to_do_it())

    page = owner.follows(owner.sends(owner.opens(DRAFT), f"{DRAFT}/offer"))
    again = owner.follows(owner.sends(page, f"{DRAFT}/offer"))

    assert "Đã nhờ." in page.words
    assert "Đã nhờ từ trước." in again.words
    told = colleague.opens("/notices")
    assert "Người minh nhờ xem và công bố sơ đồ: letter" in told.words
    assert "Người minh nhờ" not in owner.opens("/notices").words


def given_somebody_to_do_it():
    """A drawing nothing stands in the way of."""
    text = drawing("true").replace(b"semantic:task ", b"semantic:userTask ")
    space = b'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    group = b'camunda:candidateGroups="registry" '
    return text.replace(b'id="drawing"', space + b'id="drawing"').replace(
        b'id="write"', group + b'id="write"'
    )
