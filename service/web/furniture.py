"""What every template can rely on: words, colours, addresses and who is signed in."""

from typing import Any

from flask import Flask, current_app, g, request

from service.edge.context import now, reading
from service.edge.language import LANGUAGES, language
from service.permissions import may_answer_corrections, may_search_cases, may_see_incidents
from service.queries.corrections import count_open_corrections
from service.queries.incidents import count_open_incidents
from service.web import words
from service.web.addresses import address_with, this_address
from service.web.assets import bundle, is_built
from service.web.away_words import HANDING_ON
from service.web.due import due_words
from service.web.handing_on import offered
from service.web.handovers import undoable
from service.web.keeping import keeps_accounts
from service.web.measures import worker
from service.web.rulings import effect_words
from service.web.stories import in_stead, waits_for

#: Where a finished rehearsal is shown, beside the live service.
REHEARSAL_PATH = "/dien-tap-2025"


def register_furniture(app: Flask) -> None:
    """Give the templates their words, filters and globals."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        words=words,
        word=words.word,
        tag=words.tag,
        case_key=words.case_key,
        bundle=bundle,
        is_built=is_built,
        due_words=due_words,
        effect_words=effect_words,
        waits_for=waits_for,
        in_stead=in_stead,
        handing_offered=offered,
        handing_on_words=HANDING_ON,
        address_with=address_with,
        undoable=undoable,
        languages=LANGUAGES,
        now=now,
    )
    app.context_processor(_surroundings)


def _surroundings() -> dict[str, Any]:
    is_rehearsal = current_app.extensions["config"].is_rehearsal
    person = g.get("viewer")
    looks_after = person is not None and not is_rehearsal and bool(may_see_incidents(worker()))
    answers = person is not None and not is_rehearsal and bool(may_answer_corrections(worker()))
    return {
        "person": person,
        "keeps_accounts": person is not None and keeps_accounts(),
        "answers_corrections": answers,
        "open_corrections": count_open_corrections(reading()) if answers else 0,
        "searches_cases": person is not None and bool(may_search_cases(worker())),
        "sees_incidents": looks_after,
        "open_incidents": count_open_incidents(reading()) if looks_after else 0,
        "language": language(),
        "is_rehearsal": is_rehearsal,
        "other_home": "/" if is_rehearsal else f"{REHEARSAL_PATH}/campaigns",
        "has_rehearsal": is_rehearsal or current_app.extensions.get("rehearsal", False),
        "request_id": g.get("request_id", ""),
        "here": this_address(),
        "section": request.blueprint,
    }
