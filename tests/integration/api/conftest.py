"""An app on the test's own database, and browsers to look at it."""

import pytest

from service.app import Service, create_app
from service.config import Config
from tests.support.visitors import Visitor


@pytest.fixture
def app(database, database_url, units_of_work, engine, tmp_path):
    config = Config(database_url=database_url, secret_file=tmp_path / "secret")
    return create_app(config, service=Service(config, database, units_of_work, engine))


@pytest.fixture
def visitor(app):
    def of(person=None):
        return Visitor(app, person)

    return of
