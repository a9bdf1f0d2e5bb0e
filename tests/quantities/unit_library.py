"""The unit library that the packs are compared with, and what it calls our units."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

import pint
from pint.facets.plain import UnitDefinition

REGISTRY: Any = pint.UnitRegistry(non_int_type=Decimal)
# Its logarithmic units work in floating point only.
FLOATING: Any = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
# Its gauss and maxwell belong to a system in which a field has other dimensions than here, and it
# has neither base pairs nor janskys.
for definition in (
    "tesla_gauss = 1e-4 tesla", "weber_maxwell = 1e-8 weber", "base_pair = count",
    "jansky = 1e-26 watt / meter**2 / hertz", "microstrain = 1e-6",
):  # fmt: skip
    REGISTRY.define(definition)

# What the library calls differently than in our words with underscores for blanks.
THEIR_NAMES = {
    "tonne": "metric_ton", "kilotonne": "kilometric_ton", "megatonne": "megametric_ton",
    "gigatonne": "gigametric_ton", "teratonne": "terametric_ton", "barrel": "oil_barrel",
    "millimetre of mercury": "mmHg", "pound per square inch": "psi", "degree Celsius": "degC",
    "degree Fahrenheit": "degF", "degree Rankine": "degR", "degree Réaumur": "degRe",
    "gauss": "tesla_gauss", "maxwell": "weber_maxwell", "bohr radius": "bohr",
    "pound foot": "(force_pound * foot)", "kilopound per square inch": "kip_per_square_inch",
    "brake horsepower": "horsepower", "million British thermal unit": "megaBtu",
    "ton of TNT": "ton_TNT", "kiloton of TNT": "kiloton_TNT", "megaton of TNT": "megaton_TNT",
    "British thermal unit": "Btu", "kilogram force": "force_kilogram",
    "pound force": "force_pound", "gram force": "force_gram", "ounce force": "force_ounce",
    "tonne force": "force_metric_ton", "short ton force": "force_ton",
    "long ton force": "force_long_ton", "kilopound force": "kip", "gram force per tex": "RKM",
    "kilobase": "kilobase_pair", "megabase": "megabase_pair", "gigabase": "gigabase_pair",
    "survey link": "link", "survey chain": "chain", "survey rod": "rod", "statute league": "league",
    "nautical league": "(3 * nautical_mile)", "nautical cable": "cables_length",
    "hand high": "hand", "thousandth of an inch": "thou", "typographic point": "point",
    "TeX point": "tex_point", "TeX pica": "tex_pica", "TeX didot": "tex_didot",
    "TeX cicero": "tex_cicero", "Didot point": "didot", "copper x-unit": "x_unit_Cu",
    "molybdenum x-unit": "x_unit_Mo", "angular mil": "(10 * mil)", "decare": "(10 * are)",
    "square decametre": "are", "square rod": "square_rod", "US gill": "gill",
    "kilocircular mil": "(1000 * circular_mil)", "imperial fluid dram": "imperial_fluid_drachm",
    "milligal": "milligalileo", "microgal": "microgalileo", "apothecary scruple": "scruple",
    "troy grain": "grain", "pound per spyndle": "jute", "cotton count": "number_english",
    "metric yarn count": "number_meter", "inch of mercury": "inch_Hg", "foot of mercury": "foot_Hg",
    "metre of mercury": "meter_Hg", "centimetre of mercury": "centimeter_Hg",
    "centimetre of water": "centimeter_H2O", "inch of water column": "inch_H2O",
    "foot of water column": "foot_H2O", "metre of water column": "meter_H2O",
    "millimetre of water column": "millimeter_H2O", "litre atmosphere": "atmosphere_liter",
    "decibel milliwatt": "decibelmilliwatt", "decibel watt": "decibelwatt",
    "decibel microwatt": "decibelmicrowatt", "statcoulomb": "franklin",
    "flux quantum": "magnetic_flux_quantum",
    "kilorad": "kilorads", "megarad": "megarads",
    "litre per square metre hour": "LMH", "standard litre per minute": "standard_liter_per_minute",
    "standard millilitre per minute": "(standard_liter_per_minute / 1000)",
    "reciprocal centimetre": "reciprocal_centimeter",
} | {
    f"conventional {unit}": f"conventional_{unit}_90"
    for unit in ("ampere", "coulomb", "farad", "henry", "ohm", "volt", "watt")
} | {
    f"{prefix}gauss": f"{prefix}tesla_gauss" for prefix in ("micro", "milli", "kilo", "mega")
}  # fmt: skip
# Units of the Gaussian system are worth SI units in a context only, which goes through measured
# constants; ours go by the definition.
GAUSSIAN = {
    "statampere", "franklin", "statvolt", "statohm", "statmho", "statfarad", "stathenry",
    "stattesla", "statweber", "oersted", "kilooersted", "gauss", "maxwell",
}  # fmt: skip
# The relative difference allowed where it is more than a rounding. An acre, a fathom, a furlong and
# a league are of the survey foot there (two parts in a million longer), and the squares of the
# league and the rod; its parsec goes through a tangent in floating point; the constants of nature
# are measured, and their digits change from one adjustment to the next.
SURVEYED = ("acre", "acre_foot", "fathom", "furlong", "league", "square_league", "square_rod")
PLANCK = tuple(f"planck_{name}" for name in ("length", "mass", "time", "temperature", "current"))
TOLERANCES = (
    dict.fromkeys(SURVEYED, "1e-5")
    | dict.fromkeys((f"{prefix}parsec" for prefix in ("", "kilo", "mega", "giga")), "1e-11")
    | dict.fromkeys(GAUSSIAN, "1e-9")
    | dict.fromkeys(PLANCK, "1e-6")
    | dict.fromkeys(
        (
            "electron_mass", "proton_mass", "neutron_mass", "bohr_magneton", "nuclear_magneton",
            "unit_pole", "classical_electron_radius", "thomson_cross_section", "rydberg", "bohr",
            "atomic_unit_of_time", "atomic_unit_of_force", "atomic_unit_of_current",
            "atomic_unit_of_intensity", "atomic_unit_of_temperature",
            "atomic_unit_of_electric_field", "atomic_unit_of_electric_field_gradient",
        ),
        "1e-9",
    )
)  # fmt: skip


def definitions() -> list[str]:
    """The names of all units that the library defines, prefixes aside."""
    units = pint.UnitRegistry()._units.values()
    return sorted({unit.name for unit in units if isinstance(unit, UnitDefinition)})


@cache
def theirs(unit: str) -> str:
    """The library's expression for a unit in our words ("gram per cubic centimetre")."""
    if unit in THEIR_NAMES:
        return THEIR_NAMES[unit]
    for name in (unit.replace(" ", "_"), unit.replace(" ", "_").lower()):
        if " " in unit and hasattr(REGISTRY, name):
            return name
    above, _, below = f" {unit}".partition(" per ")
    side = " * ".join(_side(above)) or "1"
    return f"({side}) / ({' * '.join(_side(below))})" if below else side


def _side(words: str) -> list[str]:
    powers = {"square": 2, "cubic": 3}
    after = {"squared": 2, "cubed": 3}
    parts: list[str] = []
    power = 1
    for word in words.split():
        if word in powers:
            power = powers[word]
        elif word in after:
            parts[-1] = f"({parts[-1]})**{after[word]}"
        else:
            name = THEIR_NAMES.get(word, word)
            parts.append(f"{name}**{power}" if power > 1 else name)
            power = 1
    return parts


def converted(number: Decimal, name: str, base: str) -> Decimal:
    """A number of the library's unit ``name`` in our unit ``base``, as the library has it."""
    if name.startswith("decibel") or name in ("neper", "octave"):
        return Decimal(float(FLOATING.Quantity(float(number), name).to(theirs(base)).magnitude))
    if name.startswith("deg"):  # with an offset, which a product has not
        quantity = REGISTRY.Quantity(number, name)
    else:
        quantity = number * REGISTRY.parse_expression(name)
    contexts = ("Gaussian", "ESU") if name in GAUSSIAN else ()
    return Decimal(quantity.to(theirs(base), *contexts).magnitude)


def tolerance(name: str) -> Decimal:
    """The relative difference allowed between our factor and the library's for its ``name``."""
    return Decimal(TOLERANCES.get(name, "1e-12"))
