"""The packs' units against an independent library of units."""

from __future__ import annotations

from decimal import Decimal

import pytest
from unit_library import converted, theirs, tolerance

from claims.quantities import canonical, read
from claims.quantities.lexicon import lexicon_of
from claims.quantities.numbers.number import RATES
from claims.quantities.units.nouns import singular
from claims.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
# By convention here a month has 30 days and a year 365; a basis point is part of a percentage
# point, per mille and its like are parts of a percent, and money has no place in the library.
CONVENTIONS = {
    "month", "year", "decade", "century", "millennium", "kiloyear", "megayear", "gigayear",
}  # fmt: skip
NOT_IN_LIBRARY = {
    "cent", "penny", "dime", "basis point", "per mille", "part per million", "part per billion",
    "part per trillion",
    "mole per cubic metre", "inhabitant per square kilometre", "GPU hour", "GPU day",
    "gigatonne of carbon", "gigatonne of carbon dioxide", "megatonne of carbon dioxide",
    "inverse picobarn", "inverse attobarn", "solar mass", "solar radius", "solar luminosity",
    "Earth mass", "Earth radius", "Jupiter mass", "Jupiter radius",
}  # fmt: skip
DERIVED = sorted(
    unit
    for unit, spec in VOCABULARY.units.items()
    if spec.base and unit not in CONVENTIONS | NOT_IN_LIBRARY
)


@pytest.mark.parametrize("unit", DERIVED)
def test_factor_agrees_with_the_unit_library(unit: str) -> None:
    base = VOCABULARY.units[unit].base
    assert base is not None
    for number in (Decimal(1), Decimal(1000)):
        expected = converted(number, theirs(unit), base)
        ours, our_base = canonical(number, unit, VOCABULARY)
        assert our_base == base
        assert abs(ours - expected) <= abs(expected) * tolerance(theirs(unit))


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
    ("unit", "number", "base"),
    [
        ("death per 100000 person", "0.00005", "death per person"),
        ("litre per 100 kilometre", "0.00000005", "cubic metre per metre"),
        ("case per 100000 inhabitant week", "5E-5", None),
        ("per 1000 birth", "0.005", "per birth"),
        ("per 1000", "0.005", "ratio"),
        ("USD per 1000000 token", "0.000005", "USD per token"),
        ("foot per second squared", "1.524", "metre per second squared"),
    ],
)
def test_so_many_below_divide(unit: str, number: str, base: str | None) -> None:
    got, got_base = canonical(Decimal(5), unit, VOCABULARY)
    if base is None:  # a thing times a time
        number, base = (
            str(RATES.divide(Decimal(number), Decimal(604800))),
            "case per inhabitant second",
        )
    assert (got, got_base) == (Decimal(number), base)


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("viruses", "virus"), ("houses", "house"), ("nurses", "nurse"), ("causes", "cause"),
        ("volcanoes", "volcano"), ("shoes", "shoe"), ("calves", "calf"), ("sleeves", "sleeve"),
        ("lenses", "lens"), ("expenses", "expense"), ("movies", "movie"), ("cities", "city"),
        ("boxes", "box"), ("axes", "axis"), ("churches", "church"), ("headaches", "headache"),
        ("bus", None), ("news", None), ("glass", None), ("analysis", None), ("gas", None),
    ],
)  # fmt: skip
def test_singulars(many: str, one: str | None) -> None:
    assert singular(many, lexicon_of(VOCABULARY).english["irregular_plurals"]) == one


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("3 mL/kg/min", "millilitre per kilogram minute"),
        ("70 km s⁻¹ Mpc⁻¹", "kilometre per second megaparsec"),
        ("10 m s-1", "metre per second"),
        ("12 kN/m²", "kilonewton per square metre"),
        ("5 lbf/in", "pound force per inch"),
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
            found = read(f"It came to 7.125 {name}, they said.")
            if [quantity.value.unit for quantity in found] != [unit]:
                missed.append((unit, name, [quantity.value.unit for quantity in found]))
    assert not missed
