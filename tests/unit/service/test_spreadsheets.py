"""Tables for spreadsheets."""

import csv
import io

import pytest

from service.edge.spreadsheets import as_csv


def cells(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("spark", ["=", "+", "-", "@", "\t", "\r"])
def test_what_a_spreadsheet_would_compute_is_text(spark):
    written = as_csv(["Tên"], [[f"{spark}1+1"]])

    assert cells(written) == [["Tên"], [f"'{spark}1+1"]]


def test_everything_else_stays_as_it_is():
    line = ["Đặng, “Mẫu”", 7, None, "dòng\nhai", "a=b"]

    assert cells(as_csv(["a", "b", "c", "d", "e"], [line]))[1] == [
        "Đặng, “Mẫu”",
        *("7", "", "dòng\nhai", "a=b"),
    ]
