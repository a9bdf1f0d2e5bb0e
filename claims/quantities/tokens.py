"""Cutting a text into numerals, words and signs with exact offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "word", "sign"]

# Possessive quantifiers keep every alternative linear on hostile text.
_TOKEN = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})++(?!,?[0-9])(?:\.[0-9]++)?"
    r"|[0-9]++(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++(?![\w.]))?"
    r"|(?<![\w.])\.[0-9]++)"
    r"|(?P<word>[^\W\d_]++(?:['’][^\W\d_]++)?)"
    r"|(?P<sign>[A-Z]{0,2}\$|\S)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A numeral, a word or one sign; ``lower`` is the word lower-cased for look-up."""

    kind: Kind
    text: str
    lower: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """All tokens of a text in order; blanks are left out."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind: Kind = match.lastgroup  # type: ignore[assignment]
        word = match[0]
        yield Token(kind, word, word.lower(), match.start(), match.end())


def touch(left: Token, right: Token) -> bool:
    """Whether two tokens stand without a blank between them."""
    return left.end == right.start
