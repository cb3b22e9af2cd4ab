"""An app on the test's own database, and programs that call it."""

import pytest

from service.app import Service, create_app
from service.config import Config
from service.operations.sessions import open_session
from service.unit_of_work import Actor


class Caller:
    """A program with a token, or without one."""

    def __init__(self, app, person=None):
        self._client = app.test_client()
        self._headers = {}
        if person is not None:
            with app.extensions["units_of_work"].open(Actor.person(person.id)) as uow:
                self._headers["Authorization"] = f"Bearer {open_session(uow, person.id)}"

    def get(self, path, **headers):
        return self._client.get(f"/api{path}", headers=self._headers | headers)

    def post(self, path, body=None, **headers):
        return self._client.post(f"/api{path}", json=body, headers=self._named(headers))

    def patch(self, path, body=None, **headers):
        return self._client.patch(f"/api{path}", json=body, headers=self._named(headers))

    def put(self, path, body=None, **headers):
        return self._client.put(f"/api{path}", json=body, headers=self._named(headers))

    def _named(self, headers):
        return self._headers | {name.replace("_", "-"): value for name, value in headers.items()}

    def sends_file(self, path, content, **headers):
        """Send the bytes of a file as they are."""
        return self._client.post(
            f"/api{path}",
            data=content,
            content_type="application/xml",
            headers=self._named(headers),
        )

    def puts_file(self, path, content):
        """Put the bytes of a file as they are."""
        kind = "application/octet-stream"
        return self._client.put(
            f"/api{path}", data=content, content_type=kind, headers=self._headers
        )

    def delete(self, path):
        return self._client.delete(f"/api{path}", headers=self._headers)


@pytest.fixture
def app(database, database_url, units_of_work, engine, tmp_path):
    config = Config(database_url=database_url, secret_file=tmp_path / "secret")
    return create_app(config, service=Service(config, database, units_of_work, engine))


@pytest.fixture
def caller(app):
    def of(person=None):
        return Caller(app, person)

    return of
