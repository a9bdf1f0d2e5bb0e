"""No text makes the reader fail, misplace a span or change its mind."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from typing import get_args

import pytest
from case_files import families, load
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_quantity_speed import HOSTILE

from claims.quantities import read
from claims.records import Modifier, Quantity, dumps

SENTENCES = [case.text for family in families() for case in load(family)]
MODIFIERS = get_args(Modifier)
# Nothing in it could be a unit, a number or a name that the sentences beside it go on with.
FAR = "\n\n" + "They walked home slowly because nobody wanted to leave. " * 12 + "\n\n"
MILLION = 1_000_000
# Stretches that grammars of numbers, units and dates begin with or end in.
PIECES = (
    "tens of |of |⁹|²|⁻|^|m^|×|×10^|e9|e-|½|⁄|±|(1)|-|−|–|~|%|‰|°|°C|µ|€|US$|£1|k|bn |million| kg"
    "| km/h|m²| square | cubic | tall|-year-old|-fold|x |times |double |twice |half |third |a |an "
    "|couple of |dozen |lakh |point |oh |and a half |between |from |to |or |more than |or more|+|<"
    "|=|:|T|Z|Q3 |'90s |1990s|BC|am |o'clock|figure |orders of magnitude |no. |#|ages |ft |in |lb "
    "|\t|\n|\u200b|\u0301|\u202e|İ|ﬁ|٣|３|0|00|10|1,000|1.000.000|2020-02-30|1e400|1e10000|1e-10000"
)
EXPONENTS = st.integers(-12_000, 12_000)
NUMERALS = st.one_of(
    st.integers(0, 10**30).map(str),
    EXPONENTS.map("1e{}".format),
    st.tuples(EXPONENTS, EXPONENTS).map(lambda two: "3.5e{} x 10^{}".format(*two)),
    st.tuples(st.integers(0, 99_999), st.integers(0, 99_999)).map(lambda two: "{}/{}".format(*two)),
)
TAILS = (
    " million| trillion| hundred|bn|%| km|/s|²|⁻¹| per | ft | in| °F| hours and | to | ± | out of "
    "| times |:|-| dollars|-figure sum"
)

CHAINS = st.lists(st.sampled_from(TAILS.split("|")), max_size=5).map("".join)


def check(text: str) -> list[Quantity]:
    """What is read from a text, if it is in order."""
    found = read(text)
    last = 0
    for quantity in found:
        assert last <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.text == quantity.text.strip()
        last = quantity.end
        value = quantity.value
        assert value.modifier in MODIFIERS
        assert value.unit is None or value.unit.strip()
        for ends in ((value.lo, value.hi), (value.canonical_lo, value.canonical_hi)):
            assert all(end is None or end.is_finite() for end in ends)
            assert None in ends or ends[0] <= ends[1]
        assert (value.lo is None, value.hi is None) == (
            value.canonical_lo is None,
            value.canonical_hi is None,
        )
    return found


def moved(quantities: list[Quantity], by: int) -> list[tuple[int, int, object]]:
    """Where quantities stand when ``by`` characters are put before them, and what they say."""
    return [(q.start + by, q.end + by, q.value) for q in quantities]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(HOSTILE + PIECES.split("|")), st.integers(1, 4)), max_size=8)
)
@example([("10⁵", 1), ("/", 1), ("10⁵", 1), ("/", 1)])
@example([("tens of ", 3000)])
@example([("12.9(", 1), ("²", 1), (")", 1)])
@example([("one hundred and ", 500)])
def test_pieces_of_numbers_in_any_order_do_no_harm(parts: list[tuple[str, int]]) -> None:
    check("".join(piece * times for piece, times in parts))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.sampled_from(SENTENCES), st.integers(0, 200))
def test_any_text_inside_a_sentence_does_no_harm(inserted: str, sentence: str, at: int) -> None:
    check(sentence[:at] + inserted + sentence[at:])


@settings(max_examples=200, deadline=None)
@given(NUMERALS, CHAINS, NUMERALS, CHAINS)
@example("3.5e31", " to ", "1e31", "")
@example("1e9999 x 10^9999", " trillion trillion trillion trillion", "km", "")
@example("1e10000", " out of ", "1e-10000", "")
@example("1e10000", " ± ", "1e-10000", " °F")
@example("3", " out of ", "0", "")
def test_huge_and_tiny_numbers_are_finite(one: str, tail: str, other: str, end: str) -> None:
    for quantity in check(f"It was {one}{tail}{other}{end}."):
        json.loads(dumps(quantity.value.to_json()), parse_float=str, parse_int=str)


@pytest.mark.parametrize(
    "text",
    [
        "7" * MILLION + " metres",
        "$" + "7" * MILLION,
        "1/" + "7" * MILLION,
        "0." + "7" * MILLION + " kg",
        "5 kg to " + "7" * MILLION + " kg",
        "1e" + "7" * MILLION + " kg",
        "5 m^" + "7" * MILLION,
        "10^" + "7" * MILLION + " kg",
        "10" + "⁹" * (MILLION // 10) + " kg",
        "5 m" + "²" * (MILLION // 10),
        " " * MILLION + "kg",
    ],
    ids=lambda text: f"{text[:8].strip()}…{text[-8:].strip()}",
)
def test_a_million_signs_in_one_number_do_no_harm(text: str) -> None:
    assert all(len(quantity.text) < 500 for quantity in check(text))


@pytest.mark.parametrize(
    "text",
    [
        "1e400 kg",
        "1e9999 kg",
        "1e-9999 kg",
        "9" * 90 + " kg",
        "10^9999 kg",
    ],
    ids=lambda text: text[:12],
)
def test_numbers_that_no_float_holds_are_exact(text: str) -> None:
    (quantity,) = check(f"The cloud weighs {text}.")
    assert quantity.text == text
    value = quantity.value
    assert value.lo == value.hi == value.canonical_lo
    assert value.lo == Decimal(text.removesuffix(" kg").replace("10^", "1e"))


@pytest.mark.parametrize("unit", ["km/s", "km/s²·kg", "W·h/kg", "square square m", "m^2^2^2"])
@pytest.mark.parametrize("joint", ["/", "·", " per ", " "])
def test_towers_of_units_do_no_harm(unit: str, joint: str) -> None:
    found = check("It took 5 " + joint.join([unit] * 300) + " and then 7 days.")
    assert found[-1].text == "7 days"


@pytest.mark.parametrize(
    "before", ["İ" * 9, "e\u0301" * 9, "\u200b" * 9, "ﬁ" * 9, "👩‍🔬" * 9, "שלום ", "\u202e", "\x00"]
)
def test_offsets_count_code_points_behind_any_signs(before: str) -> None:
    text = f"{before} It weighs 5 kg, İn all."
    (quantity,) = check(text)
    assert (quantity.text, quantity.start) == ("5 kg", text.index("5 kg"))


@pytest.mark.parametrize("half", [0, 1])
def test_what_stands_far_away_changes_nothing(half: int) -> None:
    """Two sentences far from each other are read as each is alone."""
    changed = []
    others = SENTENCES[len(SENTENCES) // 2 :] + SENTENCES[: len(SENTENCES) // 2]
    for one, other in list(zip(SENTENCES, others, strict=True))[half::2]:
        alone = moved(read(one), 0) + moved(read(other), len(one + FAR))
        if moved(check(one + FAR + other), 0) != alone:
            changed.append((one, other))
    assert not changed


def test_all_sentences_together_are_read_as_each_is_alone() -> None:
    text, alone = "", []
    for sentence in SENTENCES:
        alone += moved(read(sentence), len(text))
        text += sentence + FAR
    assert moved(check(text), 0) == alone


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12), st.sampled_from([" ", "\n"]))
def test_the_same_text_gives_the_same_each_time(sentences: list[str], joint: str) -> None:
    text = joint.join(sentences)
    found = check(text)
    assert found == read(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
