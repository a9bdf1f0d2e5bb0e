"""Why two values of one thing may differ: the single slip that turns one into the other.

A cause is named only where exactly one kind of edit maps one value onto the other; where two
would do, neither is evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from claims.reconcile.intervals import EXACT, HALF
from claims.records import plain

TEENS = {f"1{digit}": f"{digit}0" for digit in "3456789"}
TEEN_WORDS = {
    "13": "thirteen / thirty", "14": "fourteen / forty", "15": "fifteen / fifty",
    "16": "sixteen / sixty", "17": "seventeen / seventy", "18": "eighteen / eighty",
    "19": "nineteen / ninety",
}  # fmt: skip
# What a unit is taken for another by: the factor between them, by canonical unit.
UNIT_FACTORS: dict[str, tuple[tuple[str, str], ...]] = {
    "byte": (
        ("8", "bits and bytes differ by 8"),
        ("1.024", "KB and KiB differ by 1.024"),
        ("1.048576", "MB and MiB differ by 1.049"),
        ("1.073741824", "GB and GiB differ by 1.074"),
        ("1.099511627776", "TB and TiB differ by 1.100"),
    ),
    "second": (
        ("60", "minutes and seconds, or hours and minutes, differ by 60"),
        ("24", "days and hours differ by 24"),
        ("7", "weeks and days differ by 7"),
        ("12", "years and months differ by 12"),
    ),
    "metre": (
        ("1.609344", "miles and kilometres differ by 1.609"),
        ("3.280839895", "metres and feet differ by 3.281"),
        ("2.54", "inches and centimetres differ by 2.54"),
    ),
    "kilogram": (("2.2046226218", "kilograms and pounds differ by 2.205"),),
    "square metre": (("2.589988110336", "square miles and square kilometres differ by 2.590"),),
    "USD": (("12", "per month and per year differ by 12"),),
}
BINARY = frozenset({"1.024", "1.048576", "1.073741824", "1.099511627776"})
CLOSE = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Figure:
    """A single number as written: ``number`` in ``unit``, the same and its step canonically."""

    number: Decimal
    unit: str
    canonical: Decimal
    canonical_unit: str
    step: Decimal


@dataclass(frozen=True, slots=True)
class Cause:
    """A likely cause: its name and the evidence for it. A ``mild`` one is no real conflict."""

    name: str
    evidence: str
    mild: bool = False


def likely_cause(a: Figure, b: Figure) -> Cause | None:
    """The one slip that maps one figure onto the other, or ``None``."""
    if a.canonical_unit != b.canonical_unit or a.canonical == b.canonical:
        return None
    if (rounded := _rounding(a, b)) is not None:
        return rounded
    found = [
        cause for cause in (_unit_slip(a, b), _scale_slip(a, b), _digits(a, b)) if cause is not None
    ]
    return found[0] if len({cause.name for cause in found}) == 1 else None


def _rounding(a: Figure, b: Figure) -> Cause | None:
    """Values a step of the coarser one apart: cut off instead of rounded, or read off late."""
    step = max(a.step, b.step)
    gap = abs(EXACT.subtract(a.canonical, b.canonical))
    largest = max(abs(a.canonical), abs(b.canonical))
    if step and gap <= step and gap <= EXACT.multiply(largest, CLOSE):
        return Cause("rounding", "they lie within one unit of the last digit as written", True)
    return None


def _unit_slip(a: Figure, b: Figure) -> Cause | None:
    high, low = sorted((a, b), key=lambda figure: abs(figure.canonical), reverse=True)
    if a.unit != b.unit and a.number == b.number and low.canonical:
        if _power_of_ten(EXACT.divide(high.canonical, low.canonical)) is not None:
            return None
        mild = any(_factor_fits(high, low, Decimal(factor)) for factor in BINARY)
        evidence = f"the same number, {plain(a.number)}, is given in {a.unit} and in {b.unit}"
        return Cause("unit slip", evidence, mild)
    if min(_significant(a), _significant(b)) < 2:
        return None
    for factor, evidence in UNIT_FACTORS.get(a.canonical_unit, ()):
        if _factor_fits(high, low, Decimal(factor)):
            return Cause("unit slip", evidence, factor in BINARY)
    return None


def _factor_fits(high: Figure, low: Figure, factor: Decimal) -> bool:
    """Whether ``low`` times the factor is ``high`` as far as both were written out."""
    scaled = EXACT.multiply(low.canonical, factor)
    slack = EXACT.multiply(max(high.step, EXACT.multiply(low.step, factor)), HALF)
    return abs(EXACT.subtract(high.canonical, scaled)) <= slack


def _scale_slip(a: Figure, b: Figure) -> Cause | None:
    high, low = sorted((a.canonical, b.canonical), key=abs, reverse=True)
    power = _power_of_ten(EXACT.divide(high, low)) if low else None
    if power is None:
        return None
    if power % 3 == 0:
        return Cause("scale slip", f"they differ by a factor of exactly {10**power:,}")
    zeros = "one zero" if power == 1 else f"{power} zeros"
    return Cause("scale slip", f"they differ by {zeros}")


def _power_of_ten(ratio: Decimal) -> int | None:
    if ratio <= 1:
        return None
    sign, digits, exponent = ratio.normalize(EXACT).as_tuple()
    if sign == 0 and digits == (1,) and isinstance(exponent, int) and 0 < exponent < 31:
        return exponent
    return None


def _digits(a: Figure, b: Figure) -> Cause | None:
    """Digits exchanged, a teen taken for a ten, or one digit taken for another."""
    x, y = _written(a, b)
    if x is None or y is None:
        return None
    pair = f"{x} / {y}"
    found = []
    if _teen(x, y) is not None:
        found.append(Cause("misheard", f"{_teen(x, y)} sound alike ({pair})"))
    digits_x, digits_y = x.replace(".", ""), y.replace(".", "")
    if len(digits_x) == len(digits_y) and x.find(".") == y.find("."):
        other = [i for i in range(len(digits_x)) if digits_x[i] != digits_y[i]]
        if len(other) == 2 and digits_x[other[0]] == digits_y[other[1]] and (
            digits_x[other[1]] == digits_y[other[0]]
        ):  # fmt: skip
            found.append(Cause("digit transposition", f"two digits are exchanged: {pair}"))
        elif len(other) == 1 and min(len(s.strip("0")) for s in (digits_x, digits_y)) > 1:
            found.append(Cause("misheard", f"they differ in one digit: {pair}"))
    return found[0] if len({cause.name for cause in found}) == 1 else None


def _teen(x: str, y: str) -> str | None:
    for teen, ty in ((x, y), (y, x)):
        if teen[:-2] == ty[:-2] and TEENS.get(teen[-2:]) == ty[-2:]:
            return TEEN_WORDS[teen[-2:]]
    return None


def _written(a: Figure, b: Figure) -> tuple[str | None, str | None]:
    """The two numbers on one scale: in the same unit, without the scale word they share."""
    if a.unit == b.unit:
        x, y = a.number, b.number
    else:
        factor = EXACT.divide(a.canonical, a.number) if a.number else Decimal(1)
        x, y = a.number, EXACT.divide(b.canonical, factor)
    if x <= 0 or y <= 0:
        return None, None
    thousand = Decimal(1000)
    while x >= thousand and x % thousand == 0 and y % thousand == 0:
        x, y = EXACT.divide(x, thousand), EXACT.divide(y, thousand)
    texts = plain(x), plain(y)
    return texts if max(map(len, texts)) <= 20 else (None, None)


def _significant(figure: Figure) -> int:
    return len(plain(abs(figure.number)).replace(".", "").strip("0"))
