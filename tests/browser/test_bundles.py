"""The built scripts do on a bare page what templates rely on."""

import json
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, request, send_from_directory

from tests.browser.conftest import Faults, do_without

ROOT = Path(__file__).parents[2]
DIST = ROOT / "service" / "web" / "static" / "dist"
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"
HISTORY = {
    "visited": ["session_called", "convene"],
    "current": ["invite_members", "no_such_element"],
    "flows": ["to_convene"],
    "notes": {"convene": "✓ <b>Lan</b>, 02/03/2026"},
    "counts": {"convene": 2},
}
PAGE = """<!doctype html>
<html lang="vi" class="govuk-template"><head><meta charset="utf-8"><title>Thử</title>
<meta name="csrf-token" content="token-1">
<meta name="htmx-config" content='{{"includeIndicatorCSS":false}}'>
<link rel="stylesheet" href="/dist/{app[css]}"><link rel="stylesheet" href="/dist/{viewer[css]}">
<script type="module" src="/dist/{app[js]}"></script>
<script type="module" src="/dist/{viewer[js]}"></script></head>
<body class="govuk-template__body"><main class="govuk-width-container" id="main">
<h1 class="govuk-heading-l">Hồ sơ đề nghị</h1>
<label class="govuk-label" for="q">Tìm</label><input class="govuk-input" id="q" data-search>
<form hx-post="/sent" hx-target="#answer"><button class="govuk-button">Gửi</button></form>
<div id="answer"></div>
<h2 class="govuk-heading-m" id="title">Sơ đồ</h2>
<figure class="td-diagram" role="group" aria-labelledby="title" id="diagram" {source}
  data-history="/history.json" data-current-label="Đang ở đây" data-failed-label="Không vẽ được"
  data-sheet-label="tờ {{number}} trên {{total}}">
  <div class="td-diagram__canvas"></div>
  <div class="td-diagram__tools"><button type="button" data-diagram-action="in"
    class="govuk-button govuk-button--secondary">Gần hơn</button></div>
</figure>
<table class="govuk-table td-table"><caption class="govuk-table__caption">Các bước</caption>
<tbody data-rows>
<tr data-row data-step="convene"><td><a href="/one" id="one">Mời họp</a></td></tr>
<tr data-row data-step="invite_members"><td><a href="/two" id="two">Báo mời</a></td></tr>
</tbody></table></main>
<dialog id="keys" class="td-dialog" aria-labelledby="keys-title"><h2 id="keys-title">Phím tắt</h2>
<label><input type="checkbox" data-keys-toggle> Tắt phím tắt</label>
<button type="button" class="govuk-button" data-close>Đóng</button></dialog></body></html>"""


@pytest.fixture
def application() -> Flask:
    if not (DIST / "manifest.json").is_file():
        do_without("the front end has not been built: npm ci && npm run build in frontend/")
    bundles = json.loads((DIST / "manifest.json").read_text("utf-8"))
    app = Flask("bundles", static_folder=str(DIST), static_url_path="/dist")

    @app.get("/<any(page, broken):kind>")
    def show(kind: str) -> str:
        name = request.args.get("diagram", "council_session") if kind == "page" else "nowhere"
        source = f'data-diagram="/diagrams/{name}.bpmn"'
        return PAGE.format(source=source, **bundles)

    @app.get("/diagrams/<name>.bpmn")
    def diagram(name: str) -> Response:
        return send_from_directory(ROOT / "bpmn" / "processes", f"{name}.bpmn")

    @app.get("/history.json")
    def history() -> dict[str, Any]:
        return HISTORY

    @app.post("/sent")
    def sent() -> str:
        return f"<p id='token'>{request.headers.get('X-CSRFToken')}</p>"

    @app.get("/<any(one, two):name>")
    def opened(name: str) -> str:
        return f"<!doctype html><title>{name}</title>"

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return app


@pytest.fixture
def drawn(page: Any) -> Iterator[Any]:
    page.goto("/page")
    page.wait_for_selector("[data-ready=true]")
    return page


def test_the_diagram_shows_where_the_case_has_been_and_is(drawn):
    assert "td-visited" in drawn.get_attribute("g[data-element-id=convene]", "class")
    assert "td-current" in drawn.get_attribute("g[data-element-id=invite_members]", "class")
    assert "td-taken" in drawn.get_attribute("g[data-element-id=to_convene]", "class")
    assert drawn.inner_text(".td-flag") == "Đang ở đây"


def test_what_people_wrote_is_shown_as_text(drawn):
    assert drawn.inner_text(".td-note") == "✓ <b>Lan</b>, 02/03/2026"


def test_a_row_lights_its_element_when_pointed_at_or_focused(drawn):
    lit = "g.td-pointed[data-element-id=convene]"

    drawn.hover("[data-step=convene]")
    drawn.wait_for_selector(lit, state="attached")
    drawn.hover("h1")
    drawn.wait_for_selector(lit, state="detached")
    drawn.focus("#one")
    drawn.wait_for_selector(lit, state="attached")


def test_the_mark_of_the_drawing_library_stays_visible_and_uncovered(drawn):
    mark = drawn.locator(".bjs-powered-by")
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()

    assert mark.is_visible()
    assert drawn.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('.bjs-powered-by') !== null",
        [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2],
    )


def scale(page: Any) -> float:
    transform = page.get_attribute(".djs-container g.viewport", "transform")
    return float(transform.removeprefix("matrix(").replace(",", " ").split()[0])


def test_a_large_diagram_opens_near_the_case_and_large_enough_to_read(drawn):
    canvas = drawn.locator(".td-diagram__canvas").bounding_box()
    here = drawn.locator("g[data-element-id=invite_members] .djs-hit").bounding_box()

    assert scale(drawn) > 0.6
    assert canvas["x"] < here["x"] < canvas["x"] + canvas["width"] - here["width"]
    assert canvas["y"] < here["y"] < canvas["y"] + canvas["height"] - here["height"]


# A pixel is three quarters of a point; a name may be written upwards.
SMALLEST_NAME = """() => {
  const points = (name) => {
    const { a, b } = name.getScreenCTM();
    return parseFloat(getComputedStyle(name).fontSize) * Math.hypot(a, b) * 0.75;
  };
  return Math.min(...[...document.querySelectorAll('.td-sheet text')].map(points));
}"""
LEFT_OUT = """() => {
  const shapes = (where) => [...where.querySelectorAll('.djs-shape[data-element-id]')];
  const middle = ({ x, y, width, height }) => [x + width / 2, y + height / 2];
  const onPaper = new Set();
  for (const view of document.querySelectorAll('.td-sheet__view')) {
    const sheet = view.getBoundingClientRect();
    for (const shape of shapes(view)) {
      const [x, y] = middle(shape.getBoundingClientRect());
      if (sheet.left <= x && x <= sheet.right && sheet.top <= y && y <= sheet.bottom) {
        onPaper.add(shape.dataset.elementId);
      }
    }
  }
  const drawn = shapes(document.querySelector('.td-diagram > .td-diagram__canvas'));
  return drawn.map((shape) => shape.dataset.elementId).filter((id) => !onPaper.has(id));
}"""
PROCESSES = sorted(path.stem for path in (ROOT / "bpmn" / "processes").glob("*.bpmn"))


@pytest.fixture(params=PROCESSES)
def on_paper(page: Any, request: pytest.FixtureRequest) -> Any:
    """A diagram as it is about to be printed."""
    page.goto(f"/page?diagram={request.param}")
    page.wait_for_selector("[data-ready=true]")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    return page


def test_every_name_of_a_diagram_can_be_read_from_paper(on_paper):
    assert on_paper.evaluate(SMALLEST_NAME) >= 6.5
    assert on_paper.evaluate(LEFT_OUT) == []


def test_a_diagram_takes_as_many_sheets_as_it_says_and_shrinks_none(on_paper):
    captions = on_paper.locator(".td-sheet__caption").all_text_contents()
    on_paper.evaluate("window.dispatchEvent(new Event('afterprint'))")

    printed = on_paper.pdf(prefer_css_page_size=True)

    sheets = re.findall(rb"/MediaBox \[0 0 (?:841.\d+ 1191.\d+|1191.\d+ 841.\d+)\]", printed)
    assert captions[-1] == f"Hồ sơ đề nghị · tờ {len(sheets)} trên {len(sheets)}"
    assert len(captions) == len(sheets)
    # Chromium draws 300 dots an inch, and fewer where something reaches beyond a page.
    assert {round(one, 2) for one in scales_of_pages(printed)} == {0.24}


def scales_of_pages(printed: bytes) -> Iterator[float]:
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", printed, re.DOTALL):
        with suppress(zlib.error):
            drawn = re.match(rb"\s*(?:q\s+)?([\d.]+) 0 0 -", zlib.decompress(stream))
            if drawn:
                yield float(drawn[1])


def test_after_printing_the_page_is_as_it_was(drawn):
    before = scale(drawn)

    drawn.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert drawn.locator(".td-sheet").count() > 1
    drawn.evaluate("window.dispatchEvent(new Event('afterprint'))")

    assert drawn.locator(".td-sheet").count() == 0
    assert scale(drawn) == before


def test_the_wheel_scrolls_the_page_until_the_diagram_is_pressed(drawn):
    def view_after_turning() -> tuple[str, float]:
        drawn.mouse.wheel(0, 40)
        # The policy of the page forbids waiting for an expression.
        drawn.wait_for_timeout(300)
        return drawn.get_attribute("g.viewport", "transform"), drawn.evaluate("window.scrollY")

    drawn.hover(".td-diagram__canvas")
    before = drawn.get_attribute("g.viewport", "transform")
    after, scrolled = view_after_turning()
    assert after == before
    assert scrolled > 0

    drawn.click(".td-diagram__canvas", position={"x": 300, "y": 200})
    after, scrolled_on = view_after_turning()
    assert after != before
    assert scrolled_on == scrolled


def test_a_diagram_that_cannot_be_drawn_says_so(page):
    page.goto("/broken")
    page.wait_for_selector("[data-failed=true]")

    assert page.inner_text(".td-diagram__failed") == "Không vẽ được"


def test_the_pages_are_usable_by_keyboard(drawn):
    drawn.keyboard.press("j")
    drawn.keyboard.press("j")
    assert drawn.evaluate("document.activeElement.id") == "two"
    drawn.keyboard.press("k")
    assert drawn.evaluate("document.activeElement.id") == "one"
    drawn.keyboard.press("/")
    drawn.keyboard.type("jk?")
    assert drawn.input_value("#q") == "jk?"


def test_keys_explain_themselves_and_can_be_switched_off(drawn):
    drawn.keyboard.press("?")
    drawn.check("[data-keys-toggle]")
    drawn.click("[data-close]")
    drawn.evaluate("document.activeElement.blur()")

    drawn.keyboard.press("?")

    assert not drawn.is_visible("#keys")


def test_parts_of_a_page_are_sent_with_the_token(drawn):
    drawn.click("text=Gửi")

    assert drawn.inner_text("#token") == "token-1"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 360])
def test_the_page_is_accessible(open_page, accessibility_faults, scheme, width):
    page = open_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto("/page")
    page.wait_for_selector("[data-ready=true]")

    assert accessibility_faults(page) == []


def test_letters_of_vietnamese_come_in_our_font(drawn):
    assert drawn.evaluate("document.fonts.check('16px \"Be Vietnam Pro\"', 'ếỡựđ')")


@pytest.mark.parametrize(
    ("misdeed", "fault"),
    [
        ("document.body.setAttribute('style', 'color: red')", "Content Security Policy"),
        ("location.assign('http://127.0.0.1:9/')", "request outside the server"),
        ("void setTimeout(() => { throw new Error('lost') })", "script error: lost"),
    ],
)
def test_what_no_page_may_do_is_noticed(browser, server, misdeed, fault):
    faults, page = Faults(server), browser.new_page(base_url=server)
    faults.watch(page)
    page.goto("/page")

    page.evaluate(misdeed)
    page.wait_for_timeout(100)
    page.close()

    assert any(fault in found for found in faults.found)
