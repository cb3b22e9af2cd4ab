"""Writes the table of what is run and what is refused as a page, in Vietnamese and English."""

from collections.abc import Iterator
from pathlib import Path

from tests.unit.workflows.bpmn_coverage import elements, events

RUNS = "**chạy** · works"
PAGE = Path(__file__).parents[4] / "docs" / "bpmn-coverage.md"
TEMPLATE = Path(__file__).with_name("page.md").read_text("utf-8")


def page() -> str:
    """The whole page."""
    return TEMPLATE.replace("{tables}", "\n".join([*_events(), *_elements()]))


def _events() -> Iterator[str]:
    yield "## Sự kiện · Events\n"
    places = [f"{place.vi}<br>*{place.en}*" for place in events.PLACES]
    yield _line("loại · kind", *places)
    yield _line(*["---"] * (len(places) + 1))
    for kind, (vi, en, _) in events.KINDS.items():
        verdicts = [place.refusal(kind) for place in events.PLACES]
        yield _line(f"{vi}<br>*{en}*", *map(_verdict, verdicts))
    yield ""


def _elements() -> Iterator[str]:
    for vi, en, rows in elements.SECTIONS:
        yield f"## {vi} · {en}\n"
        yield _line("phần tử", "element", "kết quả · result", "ghi chú · note")
        yield _line(*["---"] * 4)
        for row in rows:
            verdict = row.verdict if isinstance(row.verdict, str) else None
            note = f"{row.note_vi}<br>*{row.note_en}*" if row.note_vi else ""
            yield _line(row.vi, row.en, _verdict(verdict), note)
        yield ""


def _verdict(rule: str | None) -> str:
    return RUNS if rule is None else f"[`{rule}`](rules/{rule}.md)"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
