"""The house in which people are away, stand in for one another and keep away."""

import pytest

from tests.support.given_cases import House


@pytest.fixture
def house(given):
    return House(given)
