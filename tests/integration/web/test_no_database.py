"""What people and programs are told while the database does not answer."""

import pytest

from service.app import create_app
from service.config import Config
from service.edge.identity import IN_COOKIE


@pytest.fixture
def stranded(tmp_path):
    nobody_listens = "postgresql://127.0.0.1:1/thidua"
    return create_app(Config(database_url=nobody_listens, secret_file=tmp_path / "secret"))


def test_a_person_is_told_to_try_again(stranded):
    browser = stranded.test_client()
    with browser.session_transaction() as cookie:
        cookie[IN_COOKIE] = "the token of an earlier day"

    page = browser.get("/")

    assert page.status_code == 503
    assert "Cơ sở dữ liệu chưa trả lời" in page.text


def test_a_program_is_told_that_the_database_does_not_answer(stranded):
    answer = stranded.test_client().get("/api/tasks", headers={"Authorization": "Bearer x"})

    assert (answer.status_code, answer.json["code"]) == (503, "http.503")
