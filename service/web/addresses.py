"""Where a page is, and where one may go from it."""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from flask import request, url_for


def this_address() -> str:
    """The address of this page, below wherever the app is mounted; a form's is the inbox."""
    if request.method != "GET":
        return url_for("inbox.inbox_page")
    return f"{request.script_root}{request.full_path.rstrip('?')}"


def address_with(**changes: str) -> str:
    """The address of this page with other filters; an empty one is left out."""
    kept = {**request.args.to_dict(), **changes}
    query = urlencode({name: value for name, value in kept.items() if value})
    return f"{request.script_root}{request.path}{'?' + query if query else ''}"


def inbox_address(filters: Mapping[str, str]) -> str:
    """The address of the inbox narrowed by these filters."""
    query = urlencode(filters)
    return url_for("inbox.inbox_page") + (f"?{query}" if query else "")


def local_target(wanted: str | None) -> str:
    """Where to go next: a path of this site, never an address somebody slipped in."""
    home = url_for("inbox.inbox_page")
    if not wanted or not wanted.startswith("/") or "\\" in wanted:
        return home
    parts = urlsplit(wanted)
    is_local = not parts.scheme and not parts.netloc and not wanted.startswith("//")
    return wanted if is_local and wanted.isprintable() else home
