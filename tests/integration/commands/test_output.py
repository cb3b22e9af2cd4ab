"""A command whose reader goes away, as ``head`` does."""

import os
import sys

import pytest

from service.cli import main


@pytest.mark.parametrize("arguments", [["accounts"], ["--help"], ["audit", "--help"]])
def test_a_command_nobody_reads_to_the_end_stops_without_a_word(
    tmp_path, monkeypatch, capsys, arguments
):
    accounts = tmp_path / "accounts.txt"
    accounts.write_text("lan\tsecret\tNgười lan\tclerk\n", "utf-8")
    monkeypatch.setenv("THIDUA_ACCOUNTS_FILE", str(accounts))
    reader, writer = os.pipe()
    os.close(reader)

    # Leaving the block says what is left, as the end of the program would.
    with os.fdopen(writer, "w") as nobody:
        monkeypatch.setattr(sys, "stdout", nobody)
        code = main(arguments)

    assert (code, capsys.readouterr().err) == (141, "")
