"""A claim's sentence with its number marked, made safe for people's eyes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.records import UNSAFE, Claim

_UNPRINTABLE = re.compile(rf"[^\S ]|{UNSAFE.pattern}")
_MAX_SIDE = 280


@dataclass(frozen=True, slots=True)
class MarkedQuote:
    """A sentence in three parts; ``marked`` is the number, empty where it is not found."""

    before: str
    marked: str
    after: str

    @property
    def text(self) -> str:
        """The whole sentence."""
        return self.before + self.marked + self.after


def marked_quote(claim: Claim) -> MarkedQuote:
    """The sentence as cleaned for reading, or else verbatim, with the value marked.

    Long sentences are cut on either side of the value, and control characters are replaced.
    """
    text, start, end = claim.quote, None, None
    if claim.reading is not None and claim.reading_start is not None:
        text, start, end = claim.reading, claim.reading_start, claim.reading_end
    elif claim.value_text and (at := claim.quote.find(claim.value_text)) >= 0:
        start, end = at, at + len(claim.value_text)
    if start is None or end is None or not 0 <= start <= end <= len(text):
        return MarkedQuote(cut_right(printable(text), 2 * _MAX_SIDE), "", "")
    return MarkedQuote(
        cut_left(printable(text[:start]).lstrip(), _MAX_SIDE),
        printable(text[start:end]),
        cut_right(printable(text[end:]).rstrip(), _MAX_SIDE),
    )


def printable(text: str) -> str:
    """The text on one line, without characters that would disturb a page or a terminal."""
    return _UNPRINTABLE.sub(" ", text)


def cut_left(text: str, size: int) -> str:
    """The end of a text, in whole words."""
    return text if len(text) <= size else "… " + text[-size:].partition(" ")[2]


def cut_right(text: str, size: int) -> str:
    """The beginning of a text, in whole words."""
    return text if len(text) <= size else text[:size].rpartition(" ")[0] + " …"
