"""Numbered steps from an empty database to today's tables; a step never changes once released."""
