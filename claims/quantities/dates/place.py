"""A place in a text where a date may stand, and the words around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from claims.quantities.lexicon import Lexicon
from claims.quantities.units.nouns import singular

# How far to the left the words of one date reach.
REACH = 48
_PIECE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[0-9]+|[^\s\w]")
_WORD = re.compile(r"[\s-]([^\W\d_]{1,24}(?:['’][^\W\d_]{1,3})?)(?![\w])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, run of digits or sign before a place: lower-cased, as written, and its offset."""

    lower: str
    text: str
    start: int


NOTHING = Piece("", "", -1)


class Place:
    """The run of digits, or first word of a number, at ``start:end`` of a text.

    Nothing is read behind ``limit``; ``last`` is where the date before ended, if that was a
    plain year.
    """

    __slots__ = ("_pieces", "end", "last_year_end", "lexicon", "limit", "start", "text")

    def __init__(
        self, text: str, start: int, end: int, limit: int, lexicon: Lexicon, last_year_end: int = -1
    ) -> None:
        self.text, self.start, self.end, self.limit = text, start, end, limit
        self.lexicon, self.last_year_end = lexicon, last_year_end
        self._pieces: list[re.Match[str]] | None = None

    @property
    def digits(self) -> str:
        """What stands at the place."""
        return self.text[self.start : self.end]

    @property
    def english(self) -> Mapping[str, object]:
        """The word lists."""
        return self.lexicon.english

    def before(self, count: int) -> Piece:
        """The word or sign ``count`` places before this one; 1 is the nearest."""
        if self._pieces is None:
            self._pieces = _matches_before(self.text, self.start)
        return _piece(self._pieces[-count]) if count <= len(self._pieces) else NOTHING

    def has(self, key: str, count: int) -> bool:
        """Whether the word so many places before is in a list of ``english.yaml``."""
        return self.lexicon.has(key, self.before(count).lower)

    def number(self, key: str, count: int) -> int | None:
        """What a mapping of ``english.yaml`` gives for the word so many places before."""
        found: int | None = self.lexicon.english[key].get(self.before(count).lower)
        return found

    def word_after(self, end: int) -> str:
        """The word behind ``end``, one blank or hyphen between, or nothing."""
        match = _WORD.match(self.text, end, self.limit)
        return match[1] if match else ""

    def begins(self, count: int) -> bool:
        """Whether the word so many places before begins a sentence."""
        return self.before(count + 1).lower in ("", ".", "!", "?", ":", ";")


def pieces_before(text: str, at: int) -> list[Piece]:
    """The words and signs before an offset, as far as one date reaches."""
    return [_piece(match) for match in _matches_before(text, at)]


def _matches_before(text: str, at: int) -> list[re.Match[str]]:
    floor = max(0, at - REACH)
    found = list(_PIECE.finditer(text, floor, at))
    # What the reach cut in two is no word.
    if found and floor and found[0].start() == floor and text[floor - 1].isalnum():
        del found[0]
    return found


def _piece(match: re.Match[str]) -> Piece:
    return Piece(match[0].lower(), match[0], match.start())


def is_plural(word: str, lexicon: Lexicon) -> bool:
    """Whether a word looks like an English plural, and can be counted."""
    if lexicon.has("not_counted", word.lower()) or lexicon.has("verbs_of_years", word.lower()):
        return False
    return singular(word, lexicon.english["irregular_plurals"]) is not None


def is_unit(word: str, lexicon: Lexicon) -> bool:
    """Whether a word behind a number is a unit, a scale or a sign of these."""
    lower = word.lower()
    if lexicon.has("not_counted", lower):
        return False
    return (lower,) in lexicon.names or word in lexicon.symbols or lower in lexicon.scales
