"""What a value says as an interval of exact numbers in the canonical unit.

The reading rules are those of a careful reader: a number stands for its half-open rounding
interval, "about" widens it by the attribute's tolerance, a bound is open on one side, and an
order of magnitude has soft edges. Tolerance follows from the digits as written, as in
beancount, and not from one percentage for everything.
"""

from __future__ import annotations

import decimal
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.records import Value

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary

EXACT = decimal.Context(prec=60, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)
INFINITY = Decimal("Infinity")
HALF = Decimal("0.5")
TOLERANCE = Decimal("0.1")
MAX_MAGNITUDE = 60
# "Billions" is said of 100 billion, too, and "thousands" of what falls somewhat short of it.
EDGE_BELOW = Decimal(3)
EDGE_ABOVE = Decimal(10)
# Nobody rounds to fewer digits without saying "about".
KEPT_DIGITS = 2


Key = tuple[Decimal, int]


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from ``lo`` to ``hi``; an end that is ``open`` is not among them.

    ``lower`` and ``upper`` are keys that order intervals by their ends; they are compared often.
    """

    lo: Decimal
    hi: Decimal
    lo_open: bool = False
    hi_open: bool = False
    lower: Key = field(init=False, compare=False, repr=False)
    upper: Key = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lower", (self.lo, int(self.lo_open)))
        object.__setattr__(self, "upper", (self.hi, -int(self.hi_open)))

    @property
    def bounded(self) -> bool:
        """Whether both ends are finite."""
        return self.lo.is_finite() and self.hi.is_finite()

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both; intervals that only touch do not meet."""
        return max(self.lower, other.lower) <= min(self.upper, other.upper)

    def within(self, other: Interval) -> bool:
        """Whether every number of this interval lies in the other."""
        return other.lower <= self.lower and self.upper <= other.upper

    def common(self, other: Interval) -> Interval:
        """The numbers that lie in both; meaningful only where they meet."""
        lo, lo_open = max(self.lower, other.lower)
        hi, hi_closed = min(self.upper, other.upper)
        return Interval(lo, hi, bool(lo_open), bool(hi_closed))


@dataclass(frozen=True, slots=True)
class Span:
    """Three readings of one value, from strict to generous.

    ``tight`` is what was said, and decides whether claims agree; ``near`` has soft edges for
    orders of magnitude; ``wide`` doubles the benefit of the doubt that "about" is given, and
    takes trailing zeros for rounding.
    Only values whose ``wide`` readings do not meet are a conflict.
    """

    tight: Interval
    near: Interval
    wide: Interval


def common(intervals: Iterable[Interval]) -> Interval:
    """The numbers that lie in all of the intervals, which are known to meet."""
    lower, upper = (-INFINITY, 0), (INFINITY, 0)
    for interval in intervals:
        lower = max(lower, interval.lower)
        upper = min(upper, interval.upper)
    return Interval(lower[0], upper[0], bool(lower[1]), bool(upper[1]))


def canonical_step(value: Value, vocabulary: Vocabulary) -> Decimal:
    """The worth of the last digit as written, in the canonical unit; 0 for an exact point."""
    if value.step is None or value.unit is None:
        return Decimal(0)
    base, factor = vocabulary.base(value.unit)
    if base == value.canonical_unit:
        return EXACT.multiply(value.step.copy_abs(), factor)
    for number, canonical in (
        (value.lo, value.canonical_lo),
        (value.hi, value.canonical_hi),
    ):
        if number and canonical:
            return EXACT.multiply(value.step.copy_abs(), EXACT.divide(canonical, number).copy_abs())
    return value.step.copy_abs()


def read(value: Value, tolerance: Decimal, vocabulary: Vocabulary) -> Span | None:
    """The intervals that a value stands for, or ``None`` where it gives no number."""
    if value.canonical_unit == "date":
        dates = days(value.date)
        return None if dates is None else Span(dates, dates, dates)
    lo, hi = value.canonical_lo, value.canonical_hi
    if (lo is None and hi is None) or not all(n is None or _sane(n) for n in (lo, hi)):
        return None
    half = EXACT.multiply(canonical_step(value, vocabulary), HALF)
    if lo is None or hi is None:
        return _bound(value, half)
    lo, hi = min(lo, hi), max(lo, hi)
    if value.modifier == "order_of_magnitude":
        return _decades(lo, hi)
    if value.modifier != "approx":
        tight, coarse = _rounded(lo, hi, half), _round_half(value, lo, hi)
        return Span(tight, tight, _rounded(lo, hi, coarse) if coarse > half else tight)
    slack = EXACT.multiply(max(lo.copy_abs(), hi.copy_abs()), tolerance)
    about = _rounded(lo, hi, EXACT.add(half, slack))
    return Span(about, about, _rounded(lo, hi, EXACT.add(half, EXACT.multiply(2, slack))))


def span_of(value: Value, attribute: str | None, vocabulary: Vocabulary) -> Span | None:
    """:func:`read` with the tolerance of an attribute: :data:`TOLERANCE` if no pack has it."""
    spec = vocabulary.attributes.get(attribute or "")
    return read(value, spec.tolerance if spec else TOLERANCE, vocabulary)


def _sane(number: Decimal) -> bool:
    """Whether a number is one that a text could mean; others are damage, not a value."""
    return number.is_finite() and (not number or abs(number.adjusted()) <= MAX_MAGNITUDE)


def _rounded(lo: Decimal, hi: Decimal, half: Decimal) -> Interval:
    return Interval(EXACT.subtract(lo, half), EXACT.add(hi, half), hi_open=half > 0)


def _round_half(value: Value, lo: Decimal, hi: Decimal) -> Decimal:
    """Half the worth of the last digit that is no trailing zero, of two digits at least.

    Read generously, "1,500" may stand for 1,496. Counts that are exact points stay so.
    """
    number = value.lo
    if value.step is None or lo != hi or not number:
        return Decimal(0)
    digits = len(number.normalize(EXACT).as_tuple().digits)
    half = HALF.scaleb(number.adjusted() - max(digits, KEPT_DIGITS) + 1)
    return EXACT.divide(EXACT.multiply(lo, half), number).copy_abs()


def _bound(value: Value, half: Decimal) -> Span:
    """One side is open; "more than 100" leaves out 100 itself, "at least 100" does not."""
    lo, hi = value.canonical_lo, value.canonical_hi
    strict = value.modifier in ("more_than", "less_than")
    if hi is None and lo is not None:
        bound = Interval(lo if strict else EXACT.subtract(lo, half), INFINITY, lo_open=strict)
    else:
        assert hi is not None
        end = hi if strict else EXACT.add(hi, half)
        bound = Interval(-INFINITY, end, hi_open=strict or half > 0)
    return Span(bound, bound, bound)


def _decades(lo: Decimal, hi: Decimal) -> Span:
    """An order of magnitude leaves out its upper end, and its edges are soft."""
    tight = Interval(lo, hi, hi_open=hi > lo)
    soft = Interval(
        EXACT.divide(lo, EDGE_BELOW) if lo > 0 else EXACT.multiply(lo, EDGE_ABOVE),
        EXACT.multiply(hi, EDGE_ABOVE) if hi > 0 else EXACT.divide(hi, EDGE_BELOW),
    )
    return Span(tight, soft, soft)


def first_day(text: str | None) -> int | None:
    """The first day of a date, month, year or interval, counted from the year 1."""
    period = _period((text or "").partition("/")[0])
    return None if period is None else period[0]


def last_day(text: str | None) -> int | None:
    """The last day of a date, month, year or interval, counted from the year 1."""
    first, _, last = (text or "").partition("/")
    period = _period(last or first)
    return None if period is None else period[1] - 1


def days(text: str | None) -> Interval | None:
    """An ISO 8601 date, month, year or interval of these, in days since the year 1."""
    first, _, last = (text or "").partition("/")
    start, end = _period(first), _period(last or first)
    if start is None or end is None or start[0] >= end[1]:
        return None
    return Interval(Decimal(start[0]), Decimal(end[1]), hi_open=True)


@lru_cache(maxsize=4096)
def _period(text: str) -> tuple[int, int] | None:
    """The first day of a date, month or year, and the day after its last."""
    try:
        numbers = [int(part) for part in text.split("-")]
        year, month, day = [*numbers, 1, 1][:3] if len(numbers) < 3 else numbers
        start = date(year, month, day)
        if len(numbers) == 1:
            return start.toordinal(), date(year + 1, 1, 1).toordinal()
        if len(numbers) == 2:
            after = date(year + month // 12, month % 12 + 1, 1)
            return start.toordinal(), after.toordinal()
        return start.toordinal(), start.toordinal() + 1
    except ValueError:
        return None
