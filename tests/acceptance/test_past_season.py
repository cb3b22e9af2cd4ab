"""The season beside the live service after an upgrade, a power cut and a broken scenario."""

import pytest

from service.commands.past_season import can_be_shown, play_past_season
from service.config import Config
from service.db.migrations import upgrade_database

SMALL = "edges-own"


@pytest.fixture
def config(tmp_path):
    return Config(rehearsal_database_url=f"sqlite:///{tmp_path}/season.db")


@pytest.fixture
def former(tmp_path):
    return tmp_path / "season.former"


def test_a_season_an_older_version_played_is_played_again(config, tmp_path, former, capsys):
    upgrade_database(config.rehearsal_database_url, "0001")
    # What a power cut in the middle of an earlier attempt leaves behind.
    (tmp_path / "season.unfinished").write_bytes(b"half")
    (tmp_path / "season.unfinished-wal").write_bytes(b"a page")

    play_past_season(config, SMALL)

    assert can_be_shown(config)
    assert former.exists()
    assert "phiên bản cũ" in capsys.readouterr().out


def test_a_season_of_this_version_is_left_alone(config, former, capsys):
    upgrade_database(config.rehearsal_database_url)

    play_past_season(config, SMALL)

    assert not former.exists()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("content", [b"", b"not a database at all, and longer than a header" * 9])
def test_a_file_that_is_no_season_is_not_shown(config, tmp_path, content):
    (tmp_path / "season.db").write_bytes(content)

    assert not can_be_shown(config)


def test_a_season_that_cannot_be_played_keeps_nobody_from_work(config, tmp_path, capsys):
    upgrade_database(config.rehearsal_database_url, "0001")
    before = (tmp_path / "season.db").read_bytes()

    play_past_season(config, "no-such-season")

    assert (tmp_path / "season.db").read_bytes() == before
    assert not can_be_shown(config)
    assert "Vẫn phục vụ" in capsys.readouterr().err
