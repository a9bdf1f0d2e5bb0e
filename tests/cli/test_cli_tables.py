"""Tables for people: they fit, they hold every character, and they come while the rows do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.cli.tables import fitted, places, table_lines, terminal_width
from claims.cli.wording import visible

CELLS = st.text(
    st.sampled_from("ab é“–”—日本語🙂\u0301-") | st.characters(exclude_categories=["Cs"]),
    max_size=40,
).map(visible)


def table(names: list[str], rows: list[list[str]], width: int = 80) -> list[str]:
    return list(table_lines(names, rows, width))


def test_columns_are_as_wide_as_what_they_hold() -> None:
    assert table(["n", "name"], [["1", "Ada"], ["100", ""]]) == [
        "n    name",
        "1    Ada",
        "100",
    ]


def test_what_does_not_fit_goes_on_below_between_words() -> None:
    text = "The parameters file of Llama 2 70B is 140 gigabytes."
    assert table(["id", "quote", "n"], [["1", text, "2"], ["3", "Yes.", "4"]], 30) == [
        "id  quote                    n",
        "1   The parameters file of   2",
        "    Llama 2 70B is 140",
        "    gigabytes.",
        "3   Yes.                     4",
    ]


def test_a_word_longer_than_its_column_is_parted() -> None:
    assert table(["a", "b"], [["see " + "x" * 14, "y"]], 13) == [
        "a           b",
        "see         y",
        "xxxxxxxxxx",
        "xxxx",
    ]


def test_wide_characters_take_two_places() -> None:
    assert table(["a", "b"], [["日本", "1"], ["Zürich", "2"]]) == [
        "a       b",
        "日本    1",
        "Zürich  2",
    ]
    assert table(["name", "b"], [["日本語日本語", "1"]], 10) == [
        "name     b",
        "日本語   1",
        "日本語",
    ]


def test_too_many_columns_make_lists() -> None:
    names = [f"column_{number}" for number in range(12)]
    row = [f"a value of {number}" for number in range(12)]
    lines = table(names, [row, row])
    assert lines[:2] == ["column_0   a value of 0", "column_1   a value of 1"]
    assert lines[12] == ""
    assert lines[13:] == lines[:12]


def test_many_columns_of_little_stay_a_table() -> None:
    assert table(list("abcdefghijklmnopqrst"), [["1"] * 20]) == [
        "  ".join("abcdefghijklmnopqrst"),
        "  ".join("1" * 20),
    ]


def test_columns_grow_with_later_rows() -> None:
    lines = table(["n", "b"], [[str(number), "x"] for number in range(100_001)])
    assert lines[:3] == ["n     b", "0     x", "1     x"]
    assert lines[-1] == "100000  x"
    assert len(lines) == 100_002


def test_the_first_lines_come_before_the_last_rows() -> None:
    def rows() -> Iterator[list[str]]:
        yield from ([str(number)] for number in range(20_000))
        raise AssertionError("all rows were asked for")

    assert list(islice(table_lines(["n"], rows(), 80), 5)) == ["n", "0", "1", "2", "3"]


def test_names_may_be_bold() -> None:
    assert next(table_lines(["n"], [["1"]], 80, bold=True)) == "\x1b[1mn\x1b[0m"


def test_the_widest_columns_give_up_alike() -> None:
    assert fitted([3, 40, 50, 8], 60) == [3, 21, 22, 8]
    assert fitted([3, 4], 60) == [3, 4]
    assert fitted([9, 9, 9], 5) == [1, 1, 1]


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1), st.integers(24, 120))
def test_every_line_fits_and_no_character_goes(rows: list[list[str]], width: int) -> None:
    lines = table(["a", "b", "c"], rows, width)
    assert all(places(line) <= width for line in lines)
    seen = sorted("".join(lines[1:]).replace(" ", ""))
    assert seen == sorted("".join(map("".join, rows)).replace(" ", ""))


@pytest.mark.parametrize(("given", "width"), [("132", 132), ("0", None), ("wide", None)])
def test_the_width_is_what_columns_says(
    monkeypatch: pytest.MonkeyPatch, given: str, width: int | None
) -> None:
    monkeypatch.setenv("COLUMNS", given)
    assert terminal_width() == width if width else terminal_width() > 0
