from datetime import UTC, datetime
from io import StringIO

from service.rehearsal.progress import ProgressBar

CHRISTMAS_EVE = datetime(2025, 12, 24, 2, 0, tzinfo=UTC)


class Terminal(StringIO):
    def isatty(self):
        return True


def test_a_terminal_shows_the_day_and_how_far_it_is():
    terminal = Terminal()
    bar = ProgressBar(expected=20, stream=terminal)

    for _ in range(10):
        bar.step(CHRISTMAS_EVE)
    bar.finish(CHRISTMAS_EVE)

    assert " 50%  24/12/2025  10 việc" in terminal.getvalue()
    assert "100%" in terminal.getvalue()


def test_a_season_longer_than_expected_is_not_done_before_its_end():
    terminal = Terminal()
    bar = ProgressBar(expected=2, stream=terminal)

    for _ in range(5):
        bar.step(CHRISTMAS_EVE)

    assert "100%" not in terminal.getvalue()


def test_a_file_or_a_quiet_run_gets_no_bar():
    file, terminal = StringIO(), Terminal()
    for bar in (ProgressBar(10, stream=file), ProgressBar(10, wanted=False, stream=terminal)):
        for _ in range(10):
            bar.step(CHRISTMAS_EVE)
        bar.finish(CHRISTMAS_EVE)

    assert (file.getvalue(), terminal.getvalue()) == ("", "")
