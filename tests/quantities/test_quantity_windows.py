"""Reading in windows gives what reading the text as a whole gives."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from case_files import families, load
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.quantities import read
from claims.quantities.dates import find_dates
from claims.quantities.excluded.blocked import Blocked
from claims.quantities.excluded.exclusions import excluded_spans
from claims.quantities.lexicon import lexicon_of
from claims.quantities.reader import read_window
from claims.quantities.scanning import REACH_BEFORE, windows
from claims.vocabulary import load_vocabulary

TOP = Path(__file__).parents[2]
PAGES = sorted([*TOP.glob("docs/*.md"), *TOP.glob("samples/*.txt"), *TOP.glob("samples/*.md")])
SENTENCES = [case.text for family in families() for case in load(family)]
FILLER = st.text("abc ,.\n", max_size=400)


class Everything(frozenset[str]):
    """A set that holds every word."""

    def __contains__(self, word: object) -> bool:
        return True


def in_one_window(text: str) -> list[tuple[int, int, str]]:
    """What is read in one window as long as the text, at every word of it and with no rule spared,
    dates left out."""
    every = Everything()
    lexicon = replace(
        lexicon_of(load_vocabulary()), starts=every, behind_article=every, number_tails=every,
        ratio_tails=every, closing=frozenset(),
    )  # fmt: skip
    dates = [(date.start, date.end) for date in find_dates(text, lexicon)]
    blocked = Blocked(excluded_spans(text, lexicon) + dates)
    found, _ = read_window(text, 0, len(text), blocked, lexicon)
    return [(q.start, q.end, str(q.value)) for q in found]


def windowed(text: str) -> list[tuple[int, int, str]]:
    """What is read in windows around the places where a quantity may stand, dates left out."""
    dates = {(date.start, date.end) for date in find_dates(text, lexicon_of(load_vocabulary()))}
    return [(q.start, q.end, str(q.value)) for q in read(text) if (q.start, q.end) not in dates]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_reads_the_same_in_windows(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert windowed(text) == in_one_window(text)


@settings(max_examples=60)
@given(st.lists(st.tuples(FILLER, st.sampled_from(SENTENCES)), min_size=1, max_size=4))
def test_sentences_far_apart_read_the_same_in_windows(parts: list[tuple[str, str]]) -> None:
    text = "".join(f"{filler}\n{sentence}\n" for filler, sentence in parts)
    assert windowed(text) == in_one_window(text)


@given(st.text("ab \n", max_size=900), st.lists(st.integers(0, 899)))
def test_windows_hold_every_place_and_end_at_blanks(text: str, offsets: list[int]) -> None:
    offsets = sorted({offset for offset in offsets if offset < len(text)})
    spans = list(windows(text, [(at, at + 1) for at in offsets]))
    assert all(any(start <= at < end for start, end in spans) for at in offsets)
    assert all(left[1] < right[0] for left, right in pairwise(spans))
    for start, end in spans:
        assert start == 0 or text[start].isspace() or text[start - 1].isspace()
        assert end == len(text) or text[end].isspace()


def test_text_without_numbers_has_no_window() -> None:
    text = "a word " * 1000 + "and 7 billion stars" + " more words" * 1000
    [(start, end)] = windows(text, [(text.index("7"), text.index("7") + 1)])
    assert end - start < 3 * REACH_BEFORE
