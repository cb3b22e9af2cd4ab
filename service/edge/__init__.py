"""What pages and API share at the edge: who asks, in which language, on which sessions."""

from flask import Flask

from service.edge.identity import register_identity
from service.edge.language import register_language
from service.edge.safety import register_safety


def register_edge(app: Flask) -> None:
    """Prepare an app for pages or API; doing it twice is the same as doing it once."""
    if "edge" in app.extensions:
        return
    app.extensions["edge"] = True
    # In this order: an error page needs a language, and a refusal knows whom it refuses.
    register_language(app)
    register_identity(app)
    register_safety(app)
