"""Writing a mail out: a subject, a text and the same in HTML, with a link to each thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from service.actions.notices import topic_of
from service.models import Mail, Notice, Topic
from service.outbox.letters import Letter
from service.queries.cases import MENTIONED
from service.queries.definitions import offered_in

#: So many notices are written out; the page of notices has the others.
WRITTEN_OUT = 20
_PRESSING = list(Topic)
# A plain text knows no angle brackets to be wary of; the HTML does.
_TEXTS = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_WORDS = {
    "vi": {
        "more": "và {number} thông báo khác",
        "open": "Mở xem",
        "all": "Xem mọi thông báo",
        "why": "Thư này do hệ thống Thi Đua tự động gửi. Xin không trả lời.",
        "choose": "Chọn loại thư muốn nhận",
    },
    "en": {
        "more": "and {number} more notices",
        "open": "Open",
        "all": "See all notices",
        "why": "Thi Đua sent this mail by itself. Please do not answer.",
        "choose": "Choose which mails you get",
    },
}


@dataclass(frozen=True, slots=True)
class Stationery:
    """What every letter has on it: where the service is found."""

    home: str

    def write(self, mail: Mail, notices: Sequence[Notice]) -> Letter:
        """Write a mail out, the most pressing first."""
        ordered = sorted(notices, key=lambda one: _PRESSING.index(topic_of(one.kind)))
        words = _WORDS.get(mail.person.locale, _WORDS["vi"])
        parts = {
            "items": [(one, self._address_of(one)) for one in ordered[:WRITTEN_OUT]],
            "more": words["more"].format(number=len(ordered) - WRITTEN_OUT)
            if len(ordered) > WRITTEN_OUT
            else "",
            "words": words,
            "locale": mail.person.locale,
            "list_address": f"{self.home}/notices",
            "settings_address": f"{self.home}/account/notices",
        }
        return Letter(
            to=mail.person.email or "",
            subject=_subject(ordered, words["more"]),
            text=_TEXTS.get_template("letter.txt").render(parts),
            html=_TEXTS.get_template("letter.html").render(parts),
            key=mail.key,
            locale=mail.person.locale,
            written_at=mail.made_at,
            settings_address=f"{self.home}/account/notices",
        )

    def _address_of(self, notice: Notice) -> str:
        if notice.task_id is not None:
            return f"{self.home}/tasks/{notice.task_id}"
        if (key := offered_in(notice)) is not None:
            return f"{self.home}/processes/drafts/{key}"
        if notice.instance_id is not None:
            part = "#comments" if notice.kind == MENTIONED else ""
            return f"{self.home}/cases/{notice.instance_id}{part}"
        return f"{self.home}/"


def _subject(notices: Sequence[Notice], more: str) -> str:
    others = len(notices) - 1
    subject = notices[0].subject
    return f"{subject} ({more.format(number=others)})" if others else subject
