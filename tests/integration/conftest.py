"""Cases whose steps fail, for whoever looks after them: operations, programs and pages."""

import pytest

from tests.support.given_failures import Failures


@pytest.fixture
def failures(given):
    return Failures(given)


@pytest.fixture
def stuck(failures, clock):
    """A timer's step that failed three times."""
    instance = failures.runs("by_clock")
    failures.fails(clock)
    return instance
