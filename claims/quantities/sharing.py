"""The unit and the scale that a number leaves to the one behind it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claims.quantities.lexicon import Lexicon
from claims.quantities.mentions import Mention
from claims.quantities.numbers.numerals import ARITHMETIC, RATES, Number

Pair = tuple[Mention, Mention]
THOUSAND = Decimal(1000)


def in_one_unit(left: Mention, right: Mention, lexicon: Lexicon) -> Pair:
    """The ends of "500 MB to 2 GB" in one unit in which both are exact, the right one's first."""
    if left.unit in (None, right.unit) or right.unit is None:
        return left, right
    if left.ahead and right.unit.startswith("per "):
        unit = f"{left.unit} {right.unit}"  # "$20-30 per hour"
        return replace(left, unit=unit), replace(right, unit=unit)
    if right.unit.startswith(f"{left.unit} per "):
        return replace(left, unit=right.unit), right  # "$20 to $30 an hour"
    base = lexicon.vocabulary.base(left.unit)[0]
    if base != lexicon.vocabulary.base(right.unit)[0] or base == "percent":
        return left, right
    for unit in (right.unit, left.unit, *(("day",) if base == "second" else ()), base):
        pair = _converted(left, unit, lexicon), _converted(right, unit, lexicon)
        if all(mention.unit == unit for mention in pair):
            return pair
    return left, right


def _converted(mention: Mention, unit: str, lexicon: Lexicon) -> Mention:
    """A mention in another unit of its dimension, or as it is where that is not exact."""
    worth = lexicon.vocabulary.base(mention.unit or "")[1]
    unit_worth = lexicon.vocabulary.base(unit)[1]
    factor = RATES.divide(worth, unit_worth)
    if mention.unit == unit or ARITHMETIC.multiply(factor, unit_worth) != worth:
        return mention
    number = mention.number
    ends = (ARITHMETIC.multiply(end, factor) for end in (number.lo, number.hi, number.step))
    lo, hi, step = ends
    return replace(mention, number=replace(number, lo=lo, hi=hi, step=step), unit=unit)


def completed(mention: Mention, last: Mention, *, ordered: bool) -> Mention:
    """Give a member of a group the unit, and if it has none the scale, of the last member."""
    if mention.number.vague:
        return mention
    rated = last.unit is not None and last.unit.startswith(f"{mention.unit} per ")
    if mention.unit is None or (rated and mention.end == mention.number_end):
        number = _scaled(mention.number, last.number, ordered=ordered)
        return replace(mention, number=number, unit=last.unit, counted=last.counted)
    if mention.ahead and mention.end == mention.number_end and last.unit in (None, mention.unit):
        return replace(mention, number=_scaled(mention.number, last.number, ordered=True))
    return mention


def _scaled(number: Number, last: Number, *, ordered: bool) -> Number:
    """A number times the scale that it leaves to the last one of its group.

    The scale is shared where the numbers then rise ("$2 to $3 million", not "$500 to $2
    million"); a list need not be ``ordered``. "Two hundred" may still leave out a thousand.
    """
    thousands = _thousands(last.scale)
    hundreds = number.scaled and number.scale == 100 and thousands > 1
    if last.vague or last.scale == 1 or number.hi >= THOUSAND or number.scaled > hundreds:
        return number
    for scale in (thousands,) if hundreds else (last.scale, thousands):
        product = number.times(scale, number.end)
        if product.hi <= last.hi:
            return product
    rest = last.scale if thousands == 1 else thousands
    return number if ordered or hundreds else number.times(rest, number.end)


def _thousands(scale: Decimal) -> Decimal:
    """The largest power of a thousand in a scale: a thousand of "three hundred thousand"."""
    power = Decimal(1)
    while power * THOUSAND <= scale:
        power *= THOUSAND
    return power
