"""A process owner draws in the browser: by mouse and by keyboard, checked while it is drawn."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from service.models import DefinitionDraft, Group
from service.operations.definitions import deploy, shipped_files
from service.queries.definitions import find_draft
from service.unit_of_work import Actor
from tests.support.corpus import MODELS, needs_models
from tests.support.given import Given
from tests.support.given_people import PASSWORD

PICTURE = ("{http://www.omg.org/spec/BPMN/20100524/DI}", "{http://www.omg.org/spec/DD/")
#: What BPMN says of an element that does not say it itself (BPMN 2.0.2, the attribute tables).
DEFAULTS = {
    *(("cancelActivity", "true"), ("isInterrupting", "true"), ("isSequential", "false")),
    *(("startQuantity", "1"), ("completionQuantity", "1"), ("isForCompensation", "false")),
    *(("isCollection", "false"), ("triggeredByEvent", "false"), ("parallelMultiple", "false")),
    *(("gatewayDirection", "Unspecified"), ("eventGatewayType", "Exclusive")),
    *(("instantiate", "false"), ("testBefore", "false"), ("textFormat", "text/plain")),
    ("expressionLanguage", "http://www.w3.org/1999/XPath"),
    ("typeLanguage", "http://www.w3.org/2001/XMLSchema"),
}
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
#: What the drawing library leaves out of one reference model: messages that are nowhere in the
#: file, and an attribute that stands there twice, with a prefix and without.
LEFT_OUT = Counter(
    {
        ("outMessageRef", "triso:unspecified"): 3,
        (
            "allowedValues",
            "{http://www.trisotech.com/2015/triso/modeling}constraintsType",
            "enumeration",
        ): 2,
    }
)
PROCESSES = Path(__file__).parents[2] / "bpmn" / "processes"


@pytest.fixture
def said(page: Any) -> list[str]:
    """What the page tells the console."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    return told


def sign_in(page: Any, given: Given, username: str = "minh") -> None:
    given.member(username, Group.PROCESS_OWNER)
    page.goto("/sign-in")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")


def deploys(page: Any, given: Given, address: str) -> None:
    """Another process owner looks at a draft and deploys it."""
    sign_in(page, given, "hoa")
    page.goto(address)
    page.get_by_role("button", name="Công bố phiên bản mới").click()
    page.wait_for_url("**/processes/letter_of_thanks/1")


def draws(page: Any, key: str = "letter_of_thanks") -> None:
    page.goto(f"/processes/drafts/{key}/edit")
    checked(page)


def checked(page: Any) -> None:
    page.wait_for_selector("[data-ready=true]:not([data-checking])")


def choose(page: Any, element: str) -> None:
    page.locator(f"g[data-element-id={element}] > .djs-hit").first.click()


def test_a_new_process_is_drawn_saved_and_deployed_by_a_second_person(
    page: Any,
    open_page: Any,
    given: Given,
    said: list[str],
    accessibility_faults: Any,
    keep_picture: Any,
) -> None:
    sign_in(page, given)
    page.goto("/processes/drafts")
    page.get_by_label("Vẽ sơ đồ tại đây").fill("letter_of_thanks")
    page.get_by_role("button", name="Vẽ", exact=True).click()
    checked(page)
    assert page.locator("[data-rule=no-candidate]").count() == 1

    choose(page, "first_task")
    page.get_by_label("Tên trên sơ đồ").fill("Viết thư cảm ơn")
    page.get_by_label("văn thư Sở", exact=True).check()
    page.get_by_label("Tính từ").first.select_option("now")
    page.get_by_label("Số ngày làm việc").first.fill("5")
    page.get_by_label("Số ngày làm việc").first.press("Tab")
    checked(page)
    assert accessibility_faults(page) == []
    keep_picture(page, "editor", full_page=True)
    assert page.locator("[data-editor]").get_attribute("data-errors") == "0"
    page.get_by_role("button", name="Lưu bản nháp").click()
    page.get_by_text("Đã lưu thành bản nháp lần 1.").wait_for()
    assert page.locator("[data-editor]").get_attribute("data-unsaved") == "false"

    page.get_by_role("link", name="Xem bản nháp đã lưu và công bố").click()
    page.get_by_text("Ông/bà đã vẽ hoặc nhập bản nháp này nên người khác").wait_for()
    deploys(open_page(), given, page.url)
    assert [one for one in said if "not translated" in one] == []


def test_a_task_is_appended_and_labelled_without_a_mouse(page: Any, given: Given) -> None:
    sign_in(page, given)
    draws(page)

    page.locator(".djs-container svg").first.focus()
    page.keyboard.press("Control+f")
    page.keyboard.type("Làm việc")
    page.keyboard.press("Enter")
    page.locator(".djs-container svg:focus").first.wait_for()
    page.keyboard.press("a")
    page.locator(".djs-popup-search input").wait_for()
    page.keyboard.type("người dùng")
    page.keyboard.press("Enter")
    page.locator(".djs-direct-editing-content:focus").wait_for()
    page.keyboard.type("Soát lại")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+s")
    page.get_by_text("Đã lưu thành bản nháp lần 1.").wait_for()

    content = newest(given).content.decode()
    assert 'name="Soát lại"' in content
    assert content.count("<bpmn:userTask") == 2


def finds(page: Any, element: str) -> None:
    """Choose an element as the keyboard does: a flow is too thin for a test to hit."""
    page.locator(".djs-container svg").first.focus()
    page.keyboard.press("Control+f")
    page.keyboard.type(element)
    found = page.locator(".djs-search-result", has_text=element)
    found.filter(has=page.get_by_text(element, exact=True)).first.click()


def newest(given: Given, key: str = "letter_of_thanks") -> DefinitionDraft:
    with given.units_of_work.read() as session:
        found = find_draft(session, key)
        assert found is not None
        return found


def test_what_another_saved_meanwhile_is_named_and_kept(
    page: Any, open_page: Any, given: Given
) -> None:
    sign_in(page, given)
    draws(page)
    other = open_page()
    sign_in(other, given, "lan")
    draws(other)
    renames(other, "Việc của Lan")
    other.get_by_role("button", name="Lưu bản nháp").click()
    other.get_by_text("Đã lưu thành bản nháp lần 1.").wait_for()

    renames(page, "Việc của Minh")
    page.get_by_role("button", name="Lưu bản nháp").click()
    page.get_by_text("lan đã lưu bản nháp mới hơn").wait_for()
    page.get_by_role("button", name="Lưu bản của tôi").click()
    page.get_by_text("Đã lưu thành bản nháp lần 2.").wait_for()

    assert "Việc của Minh" in newest(given).content.decode()
    with given.units_of_work.read() as session:
        kept = find_draft(session, "letter_of_thanks", 1)
        assert kept is not None
        assert "Việc của Lan" in kept.content.decode()


def renames(page: Any, label: str, element: str = "first_task") -> None:
    choose(page, element)
    page.get_by_label("Tên trên sơ đồ").fill(label)
    page.get_by_label("Tên trên sơ đồ").press("Tab")
    checked(page)


def test_what_was_not_saved_comes_back_and_can_be_thrown_away(page: Any, given: Given) -> None:
    sign_in(page, given)
    draws(page)
    renames(page, "Chưa lưu")

    page.on("dialog", lambda dialog: dialog.accept())
    draws(page)
    page.get_by_text("Phần vẽ lần trước chưa lưu đã được khôi phục.").wait_for()
    assert page.get_by_text("Chưa lưu", exact=True).count() == 1
    page.get_by_role("button", name="Bỏ phần ấy").click()
    checked(page)

    assert page.get_by_text("Chưa lưu", exact=True).count() == 0
    assert page.get_by_text("Làm việc đầu tiên", exact=True).count() == 1


def test_the_mark_of_the_drawing_library_stays_visible_and_uncovered(
    page: Any, given: Given
) -> None:
    sign_in(page, given)
    draws(page)
    mark = page.locator(".td-editor .bjs-powered-by")
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()

    assert mark.is_visible()
    assert page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('.bjs-powered-by') !== null",
        [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2],
    )


@pytest.fixture
def deployed(given: Given) -> Given:
    """The processes of the campaign, as they come with the service."""
    with given.units_of_work.open(Actor.system()) as uow:
        deploy(uow, given.engine, shipped_files())
    return given


@pytest.mark.parametrize("key", sorted(path.stem for path in PROCESSES.glob("*.bpmn")))
def test_a_process_goes_through_the_editor_whole(
    page: Any, deployed: Given, key: str, said: list[str]
) -> None:
    sign_in(page, deployed)
    draws(page, key)
    assert page.locator("[data-editor]").get_attribute("data-errors") == "0"

    with page.expect_download() as given_away:
        page.get_by_role("button", name="BPMN", exact=True).click()

    drawn = Path(given_away.value.path()).read_bytes()
    assert meaning(drawn) == meaning((PROCESSES / f"{key}.bpmn").read_bytes())


def meaning(diagram: bytes) -> Counter[tuple[str, ...]]:
    """Everything a diagram says, whatever its lines, its prefixes, and what goes without saying."""
    said = Counter[tuple[str, ...]]()
    for one in ElementTree.fromstring(diagram).iter():
        if one.tag.startswith(PICTURE):
            continue
        attributes = {name: " ".join(value.split()) for name, value in one.attrib.items()}
        # An expression may be an element of its own kind, or say its kind: both are one.
        kind = attributes.pop(TYPE, "").rpartition(":")[2] or one.tag.rpartition("}")[2]
        kind = "expression" if kind in ("tFormalExpression", "formalExpression") else kind
        said[(kind, " ".join((one.text or "").split()))] += 1
        said.update((kind, *pair) for pair in sorted(set(attributes.items()) - DEFAULTS))
    return said


def other_moment(page: Any, name: str, expression: str) -> None:
    group = page.locator(f"[data-moment='{name}']")
    group.get_by_label("Tính từ").select_option("other")
    group.get_by_label("Biểu thức", exact=True).fill(expression)
    group.get_by_label("Biểu thức", exact=True).press("Tab")


def types(page: Any, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).fill(text)
    page.get_by_label(label, exact=True).press("Tab")


#: Ten mistakes: the element, what is done to it, and the rule that names it.
MISTAKES: dict[str, tuple[str, Callable[[Any], None], str]] = {
    "nobody may do it": (
        "prepare_dossier",
        lambda page: page.get_by_label("văn thư đơn vị", exact=True).uncheck(),
        "no-candidate",
    ),
    "a due date nobody can read": (
        "prepare_dossier",
        lambda page: other_moment(page, "camunda:dueDate", "${workdays_after(}"),
        "expression",
    ),
    "a due date from nowhere": (
        "prepare_dossier",
        lambda page: other_moment(page, "camunda:dueDate", "${deadlin}"),
        "unknown-variable",
    ),
    "a separation from nobody": (
        "cross_check",
        lambda page: types(page, "Không giao cho người đã làm", "nobody_did"),
        "separate-duties",
    ),
    "a step that does nothing": (
        "save_dossier",
        lambda page: page.get_by_label("Hệ thống làm gì").select_option(""),
        "no-action",
    ),
    "a table nobody names": (
        "check_eligibility",
        lambda page: page.get_by_label("Bảng quyết định").select_option(""),
        "no-decision",
    ),
    "a way without a condition": (
        "dossier_to_mend",
        lambda page: types(page, "Điều kiện", ""),
        "no-condition",
    ),
    "a clock set to words": (
        "supplement_due",
        lambda page: other_moment(page, "timer", "ngày 15 tháng 12"),
        "timer-value",
    ),
    "a message without a name": (
        "withdrawn",
        lambda page: types(page, "Thông điệp", ""),
        "message-name",
    ),
    "an end taken away": (
        "ineligible",
        lambda page: page.locator(".djs-context-pad [data-action=delete]").click(),
        "dead-end",
    ),
}


def test_each_of_ten_mistakes_is_named_on_its_element_and_undone(
    page: Any, deployed: Given
) -> None:
    sign_in(page, deployed)
    draws(page, "nomination")

    for mistake, (element, spoil, rule) in MISTAKES.items():
        finds(page, element)
        spoil(page)
        checked(page)
        named = page.locator(f"li[data-rule={rule}]")
        assert named.count() > 0, f"{mistake}: {page.locator('[data-problems]').inner_text()}"
        named.first.get_by_role("button", name="chỉ chỗ").click()
        shown = page.locator("#p-id").input_value()
        assert page.locator(f"g[data-element-id='{shown}'].td-refused").count() > 0, mistake
        while page.get_by_role("button", name="Hoàn tác").is_enabled():
            page.get_by_role("button", name="Hoàn tác").click()
        checked(page)
        assert page.locator("[data-editor]").get_attribute("data-errors") == "0", mistake


def test_every_word_of_the_menus_is_vietnamese(page: Any, given: Given, said: list[str]) -> None:
    sign_in(page, given)
    draws(page)

    for element in ("begun", "first_task", "done"):
        choose(page, element)
        page.locator(".djs-context-pad [data-action=replace]").click()
        page.locator(".djs-popup-search").wait_for()
        page.keyboard.press("Escape")
    page.locator(".djs-palette [data-action=create]").click()
    page.locator(".djs-popup-search").wait_for()

    assert page.get_by_role("button", name="Công cụ nối").count() == 1
    assert [one for one in said if "not translated" in one] == []


def test_an_element_keeps_an_id_of_its_own(page: Any, given: Given) -> None:
    sign_in(page, given)
    draws(page)
    choose(page, "first_task")
    page.locator("summary", has_text="Mã").click()

    types(page, "Mã", "done")
    page.get_by_text("không trùng mã của phần tử khác").wait_for()
    types(page, "Mã", "write_letter")
    checked(page)

    assert page.locator("g[data-element-id=write_letter]").count() == 1
    assert page.locator("g[data-element-id=done]").count() == 1


@needs_models
def test_every_reference_model_goes_through_the_editor_whole(page: Any, given: Given) -> None:
    sign_in(page, given)

    changed = {}
    for model in MODELS:
        given.draft(f"{model.stem}.bpmn".replace(" ", ""), model.read_bytes())
        draws(page, model.stem.replace(" ", ""))
        with page.expect_download() as given_away:
            page.get_by_role("button", name="BPMN", exact=True).click()
        drawn = Path(given_away.value.path()).read_bytes()
        before, after = meaning(model.read_bytes()), meaning(drawn)
        if before != after:
            changed[model.stem] = before - after, after - before

    assert changed == {"C.8.1": (LEFT_OUT, Counter())}
