"""What holds for every number and every text."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st
from spelling import ONES, spelled

from claims.quantities import canonical, read
from claims.quantities.excluded.blocked import Blocked, merge
from claims.vocabulary import load_vocabulary

WHOLE = st.integers(0, 10**15 - 1) | st.integers(1, 10**5) | st.integers(1, 999)
# Fragments that the reader has rules for, so that random texts reach them.
FRAGMENTS = st.sampled_from(
    [
        "about",
        "12",
        "1,000",
        "1,00",
        ".5",
        "½",
        "⅔",
        "2½",
        "1/2",
        "10^-9",
        "×10⁵",
        "x",
        "10",
        "^",
        "±",
        "(",
        ")",
        "12.9(1)",
        "1e6",
        "1e400",
        "-5",
        "−5",
        "-$40",
        "$",
        "US$",
        "€",
        "7B",
        "70b",
        "$3m",
        "K",
        "%",
        "°",
        "°C",
        "mg/dL",
        "W·h/kg",
        "m",
        "s⁻¹",
        "m²",
        "km/h",
        "5",
        "ft",
        "in",
        "a",
        "an",
        "the",
        "half",
        "third",
        "quarters",
        "of",
        "two",
        "hundred",
        "thousand",
        "million",
        "and",
        "point",
        "seventy",
        "five",
        "dozen",
        "couple",
        "few",
        "several",
        "tens",
        "hundreds",
        "millions",
        "to",
        "-",
        "–",
        "from",
        "between",
        "or",
        "more",
        "+",
        "at",
        "least",
        "than",
        "up",
        "within",
        "times",
        "x",
        "faster",
        "twice",
        "fold",
        "-year-old",
        "aged",
        "2018",
        "Q3",
        "July",
        "July 18th, 2023",
        "at -5 pm",
        "$2-3 million",
        "8 A100 GPUs",
        "two hours and a half",
        "bn",
        "23,",
        "1990s",
        "the",
        "80s",
        "nineteen",
        "forty",
        "7:30",
        "pm",
        "14:05",
        "o'clock",
        "century",
        "buck",
        "fifty",
        "GPU",
        "hours",
        "per",
        "second",
        "/",
        "day",
        ",",
        ".",
        ";",
        "\n",
        "one",
        "in",
        "out",
        "3:1",
        "ratio",
        "eight-figure",
        "sum",
        "orders",
        "magnitude",
        "a-z",
        "Ａ",
        "٣",
        "²",
        "¼",
    ]
)
TEXTS = (
    st.text(max_size=80)
    | st.lists(FRAGMENTS, max_size=14).map(" ".join)
    | st.lists(FRAGMENTS, max_size=14).map("".join)
)


def _only(text: str) -> tuple[Decimal | None, Decimal | None, str | None, str]:
    (quantity,) = read(text)
    return quantity.value.lo, quantity.value.hi, quantity.value.unit, quantity.text


@given(WHOLE, st.booleans())
@example(205_000, True)
@example(1_000_000_000_001, False)
@example(0, True)
def test_words_and_digits_give_the_same_number(number: int, british: bool) -> None:
    words, digits = f"{spelled(number, british=british)} metres", f"{number} metres"
    assert _only(words) == (Decimal(number), Decimal(number), "metre", words)
    assert _only(digits) == (Decimal(number), Decimal(number), "metre", digits)


@given(WHOLE)
def test_grouping_of_digits_does_not_change_the_number(number: int) -> None:
    for grouped in (f"{number:,}", f"{number:,}".replace(",", "\u202f")):
        assert _only(f"{grouped} metres")[0] == number


@given(st.integers(0, 999), st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_spoken_decimals_are_exact(whole: int, digits: list[int]) -> None:
    spoken = f"{spelled(whole)} point {' '.join(ONES[digit] for digit in digits)} kilograms"
    written = Decimal(f"{whole}.{''.join(map(str, digits))}")
    assert _only(spoken)[:3] == (written, written, "kilogram")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**12))
@example(Decimal("1201.0244"))
@example(Decimal("1000.0244"))
def test_decimals_keep_all_their_digits(number: Decimal) -> None:
    written = format(number, "f")
    assert _only(f"The rod is {written} metres long.")[0] == Decimal(written)


@given(st.integers(1, 999), st.sampled_from(["million", "billion", "trillion"]))
def test_scale_words_and_suffixes_agree(number: int, scale: str) -> None:
    suffix = {"million": "M", "billion": "bn", "trillion": "T"}[scale]
    assert _only(f"${number} {scale}")[:3] == _only(f"${number}{suffix}")[:3]


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("July 18th, 2023")
@example("It rang at -5 pm.")
@example("12.9()")
@example("1e99999999 metres")
@example("5" + " million" * 5000)
@example("-")
@example("10^")
def test_spans_are_exact_and_nothing_raises(text: str) -> None:
    last = 0
    for quantity in read(text):
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.text.strip() == quantity.text != ""
        assert quantity.start >= last, "quantities overlap or are out of order"
        last = quantity.end
        lo, hi = quantity.value.lo, quantity.value.hi
        assert lo is None or hi is None or lo <= hi


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12))), st.integers(0, 80))
def test_blocked_spans_are_one_and_cover_what_they_did(
    parts: list[tuple[int, int]], at: int
) -> None:
    spans = [(start, start + length) for start, length in parts]
    merged = merge(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(merged))
    inside = any(start <= at < end for start, end in spans)
    assert Blocked(spans).touches(at, at + 1) == inside
    assert Blocked(spans).touches(at, at + 5) == any(s < at + 5 and at < e for s, e in spans)


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(["million", "billion", "mn"]))
def test_money_ranges_share_a_scale_that_keeps_them_rising(a: int, b: int, scale: str) -> None:
    factor = Decimal(10**9 if scale == "billion" else 10**6)
    low = a * factor if a <= b else Decimal(a)
    for text in (f"${a}-{b} {scale}", f"${a} to ${b} {scale}", f"${a} to {b} {scale}"):
        assert _only(f"It cost {text}.") == (low, b * factor, "USD", text)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


@given(
    st.sampled_from(sorted(load_vocabulary().units)),
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3
    ),
)
def test_the_base_unit_is_its_own_base(unit: str, number: Decimal) -> None:
    vocabulary = load_vocabulary()
    once, base = canonical(number, unit, vocabulary)
    assert canonical(once, base, vocabulary) == (once, base)
