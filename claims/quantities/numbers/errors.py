"""A value and its error in words or with a unit of its own: "10 mm ± 0.5 mm"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claims.quantities.lexicon import Phrase
from claims.quantities.mentions import Mention
from claims.quantities.numbers.numerals import ARITHMETIC
from claims.quantities.tokens import Token

# How an error is announced, by the last word; behind a comma too ("10 minutes, give or take 2").
ANNOUNCED: dict[str, tuple[Phrase, ...]] = {
    "±": (("±",),),
    "-": (("+", "/", "-"),),
    "−": (("+", "/", "−"),),
    "minus": (("plus", "or", "minus"), ("plus", "/", "minus")),
    "take": (("give", "or", "take"),),
}
PERCENT = Decimal("0.01")


def merge_errors(mentions: Sequence[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """Mentions in order, those that are the error of the one before made its interval.

    An error that stands alone ("a tolerance of ±5 mm") is an interval around zero.
    """
    merged: list[Mention] = []
    for mention in mentions:
        sign_at = _sign_before(tokens, mention.start)
        widened = None
        if sign_at is not None:
            left_end = sign_at - (sign_at > 0 and tokens[sign_at - 1].text == ",")
            if merged and merged[-1].end == left_end:
                widened = _widened(merged[-1], mention)
            elif tokens[sign_at].kind == "sign" and _is_single(mention):
                merged.append(_around_zero(mention, sign_at))
                continue
        if widened:
            merged[-1] = widened
        else:
            merged.append(mention)
    return merged


def _sign_before(tokens: Sequence[Token], at: int) -> int | None:
    """Where the sign of an error begins that ends before token ``at``."""
    if tokens[at].lower == "minus":
        at += 1  # "plus or minus 2" is read as a negative number
    for phrase in ANNOUNCED.get(tokens[at - 1].lower, ()) if at else ():
        start = at - len(phrase)
        if start >= 0 and tuple(token.lower for token in tokens[start:at]) == phrase:
            return start
    return None


def _widened(value: Mention, error: Mention) -> Mention | None:
    """The interval of a value and its error in the same unit or in percent, else ``None``."""
    if not (_is_single(value) and _is_single(error)):
        return None
    size, unit = abs(error.number.lo), value.unit or error.unit
    if value.unit not in (None, error.unit) and error.unit is not None:
        if error.unit != "percent":
            return None
        size = ARITHMETIC.multiply(abs(value.number.lo), ARITHMETIC.multiply(size, PERCENT))
    number = replace(
        error.number,
        lo=ARITHMETIC.subtract(value.number.lo, size),
        hi=ARITHMETIC.add(value.number.lo, size),
        step=min(value.number.step, error.number.step),
    )
    return Mention(number, value.start, error.end, unit, value.counted, assigned=True)


def _around_zero(error: Mention, sign_at: int) -> Mention:
    size = abs(error.number.lo)
    return replace(error, number=replace(error.number, lo=-size, hi=size), start=sign_at)


def _is_single(mention: Mention) -> bool:
    number = mention.number
    return number.lo == number.hi and not (number.vague or number.unknown)
