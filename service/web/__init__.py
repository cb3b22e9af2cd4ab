"""Pages for people: rendered on the server, usable without scripts, Vietnamese first."""

from flask import Flask

from service.edge import register_edge
from service.web import (
    about_me,
    account,
    bulk,
    calendar_feeds,
    campaign_plans,
    campaigns,
    case_search,
    cases,
    comments,
    corrections,
    deactivating,
    deadlines,
    definition_drafts,
    definition_editor,
    definition_replays,
    document_templates,
    documents,
    groups,
    handing_on,
    handovers,
    inbox,
    incidents,
    interventions,
    migrations,
    nominations,
    notices,
    own_account,
    packs,
    passwords,
    people,
    people_away,
    privacy,
    processes,
    signed_copies,
    tasks,
    units,
    views,
)
from service.web.failures import register_failures
from service.web.furniture import register_furniture

_ROOMS = (
    *(
        account,
        inbox,
        tasks,
        case_search,
        cases,
        comments,
        interventions,
        incidents,
        nominations,
        campaigns,
        campaign_plans,
        deadlines,
    ),
    *(
        migrations,
        processes,
        definition_drafts,
        definition_editor,
        definition_replays,
        notices,
        calendar_feeds,
    ),
    *(documents, document_templates, signed_copies, packs),
    *(people, deactivating, units, groups, own_account, passwords),
    *(about_me, corrections, privacy),
    *(bulk, handovers, views),
    *(people_away, handing_on),
)


def register_pages(app: Flask) -> None:
    """Put every page on the app."""
    register_edge(app)
    register_furniture(app)
    register_failures(app)
    for room in _ROOMS:
        app.register_blueprint(room.blueprint)
