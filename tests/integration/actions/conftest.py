"""The stage of the actions: a campaign with a council and the deciding offices."""

import pytest

from tests.support.given_decisions import Decisions


@pytest.fixture
def decisions(given, units_of_work, engine):
    decisions = Decisions(given, units_of_work, engine)
    decisions.open_campaign()
    return decisions
