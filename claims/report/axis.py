"""An axis: where numbers lie on a page from 0 to 100 percent of its width, and round numbers on it.

Drawing is the one place where a number may pass through float: nothing is compared.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claims.reconcile.wording import SYMBOLS

LOGARITHMIC_FROM = 20
"""Positive numbers so many times apart are drawn by their orders of magnitude."""
_TICKS = 5
_MOST = 9
_SCALES = ((12, " tn"), (9, " bn"), (6, " M"), (3, " k"))
_TIMES = ((31_536_000, " y"), (86_400, " d"), (3_600, " h"), (60, " min"), (1, " s"))
_PREFIXED = {
    "byte": ((15, "PB"), (12, "TB"), (9, "GB"), (6, "MB"), (3, "kB"), (0, "B")),
    "metre": ((3, "km"), (0, "m"), (-2, "cm"), (-3, "mm")),
    "kilogram": ((3, "t"), (0, "kg"), (-3, "g")),
}
_SIGNS = {"percent": " %", "ratio": "x"}


@dataclass(frozen=True, slots=True)
class Tick:
    """A number marked on the axis, in percent of its length, and how it reads."""

    place: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis over the numbers from ``low`` to ``high``, drawn from ``left`` to ``right``."""

    low: Decimal
    high: Decimal
    logarithmic: bool
    left: float = 8.0
    right: float = 92.0

    def place(self, number: Decimal) -> float:
        """Where a number lies, in percent."""
        if self.high == self.low:
            share = 0.5
        elif self.logarithmic:
            share = float((number / self.low).log10() / (self.high / self.low).log10())
        else:
            share = float((number - self.low) / (self.high - self.low))
        return round(self.left + share * (self.right - self.left), 2)

    def ticks(self, unit: str) -> tuple[Tick, ...]:
        """Round numbers within the axis, about five of them."""
        if unit == "date":
            numbers, labels = _dates(int(self.low), int(self.high))
        else:
            numbers = self._decades() if self.logarithmic else self._steps()
            step = numbers[1] - numbers[0] if len(numbers) > 1 else Decimal(1)
            labels = [compact(number, unit, None if self.logarithmic else step)
                      for number in numbers]  # fmt: skip
        places = [Tick(self.place(n), label) for n, label in zip(numbers, labels, strict=True)]
        return tuple(tick for tick in places if 3 <= tick.place <= 97)

    def _decades(self) -> list[Decimal]:
        first, last = self.low.adjusted(), self.high.adjusted()
        every = max(1, math.ceil((last - first + 1) / _TICKS))
        return [Decimal(1).scaleb(power) for power in range(first, last + 2, every)]

    def _steps(self) -> list[Decimal]:
        size = (self.high - self.low) / (_TICKS - 1)
        if not size:
            return [self.low]
        power = Decimal(1).scaleb(size.adjusted())
        step = next(
            n * power for n in map(Decimal, ("1", "2", "2.5", "5", "10")) if n * power >= size
        )
        first = (self.low / step).to_integral_value()
        return [step * (first + n) for n in range(_TICKS + 2)]


def axis(numbers: Sequence[Decimal], *, dates: bool = False) -> Axis:
    """The axis that the numbers need."""
    low, high = min(numbers), max(numbers)
    logarithmic = not dates and low > 0 and high / low > LOGARITHMIC_FROM
    return Axis(low, high, logarithmic)


def compact(number: Decimal, unit: str, step: Decimal | None = None) -> str:
    """A number as short as it can stand at an axis: "140 GB", "$2 m", "12 d"."""
    if unit in _PREFIXED:
        signs = _PREFIXED[unit]
        power, sign = next(
            (pair for pair in signs if abs(number) >= Decimal(1).scaleb(pair[0])), signs[-1]
        )
        return f"{_digits(number.scaleb(-power))} {sign}"
    if unit == "second":
        worth, sign = next((pair for pair in _TIMES if abs(number) >= pair[0]), _TIMES[-1])
        return f"{_digits(number / worth)}{sign}"
    text = _digits(number)
    # Years and the like stay whole; a thousand is shortened where the steps are as large.
    for power, word in _SCALES:
        if abs(number) >= Decimal(1).scaleb(power) and (power > 3 or step is None or step >= 1000):
            text = f"{_digits(number.scaleb(-power))}{word}"
            break
    if unit in SYMBOLS:
        return f"-{SYMBOLS[unit]}{text[1:]}" if text.startswith("-") else SYMBOLS[unit] + text
    return text + _SIGNS.get(unit, "")


def _digits(number: Decimal) -> str:
    """At most four digits that count, or all before the point of what is not too long."""
    if number and not -_MOST <= number.adjusted() <= _MOST:
        return f"{float(number):.3g}"
    places = max(0, 3 - number.adjusted()) if number else 0
    text = f"{round(number, places):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _dates(first: int, last: int) -> tuple[list[Decimal], list[str]]:
    """The beginnings of years, or of months where there are few years."""
    begin, end = date.fromordinal(max(1, first)), date.fromordinal(max(1, last))
    years = end.year - begin.year
    if years >= 2:
        every = math.ceil((years + 1) / _TICKS)
        days = [date(year, 1, 1) for year in range(begin.year, end.year + 2, every) if year < 9999]
        return [Decimal(day.toordinal()) for day in days], [str(day.year) for day in days]
    months = [(begin.year + n // 12, n % 12 + 1) for n in range(begin.month - 1, begin.month + 25)]
    inside = [date(year, month, 1) for year, month in months if date(year, month, 1) <= end]
    every = max(1, math.ceil(len(inside) / _TICKS))
    days = inside[::every]
    return [Decimal(day.toordinal()) for day in days], [day.isoformat()[:7] for day in days]
