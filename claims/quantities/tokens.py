"""Cutting a text into numerals, words and signs with exact offsets."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Kind = Literal["number", "word", "sign"]

# Vulgar fractions and raised digits are letters to the regex engine, and are none here.
FRACTION_SIGNS = "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
DASHES = frozenset("-–—‐‑")
_BLANK = "[\u00a0\u2009\u202f]"
_DIGITS = frozenset("0123456789")
_WORD = rf"[^\W\d_{FRACTION_SIGNS}{RAISED}]++(?:['’][^\W\d_]++)?"
# Possessive quantifiers keep every alternative linear on hostile text. Digits may be grouped by
# threes, also behind thin blanks, or the Indian way; behind plain blanks only where two groups
# or round hundreds follow ("1 000 000", "20 000").
_NUMBER = (
    r"(?<![0-9])(?<![0-9],)[0-9]{1,3}(?:,[0-9]{3})++(?!,?[0-9])(?:\.[0-9]++)?"
    r"|(?<![0-9])(?<![0-9],)[0-9]{1,2}(?:,[0-9]{2}(?![0-9]))++,[0-9]{3}(?!,?[0-9])(?:\.[0-9]++)?"
    rf"|(?<![\w.,])(?<![0-9]{_BLANK})[1-9][0-9]{{0,2}}(?:{_BLANK}[0-9]{{3}})++(?![0-9])(?:\.[0-9]++)?"
    r"|(?<![\w.,])(?<![0-9] )[1-9][0-9]{0,2}(?: [0-9]00| [0-9]{3}(?: [0-9]{3})++)(?![ ,.]?[0-9])"
    r"|(?:(?<==)|(?<== ))[1-9][0-9]{0,2}(?: [0-9]{3})++(?![ ,.]?[0-9])"
    r"|(?<![\w.,'’])[1-9][0-9]{0,2}(?:(?:['’][0-9]{3})++|(?:_[0-9]{3})++)(?![\w'’])(?:\.[0-9]++)?"
    rf"|(?<![\w.,])[0-9]{{1,3}}\.[0-9]{{3}}(?:(?:{_BLANK}[0-9]{{3}})++"
    r"| [0-9]{3}(?: [0-9]{3})++)(?: [0-9]{1,2}(?=\())?(?![0-9])"
    r"|[0-9]++·[0-9]++(?![\w^·]|[−-][0-9])"
    r"|[0-9]++(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++(?!\w|\.\w))?"
    r"|(?<![\w.])\.[0-9]++"
)
# The pieces of a text without a gap: the sign of a currency, words, blanks, numerals, other signs.
_PIECES = re.compile(rf"[A-Z]{{1,2}}\$|{_WORD}|\s++|{_NUMBER}|\S")
_IS_WORD = re.compile(_WORD)


class Token(NamedTuple):
    """A numeral, a word or one sign; ``lower`` is the word lower-cased for look-up."""

    kind: Kind
    text: str
    lower: str
    start: int
    end: int


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``text[start:end]`` in order, without blanks; offsets are into ``text``."""
    tokens = []
    make = tuple.__new__  # the constructor of a named tuple costs as much again as its piece
    at = start
    # Pieces without gaps have their offsets by their lengths, so that no match is made for each.
    for piece in _PIECES.findall(text, start, len(text) if end is None else end):
        behind = at + len(piece)
        if not piece.isspace():
            kind = "word" if piece.isalpha() else _kind(piece)
            tokens.append(make(Token, (kind, piece, piece.lower(), at, behind)))
        at = behind
    return tokens


def _kind(piece: str) -> Kind:
    """What a piece that has more than letters is."""
    if piece[0] in _DIGITS or (piece[0] == "." and len(piece) > 1):
        return "number"
    return "word" if _IS_WORD.fullmatch(piece) else "sign"


def touch(left: Token, right: Token) -> bool:
    """Whether two tokens stand without a blank between them."""
    return left.end == right.start
