"""What holds for every page, read from its template."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[3] / "service" / "web" / "templates"
BEFORE = re.compile(r"{% block before %}\s*(.+?)\s*{% endblock %}", re.DOTALL)
LEADING_BACK = {
    path.stem: found[1]
    for path in sorted(TEMPLATES.glob("*.html"))
    if path.stem != "base" and (found := BEFORE.search(path.read_text("utf-8")))
}


@pytest.mark.parametrize("page", LEADING_BACK)
def test_what_leads_back_from_a_page_stands_in_a_named_landmark(page):
    assert re.fullmatch(r"<nav [^>]*aria-label=.+</nav>", LEADING_BACK[page], re.DOTALL)
