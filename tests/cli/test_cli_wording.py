"""How claims are worded: numbers, quotes cut to size, and nothing that a terminal would obey."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.cli.wording import cut, grouped, number, quoted, visible
from claims.records import Claim, Value

WORDS = st.text(alphabet="ab c", max_size=60)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0", "0"), ("7", "7"), ("700000000", "700,000,000"), ("-1234.50", "-1,234.5"), ("1E+6",
     "1,000,000"), ("0.00001", "0.00001"), ("999", "999"), ("1000", "1,000")],
)  # fmt: skip
def test_thousands_are_set_apart(value: str, shown: str) -> None:
    assert grouped(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("lo", "hi", "unit", "date", "shown"),
    [
        (Decimal(5), Decimal(5), "metre", None, "5 metre"),
        (Decimal(34000), Decimal(128000), "token", None, "34,000–128,000 token"),
        (Decimal(7), None, None, None, "7"),
        (None, None, "month", None, "no number month"),
        (None, None, "date", "2023-07", "2023-07 date"),
    ],
)
def test_numbers(
    lo: Decimal | None, hi: Decimal | None, unit: str | None, date: str | None, shown: str
) -> None:
    assert number({"lo": lo, "hi": hi, "unit": unit, "date": date}) == shown


@given(before=WORDS, value=st.text(alphabet="1234", min_size=1, max_size=8), after=WORDS,
       size=st.integers(20, 200))  # fmt: skip
def test_a_cut_keeps_the_value_and_the_size(before: str, value: str, after: str, size: int) -> None:
    text = before + value + after
    found = cut(text, len(before), len(value), size)
    assert value in found
    assert len(found) <= size + 1
    assert found.strip("…") in text
    if len(text) <= size:
        assert found == text


def test_a_quote_is_the_sentence_around_the_value() -> None:
    value = Value(Decimal(5), Decimal(5), "metre", Decimal(5), Decimal(5), "metre")
    claim = Claim(
        source="a.txt", source_id="0" * 64, start=None, end=None, value_text="5 metres",
        quote="one\n two \x1b[31m 5 metres\tthree", value=value, subject=None, subject_text=None,
        attribute=None,
    )  # fmt: skip
    assert quoted(claim) == "“one two \\x1b[31m 5 metres three”"
    assert "5 metres" in quoted(claim, 20)


@given(st.text())
def test_what_is_visible_is_one_line(text: str) -> None:
    shown = visible(text)
    assert "\n" not in shown
    assert "\x1b" not in shown
    assert visible(shown) == shown
