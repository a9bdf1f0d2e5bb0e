"""Fractions in words: "two thirds", "half a million", "a tenth of a second", "and a half"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claims.quantities.lexicon import Lexicon
from claims.quantities.numbers.number import ARITHMETIC, RATES, Number, add_part, lower_at
from claims.quantities.tokens import Token

THOUSAND = Decimal(1000)
# Alone or behind "a" these are fractions; the others are ordinals there ("a third hour").
PLAIN_PARTS = frozenset({"half", "quarter"})
ARTICLES = frozenset({"a", "an"})


def read_fraction(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """A fraction in words at token ``at``: "half", "a third", "three quarters", "three-quarter"."""
    english, word = lexicon.english, lower_at(tokens, at)
    above = 1 if word in ARTICLES else english["units_words"].get(word, 0)
    place = at + (above > 0)
    hyphen = above > 0 and lower_at(tokens, place) == "-"
    place += hyphen
    last = lower_at(tokens, place)
    below = english["fraction_words" if above < 2 else "fraction_plurals"].get(last)
    if below is None and above > 1 and (hyphen or last == "quarter"):
        below = english["fraction_words"].get(last)
        below = below if below and below > above else None
    if below is None or (above == 0 and below > 4):
        return None
    value = RATES.divide(Decimal(max(above, 1)), Decimal(below))
    step = RATES.divide(Decimal(1), Decimal(below))
    return Number(value, value, step, place + 1, words=True)


def part_of_one(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Read "half a million", "a quarter of an hour" and "half million" up to what is shared."""
    number = read_fraction(tokens, at, lexicon)
    if number is None:
        return None
    end, last = number.end, lower_at(tokens, number.end - 1)
    of = lower_at(tokens, end) == "of"
    behind = end + of
    if (of or last == "half") and lower_at(tokens, behind) in ("a", "an", "one"):
        return replace(number, end=behind + 1)
    ordinal = last not in PLAIN_PARTS and (number.end - at == 1 or lower_at(tokens, at) in ARTICLES)
    if of or ordinal:
        return None
    follows = lower_at(tokens, end)
    follows = lower_at(tokens, end + 1) if follows == "-" else follows
    scaled = follows in lexicon.scales or follows in lexicon.english["group_words"]
    return number if scaled or _is_measure(tokens, end, follows, lexicon) else None


def _is_measure(tokens: Sequence[Token], at: int, word: str, lexicon: Lexicon) -> bool:
    """Whether a unit that can be divided stands at token ``at``: as ``word``, or as two."""
    unit = lexicon.names.get((word,)) or lexicon.names.get((word, lower_at(tokens, at + 1)))
    spec = lexicon.vocabulary.units.get(unit or "")
    return spec is not None and not spec.discrete


def with_part(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    """Read "two and a half", "three and two thirds", and "a million and a half", where the half
    is of the scale."""
    whole = RATES.divide(number.lo, number.scale)
    if number.lo != number.hi or whole != whole.to_integral_value() or whole >= THOUSAND:
        return number
    if number.scaled:
        return _with_scaled_part(tokens, number, lexicon)
    part = _part_behind(tokens, number.end, lexicon)
    if part is None:
        return number
    value = add_part(number.lo, part.lo)
    return replace(number, lo=value, hi=value, step=part.step, end=part.end)


def _with_scaled_part(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    part, end = half_behind(tokens, number.end, lexicon)
    single = number.scale >= THOUSAND and number.scale in lexicon.scales.values()
    if part is None or not single or lower_at(tokens, end) in lexicon.scales:
        return number
    part = ARITHMETIC.multiply(part, number.scale)
    value = ARITHMETIC.add(number.lo, part)
    return replace(number, lo=value, hi=value, step=part, end=end)


def _part_behind(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """The fraction that "and" adds at token ``at``: "and a half", "and two thirds"."""
    place = at + (lower_at(tokens, at) == "-")
    if lower_at(tokens, place) != "and":
        return None
    place += 1
    place += lower_at(tokens, place) == "-"
    above = lower_at(tokens, place)
    part = read_fraction(tokens, place, lexicon)
    if part is None or part.end - place == 1 or part.lo >= 1:
        return None
    last, follows = lower_at(tokens, part.end - 1), lower_at(tokens, part.end)
    if last in PLAIN_PARTS and above in ("a", "one"):
        return part
    # "Groups two and a third group": without a measure or a plural it is an ordinal.
    counted = follows in lexicon.scales or follows.endswith("s")
    return part if counted or _is_measure(tokens, part.end, follows, lexicon) else None


def half_behind(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[Decimal | None, int]:
    """The part that "and a half" adds at token ``at``, or none, and the token index behind it."""
    phrase = [lower_at(tokens, at + n) for n in range(3)]
    part = lexicon.english["added_parts"].get(phrase[2]) if phrase[:2] == ["and", "a"] else None
    return (None, at) if part is None else (Decimal(part), at + 3)
