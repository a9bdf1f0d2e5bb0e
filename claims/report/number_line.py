"""Where the competing values lie: a row for each on one line, with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.reconcile.intervals import Interval
from claims.report.axis import Axis, Tick, axis

MAX_VALUES = 12
_ROW, _TOP, _AXIS = 42, 4, 26
_MAX_LABEL = 38


@dataclass(frozen=True, slots=True)
class Extent:
    """A value to draw: the interval that it stands for in the canonical unit, and its words.

    ``point`` is the number that was said, if it was a single one.
    """

    interval: Interval
    label: str
    point: Decimal | None = None
    likely: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A value drawn in its own row, ``top`` pixels from the top.

    Its bar goes from ``left`` to ``right`` percent, with an arrow where it is ``open_left`` or
    ``open_right``; ``point`` is where the number said lies, ``middle`` where the label stands.
    """

    top: int
    left: float
    right: float
    middle: float
    point: float | None
    open_left: bool
    open_right: bool
    label: str
    likely: bool

    @property
    def anchor(self) -> str:
        """Which end of the label stands at the mark, so that it stays on the page."""
        return "start" if self.middle < 35 else "end" if self.middle > 65 else "middle"


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The marks, the stretch that arithmetic allows, and the axis below them."""

    marks: tuple[Mark, ...]
    band: tuple[float, float] | None
    ticks: tuple[Tick, ...]
    logarithmic: bool
    base: int
    height: int

    @property
    def description(self) -> str:
        """The drawing in words, for those who do not see it."""
        parts = [f"{mark.label}{' (likelier)' if mark.likely else ''}" for mark in self.marks]
        text = f"From the lowest to the highest: {'; '.join(parts)}."
        if self.logarithmic:
            text += " The scale is logarithmic."
        if self.band is not None:
            inside = [
                m.label for m in self.marks if m.left <= self.band[1] and m.right >= self.band[0]
            ]
            text += f" The arithmetic allows {' and '.join(inside) or 'none of them'}."
        return text


def number_line(
    extents: Sequence[Extent],
    unit: str | None,
    band: tuple[Decimal, Decimal] | None = None,
) -> NumberLine | None:
    """Lay values out on a line; ``None`` where fewer than two different ones can be drawn."""
    if unit is None or len(extents) > MAX_VALUES:
        return None
    shown = [extent for extent in extents if _ends(extent)]
    numbers = [number for extent in shown for number in _ends(extent)]
    if len(shown) < 2 or len({_ends(extent) for extent in shown}) < 2 or len(set(numbers)) < 2:
        return None
    bounds = [end for end in band or () if end.is_finite()]
    line = axis([*numbers, *bounds], dates=unit == "date")
    order = sorted(shown, key=lambda extent: (_ends(extent)[0], _ends(extent)[-1], extent.label))
    marks = tuple(_mark(extent, line, number) for number, extent in enumerate(order))
    base = _TOP + len(marks) * _ROW + 4
    drawn = None
    if bounds and band:
        left = line.place(band[0]) if band[0].is_finite() else 0.0
        drawn = left, line.place(band[1]) if band[1].is_finite() else 100.0
    ticks = line.ticks(unit)
    return NumberLine(marks, drawn, ticks, line.logarithmic, base, base + _AXIS)


def _mark(extent: Extent, line: Axis, number: int) -> Mark:
    ends = [line.place(end) for end in _ends(extent)]
    left, right = ends[0], ends[-1]
    open_left = not extent.interval.lo.is_finite()
    open_right = not extent.interval.hi.is_finite()
    point = None if extent.point is None else line.place(extent.point)
    return Mark(
        top=_TOP + number * _ROW,
        left=1.0 if open_left else left,
        right=99.0 if open_right else right,
        middle=point if point is not None else round((left + right) / 2, 2),
        point=point,
        open_left=open_left,
        open_right=open_right,
        label=_short(extent.label),
        likely=extent.likely,
    )


def _ends(extent: Extent) -> tuple[Decimal, ...]:
    """The finite ends in order."""
    return tuple(n for n in (extent.interval.lo, extent.interval.hi) if n.is_finite())


def _short(label: str) -> str:
    return label if len(label) <= _MAX_LABEL else label[: _MAX_LABEL - 1].rstrip() + "…"
