"""The value of a mention: its interval and unit, its modifier, and what its last digit is worth."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claims.quantities.lexicon import Lexicon
from claims.quantities.mentions import Mention
from claims.quantities.modifiers import Phrase, phrase_after, phrase_before, phrase_behind
from claims.quantities.numbers.number import Number
from claims.quantities.special import is_measured, is_time
from claims.quantities.tokens import Token
from claims.quantities.units.reading import canonical
from claims.records import Modifier, Value


def value_of(
    mention: Mention, tokens: Sequence[Token], lexicon: Lexicon
) -> tuple[Value, Phrase | None]:
    """The value of a mention: its interval under its modifier, as written and canonical; and the
    words that make the modifier, if words around the number do."""
    modifier, phrase = _modifier(mention, tokens, lexicon)
    lo, hi = _ends(mention.number, modifier)
    unit = mention.unit
    canonical_unit = None
    ends: list[Decimal | None] = []
    for number in (lo,) if hi is lo else (lo, hi):
        if number is not None and unit is not None:
            number, canonical_unit = canonical(number, unit, lexicon.vocabulary)
        ends.append(number)
    if unit is not None and canonical_unit is None:
        canonical_unit = canonical(Decimal(0), unit, lexicon.vocabulary)[1]
    step = _step(mention, lexicon)
    return Value(lo, hi, unit, ends[0], ends[-1], canonical_unit, modifier, step), phrase


def _ends(number: Number, modifier: Modifier) -> tuple[Decimal | None, Decimal | None]:
    if number.unknown:
        return None, None
    if number.open:
        return number.lo, None
    if modifier in ("at_least", "more_than"):
        return number.lo, None
    if modifier in ("at_most", "less_than"):
        return None, number.lo if number.vague else number.hi
    return number.lo, number.hi


def _modifier(
    mention: Mention, tokens: Sequence[Token], lexicon: Lexicon
) -> tuple[Modifier, Phrase | None]:
    number = mention.number
    if number.unknown:
        return "approx", None
    # The years of a bare age are no duration ("people over 65").
    worded = mention.end > mention.number_end
    is_duration = worded and mention.unit is not None and is_time(mention.unit, lexicon)
    measured = mention.unit is not None and is_measured(mention.unit, lexicon)
    before = phrase_before(
        tokens, mention.start, lexicon, is_duration=is_duration, is_measured=measured
    )
    after = phrase_behind(tokens, mention.end, lexicon)
    if after is None and mention.number_end < mention.end:
        after = phrase_after(tokens, mention.number_end, lexicon)
    bound = next((p for p in (before, after) if p and p.modifier != "approx"), None)
    if bound:
        return bound.modifier, bound
    if number.vague:
        return "order_of_magnitude", None
    if number.lo != number.hi:
        return "range", None
    about = before or after
    return "approx" if about or number.approx else "exact", about


def _step(mention: Mention, lexicon: Lexicon) -> Decimal | None:
    """What the last digit is worth; a count of whole things without a scale is exact."""
    number = mention.number
    if number.unknown:
        return None
    spec = lexicon.vocabulary.units.get(mention.unit or "")
    discrete = mention.counted or (spec is not None and spec.discrete)
    whole = number.lo == number.lo.to_integral_value()
    return None if discrete and whole and number.step == 1 else number.step
