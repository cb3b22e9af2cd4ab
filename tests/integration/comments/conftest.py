"""The house in which colleagues talk about cases."""

import pytest

from tests.support.given_cases import House
from tests.support.given_talk import Talk


@pytest.fixture
def house(given):
    return House(given)


@pytest.fixture
def talk(given):
    return Talk(given)
