"""A campaign with a council and the deciding offices, or a whole season."""

import pytest

from tests.support.given_decisions import Decisions
from tests.support.given_seasons import Season


@pytest.fixture
def decisions(given, units_of_work, engine):
    decisions = Decisions(given, units_of_work, engine)
    decisions.open_campaign()
    return decisions


@pytest.fixture
def season(given, units_of_work, engine):
    return Season(given, units_of_work, engine).open("VP")
