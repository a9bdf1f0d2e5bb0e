"""Reading takes time in proportion to the text, on the most hostile text as well."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from claims.quantities import read
from claims.quantities.dates import find_dates
from claims.quantities.exclusions import excluded_spans
from claims.quantities.lexicon import lexicon_of
from claims.quantities.tokens import tokenize
from claims.vocabulary import load_vocabulary

HOSTILE = [
    "1,", "111,", "111 ", "111\u202f", "12,34,",
    "1-", "1 - ", "1.", "a1", "9f", "1/", "1:", "½", "10^", "10⁵",
    "5 million ", "hundred ", "one hundred ", "one point ", "and ", "one ", "one two ", "about ",
    "at least ", "more than ", "a few ", "tens of ", "half a ", "two thirds ", "5 ft ", "1 hour ",
    "m/s·", "5 m/s ", "5 m s⁻¹ ",
    "$", "-$", "$1 to ",
    "July ", "in 19", "in 2018 ", "nineteen ", "call 1", "0",
    "020 ", "ISBN ", "2001a, ", "et al., 2001, ", "x@", "http://", "[1,", "12:30 ", "(((",
    "per ", "5 per ", "two-", "- ", "5 x 10^",
    "7 to 8 to ", "1, 2, ", "one, ", "maybe ", "A 5 ",
]  # fmt: skip


def _seconds(work: Callable[[str], object], text: str) -> float:
    best = float("inf")
    gc.collect()
    gc.disable()
    for _ in range(2):
        begin = time.process_time()
        work(text)
        best = min(best, time.process_time() - begin)
    gc.enable()
    return best


def _scan(text: str) -> None:
    """Everything that matches patterns over the whole text."""
    lexicon = lexicon_of(load_vocabulary())
    tokenize(text)
    excluded_spans(text, lexicon)
    find_dates(text, lexicon)


@pytest.mark.parametrize(("work", "characters"), [(read, 3_000), (_scan, 20_000)])
@pytest.mark.parametrize("piece", HOSTILE)
def test_four_times_the_length_takes_about_four_times_as_long(
    piece: str, work: Callable[[str], object], characters: int
) -> None:
    work("warm up: 5 m/s")
    repeat = characters // len(piece)
    once, more = _seconds(work, piece * repeat), _seconds(work, piece * (4 * repeat))
    # A quadratic pattern takes sixteen times as long; short times say nothing.
    assert more < 0.1 or more < 9 * once


def test_a_million_digits_are_not_read_and_do_no_harm() -> None:
    assert read("7" * 1_000_000 + " metres") == []
