"""Points in time: years, months, days, quarters, decades and clock times."""

from claims.quantities.dates.scan import find_dates, may_hold_dates
from claims.quantities.dates.spans import DateSpan

__all__ = ["DateSpan", "find_dates", "may_hold_dates"]
