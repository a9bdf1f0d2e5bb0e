"""Exact arithmetic on intervals, over the expressions of identities."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.reconcile.intervals import EXACT, Interval
from claims.vocabulary.expressions import Expression, Operation

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary

DAY = Decimal(86400)
"""A day in seconds."""
_HUNDREDTH = Decimal("0.01")


def evaluate(expression: Expression, values: Mapping[str, Interval]) -> Interval | None:
    """What comes out of an expression, as the range of all values of its names.

    ``None`` where a value is unbounded, or may be zero below a fraction line: then anything
    could come out.
    """
    if isinstance(expression, Operation):
        left, right = evaluate(expression.left, values), evaluate(expression.right, values)
        if left is None or right is None:
            return None
        if expression.sign in "*/":
            return _scaled(left, right, expression.sign)
        return added(left, right) if expression.sign == "+" else subtracted(left, right)
    if isinstance(expression, Decimal):
        return Interval(expression, expression)
    interval = values[expression]
    return interval if interval.bounded else None


def added(a: Interval, b: Interval) -> Interval:
    """The sums of the numbers of two intervals."""
    return Interval(
        EXACT.add(a.lo, b.lo), EXACT.add(a.hi, b.hi), a.lo_open or b.lo_open, a.hi_open or b.hi_open
    )


def subtracted(a: Interval, b: Interval) -> Interval:
    """The differences of the numbers of two intervals."""
    return added(a, Interval(-b.hi, -b.lo, b.hi_open, b.lo_open))


def _scaled(a: Interval, b: Interval, sign: str) -> Interval | None:
    """Products or quotients: the extremes are among those of the ends."""
    if sign == "/":
        if b.lo <= 0 <= b.hi:
            return None
        b = Interval(
            EXACT.divide(Decimal(1), b.hi), EXACT.divide(Decimal(1), b.lo), b.hi_open, b.lo_open
        )
    ends = [
        (EXACT.multiply(x, y), x_open or y_open)
        for x, x_open in ((a.lo, a.lo_open), (a.hi, a.hi_open))
        for y, y_open in ((b.lo, b.lo_open), (b.hi, b.hi_open))
    ]
    lo, lo_open = min(ends)
    hi, hi_closed = max((number, not is_open) for number, is_open in ends)
    return Interval(lo, hi, lo_open, not hi_closed)


def to_base(interval: Interval, unit: str, vocabulary: Vocabulary) -> Interval:
    """An interval of a canonical unit in base units: hours in seconds, percent as a fraction."""
    return _times(interval, worth(unit, vocabulary))


def from_base(interval: Interval, unit: str, vocabulary: Vocabulary) -> Interval:
    """The reverse of :func:`to_base`."""
    return _times(interval, EXACT.divide(Decimal(1), worth(unit, vocabulary)))


def number_of(
    expression: Expression,
    numbers: Mapping[str, Decimal | None],
    units: Mapping[str, str],
    target: str,
    vocabulary: Vocabulary,
) -> Decimal | None:
    """The single number that comes out in the unit ``target``; ``None`` if one is missing."""
    points = {}
    for name, number in numbers.items():
        if number is None:
            return None
        points[name] = to_base(Interval(number, number), units[name], vocabulary)
    result = evaluate(expression, points)
    return None if result is None else from_base(result, target, vocabulary).lo


def worth(unit: str, vocabulary: Vocabulary) -> Decimal:
    """What one of a unit is worth in base units; dates are days."""
    from claims.vocabulary.dimensions import atoms  # loads what look-ups do without

    product = Decimal(1)
    for name, exponent in atoms(unit):
        factor = vocabulary.base(name)[1]
        factor = {"date": DAY, "percent": _HUNDREDTH}.get(name, factor)
        product = EXACT.multiply(product, EXACT.power(factor, exponent))
    return product


def _times(interval: Interval, factor: Decimal) -> Interval:
    return Interval(
        EXACT.multiply(interval.lo, factor),
        EXACT.multiply(interval.hi, factor),
        interval.lo_open,
        interval.hi_open,
    )
