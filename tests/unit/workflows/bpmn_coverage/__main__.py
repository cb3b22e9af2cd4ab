"""Writes docs/bpmn-coverage.md: ``.venv/bin/python -m tests.unit.workflows.bpmn_coverage``."""

from tests.unit.workflows.bpmn_coverage.page import PAGE, page

PAGE.write_text(page(), "utf-8")
