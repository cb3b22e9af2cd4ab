"""Random houses in which people come and go, and a shadow that judges what they do."""

from tests.support.random_duties.playing import Play

__all__ = ["Play"]
