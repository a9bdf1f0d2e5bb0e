"""Codes and idioms are found at their exact places, in a whole text and in a window of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.quantities.excluded.exclusions import excluded_spans
from claims.quantities.lexicon import lexicon_of
from claims.vocabulary import load_vocabulary

LEXICON = lexicon_of(load_vocabulary())
# A code or idiom as a whole; the words around it are no part of it.
WHOLE = [
    "https://example.org/a/12?b=3",
    "www.example.org/7",
    "joe99@mail2.example.org",
    "10.0.0.1:8080",
    "00:1A:2B:3C:4D:5E",
    "550e8400-e29b-41d4-a716-446655440000",
    "9e107d9d372bb6826bd81d3542a419d6",
    "978-3-16-148410-0",
    "+44 20 7946 0958",
    "+49 (0)30 1234567",
    "4111 1111 1111 1111",
    "10 Downing Street",
    "1600 Pennsylvania Avenue",
    "[3, 4, 7]",
    "#10452",
    "24/7",
    "17 × 24 = 408",
    "6-4",
    "one of a kind",
    "twenty-first",
    "42nd",
]


@pytest.mark.parametrize("code", WHOLE)
def test_a_code_is_excluded_from_its_first_to_its_last_character(code: str) -> None:
    text = f"We saw that {code} was there."
    start = text.index(code)
    assert excluded_spans(text, LEXICON) == [(start, start + len(code))]


@pytest.mark.parametrize("code", WHOLE)
def test_offsets_of_a_window_are_those_of_the_text(code: str) -> None:
    text = f"The first 12.0.0.1 is here. We saw {code} there. The last 12.0.0.2 is there."
    window = text.index("here."), text.index("The last")
    at = text.index(code)
    assert excluded_spans(text, LEXICON, *window) == [(at, at + len(code))]


def test_nothing_behind_the_end_is_looked_at() -> None:
    text = "Call 10.0.0.1 now"
    assert excluded_spans(text, LEXICON, 0, text.index(".0.1")) == []


@pytest.mark.parametrize(
    "amount",
    ["100 000-200 000 owners", "12,34,567 voters", "1201.0244 metres", "10-5 °C", "10k-20k users"],
)
def test_an_amount_that_looks_like_a_code_is_none(amount: str) -> None:
    assert excluded_spans(f"There were {amount} in all.", LEXICON) == []


@given(st.lists(st.sampled_from([*WHOLE, "12", "one", "İ", "ß", "-", ",", "."]), max_size=12))
def test_spans_are_in_order_and_inside_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    spans = excluded_spans(text, LEXICON)
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
