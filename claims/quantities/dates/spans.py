"""What a date or clock expression says, before it becomes a record."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.records import Value

# Two-digit years below this are of the 2000s (the convention of POSIX).
PIVOT = 69


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A point or stretch of time at ``start:end`` of the text.

    ``iso`` is its ISO 8601 date, month, year or interval, ``first_year`` and ``last_year`` are the
    years of its ends; all are ``None`` where the text does not say them ("on 5 March"). A clock
    time has unit ``time`` and no numbers, a duration written like a clock ("2:14:04") unit
    ``second`` and ``seconds``.
    """

    start: int
    end: int
    iso: str | None
    first_year: int | None
    last_year: int | None
    unit: str = "date"
    approx: bool = False
    seconds: Decimal | None = None

    def value(self) -> Value:
        """The span as the value of a quantity."""
        if self.seconds is not None:
            step = Decimal(1).scaleb(min(0, int(self.seconds.as_tuple().exponent)))
            ends = (self.seconds, self.seconds)
            return Value(*ends, self.unit, *ends, self.unit, "exact", step)
        first = None if self.first_year is None else Decimal(self.first_year)
        last = None if self.last_year is None else Decimal(self.last_year)
        canonical = "date" if self.unit == "date" else None
        modifier = "range" if first != last else "approx" if self.approx else "exact"
        return Value(first, last, self.unit, first, last, canonical, modifier, None, self.iso)  # type: ignore[arg-type]


def year_span(start: int, end: int, year: int) -> DateSpan:
    """A year; those before Christ are negative."""
    return DateSpan(start, end, iso_year(year), year, year)


def iso_year(year: int) -> str:
    """A year as ISO 8601 counts it, where the year before 1 is 0."""
    return f"{year:04d}" if year > 0 else f"{year + 1:05d}" if year < -1 else "0000"


def years_span(start: int, end: int, first: int, last: int) -> DateSpan:
    """A stretch of whole years."""
    return DateSpan(start, end, f"{iso_year(first)}/{iso_year(last)}", first, last)


def months_span(start: int, end: int, year: int, first: int, last: int) -> DateSpan:
    """A month of a year, or a stretch of months."""
    iso = f"{year:04d}-{first:02d}"
    return DateSpan(
        start, end, iso if first == last else f"{iso}/{year:04d}-{last:02d}", year, year
    )


def day_span(start: int, end: int, year: int, month: int, day: int) -> DateSpan | None:
    """A day, or ``None`` where the calendar has no such day."""
    if not is_day(year, month, day):
        return None
    return DateSpan(start, end, f"{year:04d}-{month:02d}-{day:02d}", year, year)


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has such a day."""
    return 1 <= month <= 12 and year > 0 and 1 <= day <= calendar.monthrange(year, month)[1]


def unknown_span(start: int, end: int, unit: str = "date") -> DateSpan:
    """A point in time of which the text does not say the year, or a time of day."""
    return DateSpan(start, end, None, None, None, unit)


def full_year(digits: str) -> int:
    """The year that two or four digits stand for: "98" is 1998, "24" is 2024."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < PIVOT else 1900)


def joined(left: DateSpan, right: DateSpan) -> DateSpan | None:
    """The stretch between two spans, or ``None`` where they do not follow each other."""
    if left.unit != right.unit or left.seconds is not None:
        return None
    if left.unit == "time":
        return replace(left, end=right.end)
    if left.iso is None or right.iso is None or left.first_year is None:
        return None
    first, last = left.iso.partition("/")[0], right.iso.rpartition("/")[2]
    if right.last_year is None or (left.first_year, first) >= (right.last_year, last):
        return None
    return DateSpan(left.start, right.end, f"{first}/{last}", left.first_year, right.last_year)
