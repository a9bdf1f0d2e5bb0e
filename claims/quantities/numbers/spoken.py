"""Decimals and hundreds as they are said: "point two five", "oh point oh five", "one oh four"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claims.quantities.lexicon import Lexicon
from claims.quantities.numbers.number import ARITHMETIC, TEN, Number, lower_at
from claims.quantities.tokens import Token

THOUSAND = Decimal(1000)


def with_point(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    """A spelled number with its decimals: "point two five", "point ninety-nine"."""
    if lower_at(tokens, number.end) != "point" or (number.scaled and number.step >= THOUSAND):
        return number
    digits, end = _decimals(tokens, number.end + 1, lexicon)
    if not digits:
        return number
    value = ARITHMETIC.add(number.lo, Decimal("0." + digits))
    return replace(number, lo=value, hi=value, step=TEN ** -len(digits), end=end)


def is_moment(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether "one" at token ``at`` belongs to "at one point", and to no number."""
    if lower_at(tokens, at) != "one" or lower_at(tokens, at + 1) != "point":
        return False
    digits, end = _decimals(tokens, at + 2, lexicon)
    return lower_at(tokens, at - 1) == "at" and not (digits and is_divided(tokens, end, lexicon))


def _decimals(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[str, int]:
    """The digits that are said from token ``at`` on, and the token index behind them."""
    spoken, english = lexicon.english["spoken_digits"], lexicon.english
    digits = ""
    while (word := lower_at(tokens, at)) in spoken:
        digits += str(spoken[word])
        at += 1
    if digits:
        return digits, at
    tens = english["tens_words"].get(word)
    if tens is None:
        teen = english["units_words"].get(word, 0)
        return (str(teen), at + 1) if teen >= 10 else ("", at)
    end = at + 1 + (lower_at(tokens, at + 1) == "-")
    ones = english["units_words"].get(lower_at(tokens, end), 0)
    return (str(tens + ones), end + 1) if 0 < ones < 10 else (str(tens), at + 1)


def below_one(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Read "point five percent" and "oh point oh five millimetres", where a measure follows."""
    zero = lower_at(tokens, at) == "oh"
    if lower_at(tokens, at + zero) != "point" or not (zero or _is_free(tokens, at, lexicon)):
        return None
    digits, end = _decimals(tokens, at + zero + 1, lexicon)
    if not digits or not (zero or is_divided(tokens, end, lexicon)):
        return None
    if not (zero or lower_at(tokens, end) == "percent" or _follows_function(tokens, at, lexicon)):
        return None  # "the winning point two minutes later"
    value = Decimal("0." + digits)
    return Number(value, value, TEN ** -len(digits), end, words=True)


def _is_free(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether "point" at token ``at`` is no noun: nothing before it points at one or counts it."""
    before = lower_at(tokens, at - 1)
    return not (lexicon.has("point_not_after", before) or before in lexicon.numbers)


def _follows_function(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether no noun or adjective stands before token ``at``."""
    before = lower_at(tokens, at - 1)
    clear = not before or tokens[at - 1].kind == "sign" or (before,) in lexicon.before
    return clear or lexicon.has("not_counted", before)


def is_divided(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a scale or a unit that can be divided follows at token ``at``."""
    word = lower_at(tokens, at)
    spec = lexicon.vocabulary.units.get(lexicon.names.get((word,), ""))
    return word in lexicon.scales or word == "%" or (spec is not None and not spec.discrete)


def elided(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Read a hundred that is not said: "two fifty thousand", "one oh four degrees".

    What follows has to be a scale or a measure in the plural, because "two fifty-pound bags" and
    "two ten dollar notes" are two things.
    """
    numbers, hundreds = lexicon.numbers, lexicon.numbers.get(lower_at(tokens, at), Decimal(0))
    if not 1 <= hundreds < 10 or lower_at(tokens, at - 1) in numbers:
        return None
    place = at + 1
    oh = lower_at(tokens, place) in ("oh", "o")
    rest, end = _teen(tokens, place + oh, lexicon)
    if rest is None or oh != (rest < 10):
        return None
    word = lower_at(tokens, end)
    scaled = lexicon.scales.get(word, Decimal(0)) >= THOUSAND
    measured = (word,) in lexicon.plurals and is_divided(tokens, end, lexicon)
    if not (scaled or measured):
        return None
    value = hundreds * 100 + rest
    return Number(value, value, Decimal(1), end, words=True)


def _teen(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[Decimal | None, int]:
    """A number from one to 99 at token ``at`` and the token index behind it."""
    value = lexicon.numbers.get(lower_at(tokens, at))
    if value is None or not value or value % 10 or value < 20:
        return value or None, at + 1
    end = at + 1 + (lower_at(tokens, at + 1) == "-")
    ones = lexicon.numbers.get(lower_at(tokens, end), Decimal(0))
    return (value + ones, end + 1) if 0 < ones < 10 else (value, at + 1)
