"""Where the competing values lie, as shapes on a line from 0 to 100 percent of its width."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.reconcile.wording import amount

_LEFT, _RIGHT = 8.0, 92.0
_LOGARITHMIC_FROM = 20
_MAX_POINTS = 8


@dataclass(frozen=True, slots=True)
class Extent:
    """A value to draw: from ``lo`` to ``hi`` in the canonical unit; ``None`` is an open side."""

    lo: Decimal | None
    hi: Decimal | None
    likely: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A value drawn: its left and right end and its middle in percent, and its label."""

    left: float
    right: float
    middle: float
    label: str
    likely: bool
    above: bool

    @property
    def anchor(self) -> str:
        """Which end of the label stands at the mark, so that it stays on the page."""
        return "start" if self.middle < 30 else "end" if self.middle > 70 else "middle"


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The marks, the stretch that arithmetic allows, and whether the scale is logarithmic."""

    marks: tuple[Mark, ...]
    band: tuple[float, float] | None
    logarithmic: bool

    @property
    def description(self) -> str:
        """The drawing in words, for those who do not see it."""
        return "Values on a line: " + ", ".join(mark.label for mark in self.marks)


def number_line(
    extents: Sequence[Extent], unit: str | None, band: tuple[Decimal, Decimal] | None = None
) -> NumberLine | None:
    """Lay values out on a line; ``None`` where fewer than two can be drawn.

    Drawing is the one place where a number may pass through float: nothing is compared.
    """
    if unit is None or unit == "date" or len(extents) > _MAX_POINTS:
        return None
    shown = [(extent, *_ends(extent)) for extent in extents if _ends(extent)[0] is not None]
    numbers = [number for _, lo, hi in shown for number in (lo, hi) if number is not None]
    if len(shown) < 2 or len(set(numbers)) < 2:
        return None
    around = numbers + (list(band) if band else [])
    low, high = min(around), max(around)
    logarithmic = low > 0 and high / low > _LOGARITHMIC_FROM

    def place(number: Decimal) -> float:
        if logarithmic:
            share = math.log(float(number / low)) / math.log(float(high / low))
        else:
            share = float((number - low) / (high - low))
        return round(_LEFT + share * (_RIGHT - _LEFT), 2)

    marks = []
    for index, (extent, lo, hi) in enumerate(sorted(shown, key=lambda item: (item[1], item[2]))):
        assert lo is not None
        assert hi is not None
        left, right = place(lo), place(hi)
        marks.append(
            Mark(
                left=0.0 if extent.lo is None else left,
                right=100.0 if extent.hi is None else right,
                middle=round((left + right) / 2, 2),
                label=_label(extent, unit),
                likely=extent.likely,
                above=index % 2 == 0,
            )
        )
    drawn = (place(band[0]), place(band[1])) if band else None
    return NumberLine(tuple(marks), drawn, logarithmic)


def _ends(extent: Extent) -> tuple[Decimal | None, Decimal | None]:
    """The finite ends; an open side is drawn from the other end."""
    lo = extent.lo if extent.lo is not None else extent.hi
    hi = extent.hi if extent.hi is not None else extent.lo
    return lo, hi


def _label(extent: Extent, unit: str) -> str:
    if extent.lo is not None and extent.hi is not None:
        if extent.lo == extent.hi:
            return amount(extent.lo, unit)
        return f"{amount(extent.lo, unit)} – {amount(extent.hi, unit)}"
    if extent.lo is not None:
        return f"from {amount(extent.lo, unit)}"
    assert extent.hi is not None
    return f"up to {amount(extent.hi, unit)}"
