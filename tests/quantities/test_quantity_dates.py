"""Dates mean the same in every spelling and in every window of a text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.quantities import read
from claims.quantities.dates import find_dates
from claims.quantities.lexicon import lexicon_of
from claims.vocabulary import load_vocabulary

LEXICON = lexicon_of(load_vocabulary())
DAYS = st.dates(date(1900, 1, 1), date(2049, 12, 31))
SPELLINGS = [
    "{0:%Y}-{0:%m}-{0:%d}",
    "{0.day} {0:%B} {0:%Y}",
    "{0:%B} {0.day}, {0:%Y}",
    "{0:%b} {0.day} {0:%Y}",
    "{0:%d}-{0:%b}-{0:%Y}",
    "{0:%d}.{0:%m}.{0:%Y}",
    "{0:%Y}/{0:%m}/{0:%d}",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
@given(day=DAYS)
@example(day=date(2000, 2, 29))
@example(day=date(2024, 5, 20))
def test_a_day_is_the_same_in_every_spelling(spelling: str, day: date) -> None:
    written = spelling.format(day)
    (quantity,) = read(f"The permit was issued on {written} by the town.")
    assert (quantity.text, quantity.value.date) == (written, day.isoformat())
    assert (quantity.value.lo, quantity.value.unit) == (day.year, "date")


@given(DAYS)
def test_a_day_with_slashes_says_no_more_than_it_does(day: date) -> None:
    (quantity,) = read(f"Filed on {day.month}/{day.day}/{day.year}.")
    known = day.day > 12 or day.day == day.month
    assert quantity.value.date == (day.isoformat() if known else str(day.year))


@given(st.integers(1000, 2999), st.sampled_from(["GPUs", "kilograms", "people", "words", "euros"]))
@example(2000, "people")
@example(1984, "kilograms")
def test_no_number_before_what_it_counts_is_a_year(number: int, thing: str) -> None:
    for text in (f"They had {number} {thing}.", f"It takes more than {number} {thing}."):
        (quantity,) = read(text)
        assert (quantity.value.unit != "date", quantity.value.date) == (True, None)


@given(st.integers(1500, 2049))
def test_a_year_is_a_date_and_no_count(year: int) -> None:
    for text in (f"It was built in {year}.", f"Since {year}, it has stood.", f"The {year} treaty."):
        (quantity,) = read(text)
        assert (quantity.text, quantity.value.unit) == (str(year), "date")


TEXT = "He came in May 2019, left at 3:30 pm on 5 June 2020 and was back in the 1990s mood by 2024."


def test_windows_give_what_the_whole_text_gives() -> None:
    whole = find_dates(TEXT, LEXICON)
    assert len(whole) == 5
    middle = TEXT.index(", left") + 1
    halves = find_dates(TEXT, LEXICON, 0, middle) + find_dates(TEXT, LEXICON, middle)
    assert halves == whole


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_nothing_is_found_outside_a_window(start: int, end: int) -> None:
    for span in find_dates(TEXT, LEXICON, start, end):
        assert start <= span.start < span.end <= end


def test_a_point_in_time_without_a_year_has_no_numbers() -> None:
    (day,) = read("They met on 5 March.")
    (time,) = read("They met at 3:30 pm.")
    assert (day.value.lo, day.value.date, day.value.unit) == (None, None, "date")
    assert (day.value.canonical_unit, time.value.canonical_unit) == ("date", None)
    assert (time.value.lo, time.value.date, time.value.unit) == (None, None, "time")
