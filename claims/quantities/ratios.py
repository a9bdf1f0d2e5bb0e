"""Ratios: "100x", "ten times slower", "twice as long", "a factor of 10", "threefold"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claims.quantities.lexicon import Lexicon
from claims.quantities.mentions import Mention
from claims.quantities.numerals import Number
from claims.quantities.spelled import read_number
from claims.quantities.tokens import Token, touch


def read_ratio(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Mention | None:
    """The ratio that begins at token ``at``, or ``None``."""
    word = tokens[at].lower
    if word == "factor" and _lower(tokens, at + 1) == "of":
        number = read_number(tokens, at + 2, lexicon) if at + 2 < len(tokens) else None
        return Mention(number, at, number.end, "ratio") if number else None
    if word in ("order", "orders") and _lower(tokens, at + 1) == "of":
        return _magnitude(tokens, at) if _lower(tokens, at + 2).startswith("magnitude") else None
    if word in lexicon.english["fold_words"]:
        return _fixed(at, Decimal(lexicon.english["fold_words"][word]))
    if word in lexicon.english["ratio_words"]:
        return _word(tokens, at, lexicon)
    return _multiple(tokens, at, lexicon)


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if at < len(tokens) else ""


def _fixed(at: int, value: Decimal) -> Mention:
    return Mention(Number(value, value, Decimal(1), at + 1, words=True), at, at + 1, "ratio", True)


def _magnitude(tokens: Sequence[Token], at: int) -> Mention:
    """ "An order of magnitude" is a decade; in the plural it is at least a hundredfold."""
    several = tokens[at].lower == "orders"
    lo = Decimal(100 if several else 10)
    hi = lo if several else lo * 10
    number = Number(lo, hi, lo, at + 3, scaled=True, words=True, vague=True, open=several)
    return Mention(number, at, at + 3, "ratio")


def _word(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Mention | None:
    word, after = tokens[at].lower, _lower(tokens, at + 1)
    value = Decimal(lexicon.english["ratio_words"][word])
    if word.endswith("d") or after in ("as", "the", "its", "their", "that"):
        return _fixed(at, value)
    return None


def _multiple(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Mention | None:
    """A number with "x" in contact, with "-fold", or with "times" and a comparison behind it."""
    if tokens[at].kind != "number" and not _may_begin(tokens[at].lower, lexicon):
        return None
    number = read_number(tokens, at, lexicon)
    if number is None or number.unknown or number.end >= len(tokens):
        return None
    end = number.end
    if tokens[end].text in ("x", "X", "×") and touch(tokens[end - 1], tokens[end]):
        followed = end + 1 < len(tokens) and touch(tokens[end], tokens[end + 1])
        if not (followed and tokens[end + 1].kind != "sign"):
            return Mention(number, at, end + 1, "ratio")
    hyphen = tokens[end].text == "-"
    if _lower(tokens, end + hyphen) == "fold":
        return Mention(number, at, end + hyphen + 1, "ratio")
    if tokens[end].lower == "times" and _compares(tokens, end + 1, lexicon):
        return Mention(number, at, end + 1, "ratio")
    return None


def _may_begin(word: str, lexicon: Lexicon) -> bool:
    return (
        word in ("a", "an") or word in lexicon.numbers or word in lexicon.english["vague_plurals"]
    )


def _compares(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    return any(lexicon.has("comparatives", _lower(tokens, at + ahead)) for ahead in (0, 1))
