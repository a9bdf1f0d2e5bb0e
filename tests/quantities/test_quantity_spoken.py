"""Numbers as they are said give the same Decimal as numbers as they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from spelling import ONES, TENS, spelled

from claims.quantities import read

# A fraction as it is said behind "and", and as it is written behind a blank.
PARTS = {
    "a half": "1/2", "one half": "1/2", "a quarter": "1/4", "three quarters": "3/4",
    "a third": "1/3", "two thirds": "2/3", "three-eighths": "3/8", "seven tenths": "7/10",
}  # fmt: skip
SCALES = {"thousand": "k", "million": "M", "billion": "B", "trillion": "T"}


def _value(text: str) -> tuple[Decimal | None, str | None]:
    (quantity,) = read(text)
    assert quantity.text == text, "the whole text is one quantity"
    assert quantity.value.lo == quantity.value.hi
    return quantity.value.lo, quantity.value.unit


@given(st.integers(1, 99), st.sampled_from(sorted(PARTS)))
def test_mixed_numbers_agree(whole: int, part: str) -> None:
    written = _value(f"{whole} {PARTS[part]} litres")
    assert _value(f"{spelled(whole)} and {part} litres") == written
    above, below = map(int, PARTS[part].split("/"))
    assert written[0] is not None
    assert abs(written[0] - whole - Decimal(above) / below) < Decimal("1e-20")


@given(st.integers(1, 99), st.sampled_from(["thousand", "million", "billion"]))
def test_half_of_a_scale_agrees(whole: int, scale: str) -> None:
    written = _value(f"{whole}.5 {scale} litres")
    assert _value(f"{spelled(whole)} and a half {scale} litres") == written
    assert _value(f"{spelled(whole)} {scale} and a half litres") == written


@given(st.integers(1, 9), st.integers(10, 99))
def test_a_hundred_that_is_not_said_agrees(hundreds: int, rest: int) -> None:
    said = f"{ONES[hundreds]} {spelled(rest)} degrees"
    assert _value(said) == (Decimal(hundreds * 100 + rest), "degree")


@given(st.integers(1, 9), st.integers(1, 9))
def test_a_nought_that_is_said_agrees(hundreds: int, ones: int) -> None:
    said = f"{ONES[hundreds]} oh {ONES[ones]} kilometres"
    assert _value(said) == (Decimal(hundreds * 100 + ones), "kilometre")


@given(st.integers(0, 99), st.integers(2, 9), st.integers(0, 9))
def test_two_digits_behind_the_point_may_be_one_word(whole: int, tens: int, ones: int) -> None:
    said = TENS[tens] + (f"-{ONES[ones]}" if ones else "")
    written = Decimal(f"{whole}.{tens}{ones}")
    assert _value(f"{spelled(whole)} point {said} percent") == (written, "percent")


@given(st.integers(0, 9999), st.integers(0, 9999))
def test_point_between_digits_agrees(whole: int, part: int) -> None:
    assert _value(f"{whole} point {part} metres") == (Decimal(f"{whole}.{part}"), "metre")


@given(st.integers(-30, 30))
def test_powers_of_ten_agree(power: int) -> None:
    sign = "minus " if power < 0 else ""
    expected = (3 * Decimal(10) ** power, "metre")
    assert _value(f"3e{power} metres") == expected
    assert _value(f"3 × 10^{power} metres") == expected
    assert _value(f"3 x 10^{{{power}}} metres") == expected
    assert _value(f"three times ten to the {sign}{spelled(abs(power))} metres") == expected
    assert _value(f"3 times 10 to the power of {power} metres") == expected


@given(st.integers(1, 999), st.sampled_from(sorted(SCALES)))
@example(3, "million")
def test_suffixes_and_scale_words_agree(number: int, scale: str) -> None:
    assume((number, scale) != (401, "thousand"))  # a 401k is a pension
    assert _value(f"{number}{SCALES[scale]} votes") == _value(f"{number} {scale} votes")


@given(st.integers(1000, 10**12))
def test_all_ways_of_grouping_agree(number: int) -> None:
    commas = f"{number:,}"
    for blank in ("'", "’", "\u202f", "\u00a0"):
        assert _value(commas.replace(",", blank) + " metres") == (Decimal(number), "metre")


@pytest.mark.parametrize("said", ["1,00", "1,0000", "12,34,5", "1,00,00"])
def test_digits_that_are_grouped_in_no_known_way_are_no_number(said: str) -> None:
    assert read(f"They filled in {said} metres there.") == []
