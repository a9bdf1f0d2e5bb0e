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
# What stands before a word in lower-cased text. A pattern that begins so is much faster than one
# that begins with a boundary: the engine looks for a sign of a set before it tries any word.
BEFORE_WORD = "[^a-z0-9_]"


def places(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    """The half-open spans of what the ``pattern`` of :func:`places_pattern` finds in a text."""
    # A match begins with the sign before a word, so that the first word needs one as well.
    for match in pattern.finditer(f" {fold(text)}"):
        first, last = match.span()
        alone = last == first + 1  # the sign of a fraction
        yield first - alone, last - 1


def fold(text: str) -> str:
    """The lower-cased text with the offsets of ``text``: one letter alone would become two."""
    return text.replace("\u0130", "i").lower()


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

    What it finds begins with the sign before these, or is the sign of a fraction.
    """
    article, symbol = rf"an?+\s{word_tree(times)}\b", rf"{word_tree(money)}(?=[0-9])"
    number = rf"[0-9][0-9]*+|{word_tree(words)}\b|{article}|{symbol}"
    return re.compile(rf"{BEFORE_WORD}(?:(?<=\W)(?:{number})|(?<=[{FRACTION_SIGNS}]))")


def word_tree(words: Iterable[str]) -> str:
    """A pattern for any of the words in which each shared beginning stands once.

    A plain alternation of a hundred words costs three times as much.
    """
    branches: dict[str, set[str]] = {}
    closed = False
    for word in words:
        closed |= not word
        if word:
            branches.setdefault(word[0], set()).add(word[1:])
    options = "|".join(
        re.escape(first) + word_tree(rest) for first, rest in sorted(branches.items())
    )
    return f"(?:{options})?+" if options and closed else f"(?:{options})" if options else ""
