"""The sentences about scenarios and rehearsals, by code and language."""

from typing import Any

from service.errors import ServiceError

SENTENCES: dict[str, dict[str, str]] = {
    "database_in_use": {
        "vi": "Cơ sở dữ liệu này đã có dữ liệu; diễn tập cần một cơ sở dữ liệu riêng, còn trống.",
        "en": "This database is in use; a rehearsal needs an empty one of its own.",
    },
    "endless": {
        "vi": "Diễn tập không đi đến hồi kết sau {count} thời điểm; kịch bản có vòng lặp.",
        "en": "The rehearsal came to no end after {count} moments; the scenario goes in circles.",
    },
    "expects_date": {
        "vi": "{where}: cần một ngày, như 2025-12-03, không phải {value}",
        "en": "{where}: a date as 2025-12-03 is expected, not {value}",
    },
    "expects_datetime": {
        "vi": "{where}: cần ngày giờ, như 2025-12-03T08:00:00+07:00, không phải {value}",
        "en": "{where}: a moment as 2025-12-03T08:00:00+07:00 is expected, not {value}",
    },
    "expects_offset": {
        "vi": "{where}: ngày giờ cần có múi giờ, như 2025-12-03T08:00:00+07:00",
        "en": "{where}: a moment needs its offset, as in 2025-12-03T08:00:00+07:00",
    },
    "expects_bool": {
        "vi": "{where}: cần true hoặc false, không phải {value}",
        "en": "{where}: true or false is expected, not {value}",
    },
    "expects_float": {
        "vi": "{where}: cần một số, không phải {value}",
        "en": "{where}: a number is expected, not {value}",
    },
    "expects_int": {
        "vi": "{where}: cần một số nguyên, không phải {value}",
        "en": "{where}: a whole number is expected, not {value}",
    },
    "expects_list": {
        "vi": "{where}: cần một danh sách",
        "en": "{where}: a list is expected",
    },
    "expects_str": {
        "vi": "{where}: cần một đoạn chữ, không phải {value}",
        "en": "{where}: text is expected, not {value}",
    },
    "expects_table": {
        "vi": "{where}: cần một bảng",
        "en": "{where}: a table is expected",
    },
    "expects_time": {
        "vi": "{where}: cần giờ trong ngày, như 08:00:00, không phải {value}",
        "en": "{where}: a time of day as 08:00:00 is expected, not {value}",
    },
    "expects_word": {
        "vi": "{where}: {value} không nằm trong {words}",
        "en": "{where}: {value} is not one of {words}",
    },
    "missing": {
        "vi": "{where}: thiếu mục {name}",
        "en": "{where}: the entry {name} is missing",
    },
    "no_file": {
        "vi": "{where}: không có tệp {name}",
        "en": "{where}: there is no file {name}",
    },
    "no_folder": {
        "vi": "Không ghi được {where}: thư mục {name} không có.",
        "en": "{where} cannot be written: there is no folder {name}.",
    },
    "no_scenario": {
        "vi": "Không có tệp {where}, cũng không có kịch bản nào tên như vậy (đang có: {known}).",
        "en": "There is no file {where}, and no scenario of that name (there are: {known}).",
    },
    "nobody": {
        "vi": "{task}: không ai trong kịch bản được làm việc này ({people})",
        "en": "{task}: nobody of the scenario may do this ({people})",
    },
    "not_toml": {
        "vi": "{where}: không phải tệp TOML: {cause}",
        "en": "{where}: not a TOML file: {cause}",
    },
    "refused": {
        "vi": "{who}, {task}: {cause}",
        "en": "{who}, {task}: {cause}",
    },
    "twice": {
        "vi": "{where}: {name} xuất hiện hai lần",
        "en": "{where}: {name} occurs twice",
    },
    "unknown_entry": {
        "vi": "{where}: không có mục nào tên {name}; gần giống: {close}",
        "en": "{where}: the entry {name} is unknown; close to it: {close}",
    },
    "unknown_name": {
        "vi": "{where}: {name} không có trong kịch bản",
        "en": "{where}: {name} is not in the scenario",
    },
}


class WordedHere(ServiceError):
    """An error of a rehearsal, with its sentence in this room."""

    def sentence(self, locale: str = "vi") -> str:
        """Say what is wrong, for the person who wrote the scenario or started it."""
        params: dict[str, Any] = {name: _said(one, locale) for name, one in self.params.items()}
        return SENTENCES[self.code][locale].format_map(params)


class ScenarioInvalid(WordedHere):
    """The scenario file cannot be played; the sentence says which entry and why."""


class RehearsalRefused(WordedHere):
    """The rehearsal cannot begin as asked."""


class RehearsalStuck(WordedHere):
    """Somebody in the scenario could not do what it says; the sentence tells who and what."""


def _said(value: Any, locale: str) -> Any:
    if not isinstance(value, ServiceError):
        return value
    wrong = getattr(value, "fields", {})
    details = "; ".join(f"{field}: {', '.join(said)}" for field, said in wrong.items())
    return f"{value.sentence(locale)} {details}".strip()
