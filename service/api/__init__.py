"""REST for programs: the same operations as the pages, one module per resource."""

from flask import Flask
from flask_smorest import Api

from service.api import (
    about_me,
    absences,
    account,
    bulk,
    campaigns,
    case_search,
    cases,
    comments,
    corrections,
    definition_drafts,
    definitions,
    document_templates,
    documents,
    groups,
    handing_on,
    handovers,
    incidents,
    instances,
    migrations,
    nominations,
    notices,
    packs,
    people,
    sessions,
    tasks,
    units,
    views,
)
from service.api.problems import register_problems
from service.edge import register_edge


def register_api(app: Flask) -> None:
    """Put the API on the app, with its description at /api/openapi.json."""
    register_edge(app)
    app.config.update(
        API_TITLE="Thi Đua",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
    )
    api = Api(app, spec_kwargs={"info": {"description": _DESCRIPTION}})
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
    for room in (
        *(sessions, definition_drafts, definitions, migrations),
        *(campaigns, tasks, case_search, cases, comments, nominations),
        *(incidents, instances, bulk, handovers, views, notices),
        *(people, units, groups, account, about_me, corrections),
        *(documents, document_templates, packs),
        *(absences, handing_on),
    ):
        api.register_blueprint(room.blueprint)
    register_problems(app)


_DESCRIPTION = (
    "Nominations and commendations, exactly as their diagrams draw them. Sign in with "
    "POST /api/sessions and send the token as a bearer. Failures are application/problem+json "
    "(RFC 9457) with a stable `code`. Commands take an `Idempotency-Key`; completing a task "
    "needs `If-Match` with the ETag of the task."
)
