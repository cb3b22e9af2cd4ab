"""The files the front end was built into, by the names in its manifest."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import url_for

_DIST = Path(__file__).parent / "static" / "dist"


@dataclass(frozen=True, slots=True)
class Bundle:
    """The addresses of one bundle; without a build there are none."""

    js: str | None
    css: str | None
    preload: tuple[str, ...]


def is_built() -> bool:
    """Whether the front end has been built."""
    return bool(_manifest(_stamp()))


def bundle(name: str) -> Bundle:
    """The addresses of the named bundle."""
    entry = _manifest(_stamp()).get(name)
    if entry is None:
        return Bundle(None, None, ())
    return Bundle(
        js=_address(entry["js"]),
        css=_address(entry["css"]) if entry.get("css") else None,
        preload=tuple(_address(one) for one in entry.get("preload", ())),
    )


def _address(file: str) -> str:
    return url_for("static", filename=f"dist/{file}")


def _stamp() -> int:
    path = _DIST / "manifest.json"
    return path.stat().st_mtime_ns if path.is_file() else 0


@lru_cache(maxsize=2)
def _manifest(stamp: int) -> dict[str, dict[str, str]]:
    """Read again only when the front end was built again."""
    if not stamp:
        return {}
    found: dict[str, dict[str, str]] = json.loads((_DIST / "manifest.json").read_text("utf-8"))
    return found
