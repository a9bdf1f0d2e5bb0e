"""The packs' units against an independent library of units."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pint
import pytest

from claims.quantities import canonical, read
from claims.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
REGISTRY: Any = pint.UnitRegistry(non_int_type=Decimal)
# By convention here a month has 30 days and a year 365; a basis point is part of a percentage
# point, per mille and its like are parts of a percent, and money has no place in the library.
CONVENTIONS = {"month", "year", "decade", "century", "millennium"}
NOT_IN_LIBRARY = {
    "cent", "penny", "basis point", "per mille", "part per million", "part per billion",
    "mole per cubic metre", "inhabitant per square kilometre",
}  # fmt: skip
# What the library calls differently.
THEIR_NAMES = {
    "tonne": "metric_ton", "kilotonne": "kilometric_ton", "megatonne": "megametric_ton",
    "gigatonne": "gigametric_ton", "barrel": "oil_barrel", "millimetre of mercury": "mmHg",
    "pound per square inch": "psi", "degree Celsius": "degC", "degree Fahrenheit": "degF",
    "astronomical unit": "astronomical_unit", "light year": "light_year",
    "nautical mile": "nautical_mile", "fluid ounce": "fluid_ounce",
}  # fmt: skip
# An acre and a fathom are of the survey foot there (two parts in a million longer); its parsec
# goes through a tangent in floating point.
TOLERANCES = {"acre": "1e-5", "fathom": "1e-5", "parsec": "1e-11"}
DERIVED = sorted(
    unit
    for unit, spec in VOCABULARY.units.items()
    if spec.base and unit not in CONVENTIONS | NOT_IN_LIBRARY
)


def _theirs(unit: str) -> str:
    if unit in THEIR_NAMES:
        return THEIR_NAMES[unit]
    above, _, below = unit.partition(" per ")
    side = " * ".join(_side(above))
    return f"({side}) / ({' * '.join(_side(below))})" if below else side


def _side(words: str) -> list[str]:
    powers = {"square": 2, "cubic": 3}
    parts, power = [], 1
    for word in words.split():
        if word in powers:
            power = powers[word]
        else:
            parts.append(f"{word}**{power}")
            power = 1
    return parts


@pytest.mark.parametrize("unit", DERIVED)
def test_factor_agrees_with_the_unit_library(unit: str) -> None:
    base = VOCABULARY.units[unit].base
    assert base is not None
    for number in (Decimal(1), Decimal(1000)):
        theirs = REGISTRY.Quantity(number, _theirs(unit)).to(_theirs(base)).magnitude
        ours, our_base = canonical(number, unit, VOCABULARY)
        assert our_base == base
        assert abs(ours - theirs) <= abs(theirs) * Decimal(TOLERANCES.get(unit, "1e-12"))


def test_points_are_a_dimension_beside_percent() -> None:
    assert VOCABULARY.base("basis point") == ("percentage point", Decimal("0.01"))
    assert VOCABULARY.base("percentage point") == ("percentage point", Decimal(1))
    assert VOCABULARY.base("percent") == ("percent", Decimal(1))


def test_conventions_for_long_times() -> None:
    day = VOCABULARY.base("day")[1]
    assert VOCABULARY.base("month")[1] == 30 * day
    assert VOCABULARY.base("year")[1] == 365 * day
    assert VOCABULARY.base("century")[1] == 100 * VOCABULARY.base("year")[1]


@pytest.mark.parametrize(
    ("unit", "number", "base"),
    [
        ("gram per square centimetre", "10", "kilogram per square metre"),
        ("kilometre per second squared", "1000", "metre per second squared"),
        ("litre per hour", "0.001", "cubic metre per second"),
        ("GPU hour", "3600", "GPU second"),
        ("per kilometre", "0.001", "per metre"),
        ("token per second", "1", "token per second"),
        ("square foot soldier", "1", "square foot soldier"),
        ("foot soldier", "1", "foot soldier"),
        ("quokka", "1", "quokka"),
    ],
)
def test_composed_units_convert_part_by_part(unit: str, number: str, base: str) -> None:
    got, got_base = canonical(Decimal(3600), unit, VOCABULARY)
    assert got_base == base
    per_hour = unit.endswith("per hour")
    assert got == Decimal(number) * (1 if per_hour else 3600)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("3 mL/kg/min", "millilitre per kilogram minute"),
        ("70 km s⁻¹ Mpc⁻¹", "kilometre per second megaparsec"),
        ("10 m s-1", "metre per second"),
        ("12 kN/m²", "kilonewton per square metre"),
        ("5 lbf/in", "force pound per inch"),
        ("40 m^3/h", "cubic metre per hour"),
        ("9 N·m", "newton metre"),
    ],
)
def test_symbols_are_named_in_words(text: str, unit: str) -> None:
    (quantity,) = read(f"It was {text}.")
    assert (quantity.text, quantity.value.unit) == (text, unit)


def test_every_unit_is_read_by_its_own_name() -> None:
    missed = []
    for unit, spec in VOCABULARY.units.items():
        # Points in time and ratios have no name behind the number; a few names need the plural.
        if unit in ("date", "time", "ratio") or not spec.adjectival:
            continue
        for name in (unit, *(symbol for symbol in spec.symbols)):
            found = read(f"It came to 7.25 {name}, they said.")
            if [quantity.value.unit for quantity in found] != [unit]:
                missed.append((unit, name, [quantity.value.unit for quantity in found]))
    assert not missed
