"""The pages about the rules of the drawings, read from where the documentation keeps them."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from markupsafe import Markup, escape

from workflows.rules import Rule

_SECTIONS = re.compile(
    r"# (?P<title>.+?) \(`[\w-]+`\)\n\n\*.+?\*\n\n(?P<vi>.+?)\n\nThông báo: (?P<said_vi>.+?)\n\n"
    r"## In English\n\n(?P<en>.+?)\n\nIt says: (?P<said_en>[^\n]+)",
    re.DOTALL,
)
_EXAMPLES = re.compile(r"^(?:Sai|Đúng) · (\w+):\n\n```xml\n(.+?)\n```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


@dataclass(frozen=True, slots=True)
class RulePage:
    """What a page says: its title in Vietnamese, the rest by language, and the examples."""

    title: str
    paragraphs: dict[str, list[Markup]]
    said: dict[str, str]
    wrong: str
    right: str


@cache
def page_of(rule: Rule) -> RulePage:
    """Read the page of a rule."""
    text = (_folder() / f"{rule.name}.md").read_text("utf-8")
    found = _SECTIONS.match(text)
    assert found is not None, rule.name
    examples = dict(_EXAMPLES.findall(text))
    return RulePage(
        title=found["title"],
        paragraphs={language: _paragraphs(found[language]) for language in ("vi", "en")},
        said={"vi": found["said_vi"], "en": found["said_en"]},
        wrong=examples.get("Wrong", ""),
        right=examples.get("Right", ""),
    )


def _folder() -> Traversable:
    """Beside this module in a wheel, else in the documentation of the sources."""
    packed = files("service.web") / "rules"
    return packed if packed.is_dir() else Path(__file__).parents[2] / "docs" / "rules"


def _paragraphs(text: str) -> list[Markup]:
    return [_worded(" ".join(one.split())) for one in text.split("\n\n")]


def _worded(text: str) -> Markup:
    """Plain words, with what stands in backticks as code; links lead nowhere here."""
    parts = _LINK.sub(r"\1", text).split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part)
        for number, part in enumerate(parts)
    )
