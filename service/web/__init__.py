"""Pages for people: rendered on the server, usable without scripts, Vietnamese first."""

from flask import Flask

from service.edge import register_edge
from service.web import account, campaigns, cases, inbox, processes, tasks
from service.web.failures import register_failures
from service.web.furniture import register_furniture


def register_pages(app: Flask) -> None:
    """Put every page on the app."""
    register_edge(app)
    register_furniture(app)
    register_failures(app)
    for room in (account, inbox, tasks, cases, campaigns, processes):
        app.register_blueprint(room.blueprint)
