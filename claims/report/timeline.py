"""Values over time: where the points of a series lie, by date and by value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from claims.reconcile.intervals import first_day
from claims.report.axis import Axis, Tick, axis

_TOP, _BOTTOM, _HEIGHT = 12, 148, 176
_LEFT = 16.0


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a date: ``x`` in percent of the width, ``y`` in pixels."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The points in order of date, the dates below, and the heights marked at the side.

    ``steps`` lead from point to point; a date with several values breaks them off.
    """

    points: tuple[Point, ...]
    steps: tuple[tuple[Point, Point], ...]
    dates: tuple[Tick, ...]
    heights: tuple[Tick, ...]
    logarithmic: bool
    base: int = _BOTTOM + 6
    height: int = _HEIGHT

    @property
    def description(self) -> str:
        """The drawing in words, for those who do not see it."""
        scale = " The scale is logarithmic." if self.logarithmic else ""
        return f"In order of date: {'; '.join(point.label for point in self.points)}.{scale}"


def timeline(said: Sequence[tuple[str, Decimal, str]], unit: str | None) -> Timeline | None:
    """Lay out values, each with its date and its words; ``None`` for fewer than two dates."""
    dated = [(Decimal(day), n, text) for when, n, text in said if (day := first_day(when))]
    if unit in (None, "date") or len({day for day, _, _ in dated}) < 2:
        return None
    assert unit is not None
    order = sorted(dated)
    values = axis([number for _, number, _ in order])
    time = Axis(order[0][0], order[-1][0], False, _LEFT, 94.0)
    points = tuple(Point(time.place(day), _y(values, n), text) for day, n, text in order)
    marked = (Tick(_height(tick.place), tick.label) for tick in values.ticks(unit))
    heights = tuple(tick for tick in marked if _TOP - 6 <= tick.place <= _BOTTOM + 2)
    dates = tuple(tick for tick in time.ticks("date") if tick.place >= _LEFT)
    return Timeline(points, _steps(points), dates, heights, values.logarithmic)


def _steps(points: Sequence[Point]) -> tuple[tuple[Point, Point], ...]:
    """The pairs of neighbours of which each is the only one at its date."""
    heights: dict[float, set[float]] = {}
    for point in points:
        heights.setdefault(point.x, set()).add(point.y)
    clear = [point if len(heights[point.x]) == 1 else None for point in points]
    return tuple((a, b) for a, b in pairwise(clear) if a and b and a.x < b.x)


def _y(values: Axis, number: Decimal) -> float:
    return _height(values.place(number))


def _height(place: float) -> float:
    """A place from left to right as one from bottom to top."""
    return round(_BOTTOM - (place - 8) / 84 * (_BOTTOM - _TOP), 1)
