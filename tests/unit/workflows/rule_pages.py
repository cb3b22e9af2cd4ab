"""Writes into the page of each rule what differs between its wrong and its right example.

Run it with ``.venv/bin/python -m tests.unit.workflows.rule_pages``.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "docs" / "rules"
EXAMPLES = Path(__file__).parent / "rules"

#: What every file has, and what no rule of the drawing is about.
_FRAME = re.compile(r"</?(?:bpmndi:|definitions\b)")
_EMPTY = re.compile(r"<((\w+)[^<>]*)></\2>")
_BLOCKS = re.compile(r"^(?:Sai|Đúng) · ", re.MULTILINE)
#: Of these the files themselves show nothing: bytes, or hundreds of elements.
_NOT_SHOWN = frozenset(
    {"not-text", "not-bpmn", "xml-size", "xml-syntax", "too-many-elements", "predicted-size"}
)


def pages() -> Iterator[tuple[Path, str]]:
    """The page of every rule whose examples can be shown, as it ought to be."""
    for page in sorted(PAGES.glob("*.md")):
        if (EXAMPLES / page.stem).is_dir() and page.stem not in _NOT_SHOWN:
            text = _BLOCKS.split(page.read_text("utf-8"))[0].rstrip()
            yield page, f"{text}\n{_blocks(page.stem)}"


def _blocks(rule: str) -> str:
    wrong, right = (_lines(rule, name) for name in ("invalid", "valid"))
    changes = SequenceMatcher(None, wrong, right, autojunk=False).get_opcodes()
    changed = [places for sort, *places in changes if sort != "equal"]
    return "".join(
        [
            _block("Sai · Wrong", [wrong[first:last] for first, last, _, _ in changed]),
            _block("Đúng · Right", [right[first:last] for _, _, first, last in changed]),
        ]
    )


def _block(title: str, pieces: list[list[str]]) -> str:
    lines = [line for piece in pieces for line in piece]
    return "\n".join(["", f"{title}:", "", "```xml", *lines, "```", ""]) if lines else ""


def _lines(rule: str, name: str) -> list[str]:
    (path,) = (EXAMPLES / rule).glob(f"{name}.*")
    lines = [line.strip() for line in _EMPTY.sub(r"<\1/>", path.read_text("utf-8")).splitlines()]
    return [line for line in lines if line and not _FRAME.match(line)]


if __name__ == "__main__":
    for path, written in pages():
        path.write_text(written, "utf-8")
