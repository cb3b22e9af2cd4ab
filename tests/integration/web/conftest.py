"""An app on the test's own database, and browsers to look at it."""

import pytest
from jinja2 import FileSystemBytecodeCache

from service.app import Service, create_app
from service.config import Config
from tests.support.visitors import Visitor


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory):
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(database, database_url, units_of_work, engine, tmp_path, compiled_templates):
    config = Config(database_url=database_url, secret_file=tmp_path / "secret")
    app = create_app(config, service=Service(config, database, units_of_work, engine))
    # A service compiles its templates once; a test must not pay for it each time.
    app.jinja_env.bytecode_cache = compiled_templates
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    return app


@pytest.fixture
def visitor(app):
    def of(person=None):
        return Visitor(app, person)

    return of
