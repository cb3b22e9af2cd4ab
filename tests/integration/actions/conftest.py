"""The stage of the actions: a campaign with a council and the deciding offices."""

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


@pytest.fixture
def proposed(season):
    """A nominee has been proposed."""
    season.proposes()
    return season


@pytest.fixture
def submitted(proposed):
    """The dossier is filed, and the unit has handed in its list."""
    proposed.files()
    proposed.submits(N001=5)
    return proposed
