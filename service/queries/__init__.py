"""Answers for pages and API: select only, on read sessions."""
