"""In which language a person is spoken to, and how moments and days are written."""

import io
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g, request, session
from flask_babel import Babel, force_locale, get_locale, gettext, lazy_gettext, ngettext

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_CATALOGUES = Path(__file__).parent.parent / "web" / "translations"


def register_language(app: Flask) -> None:
    """Choose a language for each request and teach the templates to write dates."""
    babel = Babel(
        app,
        default_locale="vi",
        default_timezone="Asia/Ho_Chi_Minh",
        locale_selector=_choose,
    )
    with app.app_context():
        # Flask-Babel would look for compiled catalogues; ours are read from the .po files.
        babel.domain_instance.cache.update(
            {(name, "messages"): _catalogue(name) for name in LANGUAGES}
        )
    app.jinja_env.filters["moment"] = moment
    app.jinja_env.filters["day"] = day
    app.jinja_env.filters["hour"] = hour
    app.jinja_env.filters["until"] = until


def language() -> str:
    """The language of this request, as ``vi``."""
    return str(get_locale() or "vi")


def say(sentence: str, **values: object) -> str:
    """The sentence in the language of this request."""
    return str(gettext(sentence, **values))


def speaking(locale: str) -> AbstractContextManager[None]:
    """Say everything in one language, whoever asks."""
    said: AbstractContextManager[None] = force_locale(locale)
    return said


#: As translators' tools look for sentences.
_ = say


def say_many(one: str, many: str, num: int) -> str:
    """The sentence for one thing or for many, which says ``%(num)d``."""
    return str(ngettext(one, many, num))


def say_later(sentence: str) -> object:
    """The sentence in the language of whoever it will be shown to."""
    found: object = lazy_gettext(sentence)
    return found


def moment(value: datetime | None) -> str:
    """A moment as people here write it: day first, their own zone."""
    return value.astimezone(ZONE).strftime("%d/%m/%Y %H:%M") if value else ""


def hour(value: datetime) -> str:
    """The time of a day everybody knows."""
    return value.astimezone(ZONE).strftime("%H:%M")


def until(value: datetime | None) -> str:
    """A due moment; midnight is the end of the day before, as people here say it."""
    if value is None:
        return ""
    local = value.astimezone(ZONE)
    if (local.hour, local.minute) == (0, 0):
        return _("the end of %(day)s", day=day(local - timedelta(days=1)))
    return moment(value)


def day(value: date | datetime | None) -> str:
    """A day as people here write it."""
    local = value.astimezone(ZONE) if isinstance(value, datetime) else value
    return local.strftime("%d/%m/%Y") if local else ""


def _choose() -> str:
    """What the person chose here, else what the account says, else Vietnamese."""
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    if request.path.startswith("/api/") and request.accept_languages:
        asked = request.accept_languages.best_match(list(LANGUAGES))
        if asked is not None:
            return asked
    viewer = g.get("viewer")
    return viewer.locale if viewer is not None and viewer.locale in LANGUAGES else "vi"


@cache
def _catalogue(name: str) -> NullTranslations:
    source = _CATALOGUES / name / "LC_MESSAGES" / "messages.po"
    if not source.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    with source.open("rb") as lines:
        write_mo(compiled, read_po(lines, locale=name))
    compiled.seek(0)
    return Translations(compiled)
