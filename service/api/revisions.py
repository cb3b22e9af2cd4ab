"""Which state of a thing the caller decided upon."""

from http import HTTPStatus

from flask import abort, request


def seen_revision() -> int:
    """The revision the caller saw; without one nobody can tell what was decided upon."""
    seen = sorted(request.if_match.as_set())
    if not seen:
        abort(HTTPStatus.PRECONDITION_REQUIRED)
    return int(seen[0]) if seen[0].isdecimal() else -1
