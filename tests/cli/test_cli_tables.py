"""Tables for people: they fit, and rows of too many columns are lists."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from claims.cli.tables import print_table


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def printed(
    capsys: pytest.CaptureFixture[str], names: list[str], rows: list[list[str]]
) -> list[str]:
    print_table(names, rows)
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_columns_are_as_wide_as_what_they_hold(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, ["n", "name"], [["1", "Ada"], ["100", ""]])
    assert lines == ["n    name", "1    Ada", "100"]


def test_what_does_not_fit_goes_on_below(capsys: pytest.CaptureFixture[str]) -> None:
    text = "The parameters file is 140 gigabytes, " * 4
    lines = printed(capsys, ["id", "quote", "n"], [["1", text, "2"]])
    assert len(lines) > 2
    assert all(cell_len(line) <= 80 for line in lines)
    assert "".join(lines).count("gigabytes") == 4


@pytest.mark.parametrize("names", [["column"] * 12, ["日本語"] * 12])
def test_too_many_columns_make_lists(capsys: pytest.CaptureFixture[str], names: list[str]) -> None:
    row = [f"a value of {number}" for number in range(12)]
    lines = printed(capsys, names, [row, row])
    assert lines[:2] == [f"{names[0]}  a value of 0", f"{names[0]}  a value of 1"]
    assert lines[12] == ""
    assert lines[13:] == lines[:12]


def test_many_columns_of_little_stay_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, list("abcdefghijklmnopqrst"), [["1"] * 20])
    assert lines == ["  ".join("abcdefghijklmnopqrst"), "  ".join("1" * 20)]


def test_a_long_cell_of_a_list_stays_in_its_column(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, ["column"] * 12, [["word " * 40] * 12])
    assert all(cell_len(line) <= 80 for line in lines)
    assert all(line.startswith(("column  word", "        word")) for line in lines)
