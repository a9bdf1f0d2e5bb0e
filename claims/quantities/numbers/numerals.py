"""Numbers in digits: numerals, powers, fractions, errors, and the scales behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from claims.quantities.lexicon import Lexicon
from claims.quantities.numbers.number import (
    ARITHMETIC,
    MAX_DIGITS,
    MILLION,
    MOST_SCALES,
    ONE,
    RATES,
    TEN,
    Number,
    add_part,
    lower_at,
)
from claims.quantities.numbers.powers import behind_plus_minus, read_power, with_error
from claims.quantities.numbers.suffixes import read_suffix
from claims.quantities.tokens import Token, touch

__all__ = [
    "ARITHMETIC",
    "MILLION",
    "MOST_SCALES",
    "ONE",
    "RATES",
    "TEN",
    "VULGAR",
    "Number",
    "is_minus",
    "is_spoken_minus",
    "lower_at",
    "numeral",
    "read_digits",
    "scale_words",
    "vulgar",
]

VULGAR = {
    "½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8),
}  # fmt: skip
_GROUPING = re.compile(r"[,_'’\s]")
# "5 ½ hours" is one number; what stands before the fraction is no larger.
LARGEST_MIXED = 1000


def read_digits(
    tokens: Sequence[Token], at: int, lexicon: Lexicon, *, money: bool = False
) -> Number | None:
    """The number in digits that begins at token ``at``; ``money`` admits "$5m"."""
    if tokens[at].text == "(":
        number = _bracketed(tokens, at, lexicon)
        owed = _owed(tokens, at) if money and number is None else None
        number = read_suffix(tokens, owed, lexicon, money) if owed else number
        return scale_words(tokens, number, lexicon) if number else None
    number = numeral(tokens, at)
    if number is None or lower_at(tokens, at - 1) == "^":
        return None
    if at > 0 and is_minus(tokens, at - 1):
        number = replace(number, lo=-number.lo, hi=-number.hi)
    number = _fraction(tokens, _spoken_point(tokens, number))
    number = _measured(tokens, number, lexicon)
    with_suffix = read_suffix(tokens, number, lexicon, money)
    return scale_words(tokens, with_suffix, lexicon) if with_suffix else None


def _measured(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    """A numeral with its power of ten and its error, in either order."""

    def powered(tokens: Sequence[Token], at: int) -> Number | None:
        error = numeral(tokens, at)
        return read_power(tokens, error, lexicon) if error else None

    number = read_power(tokens, number, lexicon)
    wide = with_error(tokens, number, powered)
    return wide if wide is number or number.scaled else read_power(tokens, wide, lexicon)


def _bracketed(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Read "(21.4 ± 0.3)" before its power and unit."""
    first = at + 1 + (lower_at(tokens, at + 1) in ("-", "−"))
    number = numeral(tokens, first) if first < len(tokens) else None
    if number is None or behind_plus_minus(tokens, number.end) == number.end:
        return None
    if first > at + 1:
        number = replace(number, lo=-number.lo, hi=-number.hi)
    wide = with_error(tokens, number, numeral)
    if wide is number or lower_at(tokens, wide.end) != ")":
        return None
    return read_power(tokens, replace(wide, end=wide.end + 1), lexicon)


def _owed(tokens: Sequence[Token], at: int) -> Number | None:
    """Read "(4.2)" behind a sign of money, as accounts have it: a negative amount."""
    number = numeral(tokens, at + 1) if at + 1 < len(tokens) else None
    if number is None or lower_at(tokens, number.end) != ")":
        return None
    return replace(number, lo=-number.hi, hi=-number.lo, end=number.end + 1)


def _spoken_point(tokens: Sequence[Token], number: Number) -> Number:
    """Read "7 point 5", as transcripts have it."""
    at = number.end
    if lower_at(tokens, at) != "point" or at + 1 >= len(tokens):
        return number
    whole, part = tokens[at - 1].text, tokens[at + 1].text
    if not (_is_plain(whole, 9) and _is_plain(part, 9)):
        return number
    value = Decimal(f"{whole}.{part}").copy_sign(number.lo)
    return replace(number, lo=value, hi=value, step=TEN ** -len(part), end=at + 2)


def numeral(tokens: Sequence[Token], at: int) -> Number | None:
    """The number that a numeral or the sign of a fraction at token ``at`` is, without what goes on
    behind it."""
    token = tokens[at]
    if token.text in VULGAR:
        part = vulgar(token.text)
        return Number(part, part, _one_of(VULGAR[token.text][1]), at + 1)
    if token.kind != "number" or len(token.text) > MAX_DIGITS:
        return None
    try:
        value = Decimal(_GROUPING.sub("", token.text).replace("·", "."))
    except InvalidOperation:  # an exponent of nineteen digits
        return None
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or not -10_000 <= value.adjusted() <= 10_000:
        return None
    return Number(value, value, TEN**exponent, at + 1)


def _one_of(below: int) -> Decimal:
    return RATES.divide(Decimal(1), Decimal(below))


def vulgar(sign: str) -> Decimal:
    """The value of a vulgar fraction's sign: "½" is 0.5."""
    above, below = VULGAR[sign]
    return RATES.divide(Decimal(above), Decimal(below))


def is_minus(tokens: Sequence[Token], at: int) -> bool:
    """Whether token ``at`` is a minus: in contact with a number and with nothing before it."""
    if tokens[at].text not in ("-", "−", "–") or at + 1 >= len(tokens):
        return False
    free = at == 0 or not touch(tokens[at - 1], tokens[at])
    if tokens[at].text == "–":  # between numbers it makes a range, and at the start a list
        free = free and at > 0 and tokens[at - 1].kind == "word"
    return free and tokens[at + 1].kind == "number" and touch(tokens[at], tokens[at + 1])


def is_spoken_minus(tokens: Sequence[Token], at: int) -> bool:
    """Whether token ``at`` is "minus", or "negative" before degrees or percent and no finding."""
    if tokens[at].lower != "negative":
        return tokens[at].lower == "minus"
    return any(lower_at(tokens, at + n) in _SIGNED for n in range(2, 7))


# What is often below zero, so that "negative" before its number is a minus.
_SIGNED = frozenset({"degree", "degrees", "°", "percent", "%", "celsius", "fahrenheit"})


def _fraction(tokens: Sequence[Token], number: Number) -> Number:
    """Read "2½", "1/2", "1 1/2" and "1-1/2"."""
    at = number.end
    if at >= len(tokens) or number.lo != number.lo.to_integral_value():
        return number
    beside_it = touch(tokens[at - 1], tokens[at]) or abs(number.lo) < LARGEST_MIXED
    if tokens[at].text in VULGAR and beside_it:
        part = vulgar(tokens[at].text)
        return _plus(number, part, _one_of(VULGAR[tokens[at].text][1]), at + 1)
    alone = _slashed(tokens, number.end - 1)
    if alone:
        step = _one_of(int(tokens[at + 1].text))
        return replace(number, lo=alone, hi=alone, step=step, end=at + 2)
    hyphen = tokens[at].text == "-" and touch(tokens[at - 1], tokens[at])
    at += hyphen and at + 1 < len(tokens) and touch(tokens[at], tokens[at + 1])
    beside = _slashed(tokens, at)
    if beside is None:
        return number
    return _plus(number, beside, _one_of(int(tokens[at + 2].text)), at + 3)


def _slashed(tokens: Sequence[Token], at: int) -> Decimal | None:
    """The fraction whose numerator is token ``at``: two small whole numbers and a slash."""
    span = tokens[at : at + 3]
    if len(span) < 3 or span[1].text not in ("/", "⁄"):
        return None
    if not (touch(span[0], span[1]) and touch(span[1], span[2])):
        return None
    chained = at + 3 < len(tokens) and tokens[at + 3].text == "/"
    above, below = span[0].text, span[2].text
    if chained or (at > 0 and tokens[at - 1].text == "/"):
        return None
    small = _is_plain(above, 3) and _is_plain(below, 3)
    if not (small and 0 < int(above) < int(below) <= 100):
        return None
    return RATES.divide(Decimal(above), Decimal(below))


def _is_plain(digits: str, most: int) -> bool:
    """Whether these are a few plain digits: raised ones are digits to Python as well."""
    return len(digits) <= most and digits.isascii() and digits.isdigit()


def _plus(number: Number, part: Decimal, step: Decimal, end: int) -> Number:
    value = add_part(number.lo, part if number.lo >= 0 else -part)
    return replace(number, lo=value, hi=value, step=step, end=end)


def scale_words(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    """A number multiplied by the scale words behind it: "1.3 hundred thousand", "70-billion"."""
    groups, plurals = lexicon.english["group_words"], lexicon.english["scale_plurals"]
    for _ in range(MOST_SCALES):
        at = number.end
        word = lower_at(tokens, at)
        if word == "-":
            word = lower_at(tokens, at + 1)
            at += word in lexicon.scales or word in groups
        if word in lexicon.scales:
            number = number.times(lexicon.scales[word], at + 1)
        elif word in groups and not number.scaled:
            number = replace(number.times(Decimal(groups[word]), at + 1), scaled=False)
        elif word in plurals and not number.scaled and lower_at(tokens, at) != "-":
            number = number.times(Decimal(plurals[word]), at + 1)
        else:
            break
    return number
