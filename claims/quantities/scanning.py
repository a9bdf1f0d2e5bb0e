"""Where a quantity may stand: one cheap scan of a text, and windows around what it finds.

Most of a text holds no number. The scan costs a fraction of tokenizing, and only the windows are
tokenized and read; they reach as far as any rule of the reader looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claims.quantities.excluded.blocked import Span
from claims.quantities.tokens import FRACTION_SIGNS

# How many characters before and behind a place the rules may look at, before the edge is moved
# outwards to a blank: more than the longest phrase of a modifier, and than a noun phrase with a
# rate and a modifier behind it.
REACH_BEFORE, REACH_BEHIND = 70, 100
_BLANK = re.compile(r"\s")


def places(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    """The half-open spans of what the ``pattern`` of :func:`places_pattern` finds in a text."""
    # The lower-cased text must keep its offsets; this letter alone becomes two.
    folded = text.replace("\u0130", "i").lower()
    return (match.span() for match in pattern.finditer(folded))


def windows(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Half-open windows around rising ``spans`` that end at blanks and do not touch each other."""
    start = end = -1
    for first, last in spans:
        if start >= 0 and first - REACH_BEFORE > end:
            end = _next_blank(text, end)
            if first - REACH_BEFORE > end:
                yield start, end
                start = -1
        if start < 0:
            start = _last_blank(text, first - REACH_BEFORE, end)
        end = max(end, last + REACH_BEHIND)
    if start >= 0:
        yield start, _next_blank(text, end)


def _next_blank(text: str, at: int) -> int:
    match = _BLANK.search(text, at)
    return match.start() if match else len(text)


def _last_blank(text: str, at: int, floor: int) -> int:
    """The last blank at or before ``at``, but not before ``floor``, where a window has ended."""
    while at > max(floor, 0) and not text[at].isspace():
        at -= 1
    return max(at, floor, 0)


def places_pattern(
    words: Iterable[str], times: Iterable[str], money: Iterable[str]
) -> re.Pattern[str]:
    """One pattern for what may begin a quantity, on lower-cased text: digits that no letter
    precedes, but the letters of ``money`` ("EUR5"); number ``words``; "a" before a unit of time.

    The words are a tree of shared beginnings: a plain alternation of a hundred words costs three
    times as much.
    """
    article, symbol = rf"an?+\s{_tree(times)}\b", rf"{_tree(money)}(?=[0-9])"
    return re.compile(rf"\b(?:[0-9]++|{_tree(words)}\b|{article}|{symbol})|[{FRACTION_SIGNS}]")


def _tree(words: Iterable[str]) -> str:
    """A pattern for any of the words in which each shared beginning stands once."""
    branches: dict[str, set[str]] = {}
    closed = False
    for word in words:
        closed |= not word
        if word:
            branches.setdefault(word[0], set()).add(word[1:])
    options = "|".join(re.escape(first) + _tree(rest) for first, rest in sorted(branches.items()))
    return f"(?:{options})?+" if options and closed else f"(?:{options})" if options else ""
