"""One nomination from nothing to a decision, at the browsers of everybody who has a part in it."""

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from tests.browser.hands import Finger, Keyboard, Mouse
from tests.browser.test_walks import WIDER_THAN_THE_SCREEN, RingsAtOnce
from tests.support.given_people import PASSWORD

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "service" / "web" / "translations" / "vi" / "LC_MESSAGES" / "messages.po"
PROPOSING = "Giới thiệu tập thể, cá nhân đề nghị khen thưởng"
NOMINEE = "Lò Thị Ngân"
CONTENT = (
    "Tổ chức tốt công tác tuyên truyền, hướng tới Đại hội đại biểu toàn quốc lần thứ XIV của Đảng."
)
MEMBERS = ("giamdoc", "phogiamdoc", "congdoan", "lslt.truong", "qlbg.truong")

CHOICES = "[type=radio], [type=checkbox]"
#: What a page may call something in the language it is read in.
Said = Callable[[str], re.Pattern[str]]


@pytest.fixture
def database_url(opened_campaign: Path, tmp_path: Path) -> str:
    copy = tmp_path / "season.db"
    shutil.copy(opened_campaign, copy)
    return f"sqlite:///{copy}"


@pytest.fixture
def application(application: Any) -> Any:
    application.extensions["alarm"] = RingsAtOnce(application)
    return application


def in_vietnamese(text: str) -> re.Pattern[str]:
    return _beginning([text])


def in_english() -> Said:
    """What the pages and the forms say in English for what they say in Vietnamese."""
    words = defaultdict(list)
    with CATALOGUE.open("rb") as file:
        for one in read_po(file):
            if isinstance(one.string, str):
                words[one.string].append(str(one.id))
    for form in sorted((ROOT / "bpmn" / "forms").glob("*.form")):
        for vietnamese, english in _labels(json.loads(form.read_text("utf-8"))):
            words[vietnamese].append(english)
    return lambda text: _beginning(words[text])


def _beginning(texts: list[str]) -> re.Pattern[str]:
    """Names that begin with one of these texts; what is optional says so behind it."""
    assert texts
    return re.compile(rf"^\s*({'|'.join(map(re.escape, texts))})(?!\w)")


def _labels(part: Any) -> Iterator[tuple[str, str]]:
    if isinstance(part, list):
        for one in part:
            yield from _labels(one)
    elif isinstance(part, dict):
        english = part.get("label_en") or part.get("properties", {}).get("label_en")
        for key in ("label", "dateLabel"):
            if english and key in part:
                yield part[key], english
        for one in part.values():
            yield from _labels(one)


class Participant:
    """One person at a browser of their own."""

    def __init__(self, page: Any, hand: Mouse, said: Said) -> None:
        self._page, self._hand, self._said = page, hand, said

    def sign_in(self, username: str) -> None:
        self._page.goto("/sign-in")
        if not self._page.get_by_label(self._said("Tên đăng nhập")).count():
            self._hand.press(self._page.get_by_role("link", name="English"))
        self.write("Tên đăng nhập", username)
        self.write("Mật khẩu", PASSWORD)
        self.press("Đăng nhập")
        self._page.get_by_role("heading", level=1).wait_for()
        self._page.wait_for_url("**/")

    def open_task(self, name: str, case: str = "2025-CD5") -> None:
        self._page.goto(f"/?campaign={case}")
        self._hand.press(self._page.get_by_role("link", name=name, exact=True).first)
        self._page.get_by_role("heading", level=1, name=name).wait_for()
        assert not self._page.evaluate(WIDER_THAN_THE_SCREEN)

    def open_deadline(self, name: str, campaign: str = "2025-CD5") -> None:
        self._page.goto(f"/campaigns/{campaign}")
        row = self._page.get_by_role("row", name=self._said(name)).first
        self._hand.press(row.get_by_role("link", name=self._said("Điều chỉnh")))

    def find(self, nominee: str, campaign: str = "2025-CD5") -> None:
        self._page.goto(f"/campaigns/{campaign}")
        self._hand.press(self._page.get_by_role("link", name=nominee).first)

    def complete(self) -> None:
        self.send("Hoàn thành công việc")

    def send(self, button: str) -> None:
        self.press(button)
        self._page.locator("#notice").wait_for()

    def write(self, label: str, text: str) -> None:
        self._hand.write(self._box(label), text)

    def write_day(self, label: str, day: str) -> None:
        boxes = self._page.get_by_role("group", name=self._said(label)).get_by_role("textbox")
        for box, part in zip(boxes.all(), day.split("/"), strict=True):
            self._hand.write(box, part)

    def choose(self, label: str, option: str) -> None:
        box = self._box(label)
        wanted = box.locator("option").filter(has_text=self._said(option))
        self._hand.choose(box, wanted.inner_text())

    def tick(self, label: str, number: int = 0) -> None:
        self._hand.tick(self._labelled(label, CHOICES).nth(number))

    def today(self, number: int = 0) -> None:
        self._hand.press(self._page.locator("[data-fill-day]").nth(number))

    def press(self, name: str) -> None:
        self._hand.press(self._page.get_by_role("button", name=self._said(name)).first)

    def seen(self, text: str) -> None:
        self._page.get_by_text(self._said(text)).first.wait_for()

    def _box(self, label: str) -> Any:
        return self._labelled(label, f"select, textarea, input:not({CHOICES})").first

    def _labelled(self, label: str, kind: str) -> Any:
        return self._page.get_by_label(self._said(label)).and_(self._page.locator(kind))


MANNERS = {
    "mouse": (Mouse, "vi", {}),
    "keyboard": (Keyboard, "vi", {}),
    "phone": (Finger, "vi", {"viewport": {"width": 360, "height": 740}, "has_touch": True}),
    "in English": (Mouse, "en", {}),
}


@pytest.fixture(params=MANNERS)
def comes(request: pytest.FixtureRequest, open_page: Any) -> Callable[[str], Participant]:
    kind, language, choices = MANNERS[request.param]
    said = in_english() if language == "en" else in_vietnamese

    def comes(username: str) -> Participant:
        page = open_page(**choices)
        participant = Participant(page, kind(page), said)
        participant.sign_in(username)
        return participant

    return comes


def test_a_nomination_is_carried_from_nothing_to_a_decision(
    comes: Any, clock: Any, application: Any
) -> None:
    at_the_unit(comes)
    at_the_office(comes)
    clock.advance(hours=2)
    application.extensions["alarm"].wake()
    rank(comes("thuongtruc"))
    convene(comes("thuky"))
    clock.advance(days=1)
    at_the_session(comes)
    to_the_decision(comes)

    clerk = comes("lslt.chuyenvien")
    clerk.find(NOMINEE)
    clerk.seen("được khen thưởng")


def at_the_unit(comes: Any) -> None:
    clerk = comes("lslt.chuyenvien")
    propose(clerk)
    prepare_dossier(clerk)
    decide(clerk, PROPOSING, "Đã đủ, chuyển sang họp đơn vị")
    hold_meeting(clerk)
    decide(comes("lslt.truong"), "Xem xét, xác nhận danh sách", "Xác nhận và gửi đi")


def at_the_office(comes: Any) -> None:
    office = comes("thuongtruc")
    decide(office, "Thẩm tra thành phần hồ sơ", "Đầy đủ")
    office.open_task("Đối chiếu xếp loại, kỷ luật, đơn thư, khen thưởng đã có")
    office.choose("Xếp loại năm đã xác nhận", "Hoàn thành xuất sắc nhiệm vụ")
    office.complete()
    close_early(office)


def at_the_session(comes: Any) -> None:
    secretary = comes("thuky")
    secretary.open_task("Điểm danh thành viên")
    for number in range(len(MEMBERS)):
        secretary.tick("Có mặt", number)
    secretary.complete()
    for username in MEMBERS:
        decide(comes(username), "Biểu quyết từng đề nghị khen thưởng", "Đồng ý")
    decide(comes("giamdoc"), "Xác nhận kết quả phiên họp", "Xác nhận")


def to_the_decision(comes: Any) -> None:
    office = comes("thuongtruc")
    office.open_task("Dự thảo quyết định khen thưởng")
    office.write("Trích yếu quyết định", "Về việc tặng Giấy khen")
    office.complete()
    decide(comes("giamdoc"), "Xem xét, ký quyết định", "Ký")
    register(comes("vanthu"))


def propose(clerk: Participant) -> None:
    clerk.open_task(PROPOSING)
    clerk.tick("Giới thiệu một trường hợp")
    clerk.tick("Cá nhân")
    clerk.write("Họ tên cá nhân hoặc tên tập thể", NOMINEE)
    clerk.choose("Hình thức khen thưởng đề nghị", "Giấy khen của Giám đốc Sở")
    clerk.choose("Nội dung thi đua (mục II của Kế hoạch)", CONTENT)
    clerk.write("Thành tích, một câu đo đếm được", "Rút thời gian làm thủ tục lãnh sự còn ba ngày")
    clerk.complete()


def prepare_dossier(clerk: Participant) -> None:
    clerk.open_task("Lập hồ sơ, báo cáo thành tích")
    clerk.choose("Xếp loại chất lượng của năm xét khen thưởng", "Hoàn thành xuất sắc nhiệm vụ")
    clerk.write_day("Thành tích từ ngày", "01/12/2025")
    clerk.write_day("Thành tích đến ngày", "04/12/2025")
    clerk.write("Báo cáo thành tích tóm tắt", "Đã làm 214 hồ sơ, không hồ sơ nào quá hạn.")
    clerk.write("Việc trực tiếp tham mưu nhiệm vụ trọng tâm của tỉnh", "Đón 12 đoàn của tỉnh.")
    clerk.tick("Báo cáo thành tích")
    clerk.tick("Biên bản họp xét khen thưởng")
    clerk.tick("Tờ trình của đơn vị")
    clerk.complete()


def hold_meeting(clerk: Participant) -> None:
    clerk.open_task("Họp đơn vị, ghi kết quả biểu quyết và biên bản")
    clerk.today()
    clerk.write("Tổng số người của đơn vị", "9")
    clerk.write("Số người dự họp", "9")
    clerk.write("Đồng ý", "9")
    clerk.write("Không đồng ý", "0")
    clerk.write("Biên bản họp tóm tắt", "Họp đủ, bỏ phiếu kín.")
    clerk.complete()


def decide(participant: Participant, task: str, choice: str) -> None:
    participant.open_task(task)
    participant.tick(choice)
    participant.complete()


def close_early(office: Participant) -> None:
    office.open_deadline("Đơn vị nộp hồ sơ")
    office.today()
    office.write("Giờ", "09:00")
    office.write("Căn cứ", "Các đơn vị đã nộp đủ")
    office.send("Điều chỉnh thời hạn")


def rank(office: Participant) -> None:
    office.open_task("Tổng hợp, xếp thứ tự các trường hợp đề nghị")
    office.write("Thứ tự", "1")
    office.complete()


def convene(secretary: Participant) -> None:
    secretary.open_task("Ấn định thời gian, địa điểm họp")
    secretary.today()
    secretary.write("Giờ họp", "14:00")
    secretary.write("Địa điểm", "Phòng họp tầng 2")
    secretary.complete()


def register(registry: Participant) -> None:
    registry.open_task("Cấp số, vào sổ, phát hành quyết định")
    registry.write("Số, ký hiệu quyết định", "12/QĐ-SNgV")
    registry.today()
    registry.complete()
