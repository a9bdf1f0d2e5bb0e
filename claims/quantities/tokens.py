"""Cutting a text into numerals, words and signs with exact offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["number", "word", "sign"]

# Vulgar fractions and raised digits are letters to the regex engine, and are none here.
FRACTION_SIGNS = "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
DASHES = frozenset("-–—‐‑")
_BLANK = "[\u00a0\u2009\u202f]"
# Possessive quantifiers keep every alternative linear on hostile text. Digits may be grouped by
# threes, also behind thin blanks, or the Indian way; behind plain blanks only where two groups
# or round hundreds follow ("1 000 000", "20 000").
_TOKEN = re.compile(
    r"(?P<money>[A-Z]{1,2}\$)"
    rf"|(?P<word>[^\W\d_{FRACTION_SIGNS}{RAISED}]++(?:['’][^\W\d_]++)?)"
    r"|(?P<number>(?<![0-9])(?<![0-9],)[0-9]{1,3}(?:,[0-9]{3})++(?!,?[0-9])(?:\.[0-9]++)?"
    r"|(?<![0-9])(?<![0-9],)[0-9]{1,2}(?:,[0-9]{2}(?![0-9]))++,[0-9]{3}(?!,?[0-9])(?:\.[0-9]++)?"
    rf"|(?<![\w.,])(?<![0-9]{_BLANK})[1-9][0-9]{{0,2}}(?:{_BLANK}[0-9]{{3}})++(?![0-9])(?:\.[0-9]++)?"
    r"|(?<![\w.,])(?<![0-9] )[1-9][0-9]{0,2}(?: [0-9]00| [0-9]{3}(?: [0-9]{3})++)(?![ ,.]?[0-9])"
    r"|(?:(?<==)|(?<== ))[1-9][0-9]{0,2}(?: [0-9]{3})++(?![ ,.]?[0-9])"
    r"|(?<![\w.,'’])[1-9][0-9]{0,2}(?:(?:['’][0-9]{3})++|(?:_[0-9]{3})++)(?![\w'’])(?:\.[0-9]++)?"
    rf"|(?<![\w.,])[0-9]{{1,3}}\.[0-9]{{3}}(?:(?:{_BLANK}[0-9]{{3}})++"
    r"| [0-9]{3}(?: [0-9]{3})++)(?: [0-9]{1,2}(?=\())?(?![0-9])"
    r"|[0-9]++·[0-9]++(?![\w^·]|[−-][0-9])"
    r"|[0-9]++(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++(?!\w|\.\w))?"
    r"|(?<![\w.])\.[0-9]++)"
    r"|(?P<sign>\S)"
)


class Token(NamedTuple):
    """A numeral, a word or one sign; ``lower`` is the word lower-cased for look-up."""

    kind: Kind
    text: str
    lower: str
    start: int
    end: int


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``text[start:end]`` in order, without blanks; offsets are into ``text``."""
    return list(_tokens(text, start, len(text) if end is None else end))


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    make = tuple.__new__  # the constructor of a named tuple costs as much again as the match
    for match in _TOKEN.finditer(text, start, end):
        kind, word = match.lastgroup, match[0]
        first, last = match.span()
        kind = "sign" if kind == "money" else kind
        yield make(Token, (kind, word, word.lower(), first, last))


def touch(left: Token, right: Token) -> bool:
    """Whether two tokens stand without a blank between them."""
    return left.end == right.start
