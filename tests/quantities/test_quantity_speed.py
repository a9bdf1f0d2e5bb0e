"""Reading takes time in proportion to the text, on the most hostile text as well."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator

import pytest

from claims.quantities import read
from claims.quantities.dates import find_dates
from claims.quantities.excluded.exclusions import excluded_spans
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
    "Q3 ", "AD 79 ", "2001-01-", "the '90s ", "5 to 6 pm ", "17th century ", "in 2001 to ",
    "May 5-",
    "July ", "in 19", "in 2018 ", "nineteen ", "call 1", "0",
    "020 ", "ISBN ", "2001a, ", "et al., 2001, ", "x@", "http://", "[1,", "12:30 ", "(((",
    "per ", "5 per ", "two-", "- ", "5 x 10^",
    "7 to 8 to ", "1, 2, ", "one, ", "maybe ", "A 5 ",
]  # fmt: skip


# Times below it are mostly noise: the text grows until it takes as long, or is that long.
MEASURABLE_S, LONGEST = 0.03, 300_000


@pytest.fixture(scope="module", autouse=True)
def _no_collection() -> Iterator[None]:
    """Collecting garbage takes longer than reading these texts, and at random moments."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def _seconds(work: Callable[[str], object], text: str) -> float:
    begin = time.process_time()
    work(text)
    return time.process_time() - begin


def _scan(text: str) -> None:
    """Everything that matches patterns over the whole text."""
    lexicon = lexicon_of(load_vocabulary())
    tokenize(text)
    excluded_spans(text, lexicon)
    find_dates(text, lexicon)


@pytest.mark.parametrize(("work", "characters"), [(read, 1_500), (_scan, 10_000)])
@pytest.mark.parametrize("piece", HOSTILE)
def test_four_times_the_length_takes_about_four_times_as_long(
    piece: str, work: Callable[[str], object], characters: int
) -> None:
    work("warm up: 5 m/s")
    repeat = characters // len(piece)
    once, more = _seconds(work, piece * repeat), _seconds(work, piece * (4 * repeat))
    while more < MEASURABLE_S and 4 * repeat * len(piece) < LONGEST:
        repeat *= 4
        once, more = more, _seconds(work, piece * (4 * repeat))
    if more > 7 * once:  # measured again, as the machine may have been busy
        once = max(once, _seconds(work, piece * repeat))
        more = min(more, _seconds(work, piece * (4 * repeat)))
    # A quadratic pattern takes sixteen times as long; short times say nothing.
    assert more < MEASURABLE_S or more < 7 * once


def test_a_million_digits_are_not_read_and_do_no_harm() -> None:
    assert read("7" * 1_000_000 + " metres") == []
