"""Units composed of symbols ("mg/dL", "W·h/kg", "m s⁻²"), named in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from claims.quantities.lexicon import Lexicon
from claims.vocabulary import Vocabulary

_LETTERS = r"(?:[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹½¼¾]|[°%]){1,10}"
_POWER = r"(?:[⁻−-]?[¹²³⁴]|\^[−-]?[1-4](?!\d)|[−-][1-4](?!\w|\.\w)|[23](?!\w|\.\w))"
# Publishers set a minus as a dash, which between numbers is "to": only behind another factor.
_LATER_POWER = rf"(?:{_POWER}|–[1-4](?!\w|\.\w))"
_FACTOR = re.compile(rf"({_LETTERS})({_LATER_POWER})?")
_EXPRESSION = re.compile(
    rf"{_LETTERS}{_POWER}?"
    rf"(?:(?:[/·*⋅]\(?| (?={_LETTERS}[⁻−–-][¹²³⁴1-4])){_LETTERS}{_LATER_POWER}?\)?){{0,5}}"
    r"(?![\w/])"
)
_RAISED = str.maketrans("⁻−–¹²³⁴", "---1234", "^")
_SIDES = {2: "square", 3: "cubic"}
_POWERS = {2: "squared", 3: "cubed", 4: "to the fourth"}
# How the unit library's names are spelled here.
_SPELLING = {
    "meter": "metre",
    "liter": "litre",
    "electron volt": "electronvolt",
    "force pound": "pound force",
}


@dataclass(frozen=True, slots=True)
class Factor:
    """One unit of an expression and its power."""

    unit: str
    power: int


def read_expression(text: str, at: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """The composed unit in symbols at offset ``at``: its name in words and the offset behind it.

    Symbols that a pack knows come first; what is left is for the unit library to judge.
    """
    match = _EXPRESSION.match(text, at)
    if match is None:
        return None
    written = match[0].rstrip(")") if "(" not in match[0] else match[0]
    if not _is_composed(written):
        return None
    known = lexicon.symbols.get(written) or _compose(written, lexicon) or _from_library(written)
    return (known, at + len(written)) if known else None


def _is_composed(written: str) -> bool:
    return any(sign in written for sign in "/·*⋅ ²³⁴¹^") or bool(re.search(r"[23]$", written))


def _compose(written: str, lexicon: Lexicon) -> str | None:
    factors: list[Factor] = []
    below, bracketed, place = False, False, 0
    for match in _FACTOR.finditer(written):
        between = written[place : match.start()]
        below = "/" in between or (below and bracketed)
        bracketed = (bracketed or "(" in between) and ")" not in between
        unit = _unit_of(match[1], lexicon, inside=bool(factors) or match.end() < len(written))
        if unit is None:
            return None
        power = int((match[2] or "1").translate(_RAISED))
        factors.append(Factor(unit, -power if below else power))
        place = match.end()
    return name_of(factors, lexicon.vocabulary)


def _unit_of(symbol: str, lexicon: Lexicon, *, inside: bool) -> str | None:
    unit = lexicon.symbols.get(symbol)
    if unit is None and inside:
        unit = lexicon.english["expression_symbols"].get(symbol)
        unit = unit or lexicon.names.get((symbol.lower(),))
    return unit


def name_of(factors: list[Factor], vocabulary: Vocabulary) -> str | None:
    """The name in words of a product of powers: "kilogram per cubic metre"."""
    above = [_powered(f.unit, f.power, vocabulary) for f in factors if f.power > 0]
    below = [_powered(f.unit, -f.power, vocabulary) for f in factors if f.power < 0]
    name = " ".join(above)
    if below:
        name = f"{name} per {' '.join(below)}".strip()
    return name or None


def _powered(unit: str, power: int, vocabulary: Vocabulary) -> str:
    if power == 1:
        return unit
    if vocabulary.base(unit)[0] == "metre" and power in _SIDES:
        return f"{_SIDES[power]} {unit}"
    return f"{unit} {_POWERS.get(power, f'to the {power}')}"


def side_of(name: str, vocabulary: Vocabulary) -> tuple[Decimal, str] | None:
    """What one side of a rate is worth in base units, and their name: a product of units, or a
    thing times a unit of time ("GPU hour"); ``None`` where a word is no unit.
    """
    words = name.split()
    factor, bases = Decimal(1), []
    while words:
        taken = _take(words, vocabulary)
        if taken is None:
            return _thing_and_time(name, vocabulary)
        worth, base, count = taken
        factor *= worth
        bases.append(base)
        words = words[count:]
    return factor, " ".join(bases)


def _take(words: list[str], vocabulary: Vocabulary) -> tuple[Decimal, str, int] | None:
    """The longest unit at the head of some words: its worth, base and number of words."""
    power = next((p for p, word in _SIDES.items() if word == words[0]), 1)
    for count in range(min(4, len(words)), 0, -1):
        unit = " ".join(words[:count])
        if unit in vocabulary.units:
            base, worth = vocabulary.base(unit)
            return _suffixed(words, worth, base, count)
        rest = " ".join(words[1:count])
        if power > 1 and vocabulary.units.get(rest) and vocabulary.base(rest)[0] == "metre":
            return vocabulary.base(rest)[1] ** power, f"{words[0]} metre", count
    return None


def _suffixed(words: list[str], worth: Decimal, base: str, count: int) -> tuple[Decimal, str, int]:
    for power, word in _POWERS.items():
        if count < len(words) and words[count] == word:
            return worth**power, f"{base} {word}", count + 1
    return worth, base, count


def _thing_and_time(name: str, vocabulary: Vocabulary) -> tuple[Decimal, str] | None:
    thing, _, time = name.rpartition(" ")
    if thing and vocabulary.base(time)[0] == "second":
        return vocabulary.base(time)[1], f"{thing} second"
    return None


@cache
def _registry() -> Any:
    import pint  # half a second: only when a text needs it

    return pint.UnitRegistry(non_int_type=Decimal, autoconvert_offset_to_baseunit=True)


@cache
def parse_units(text: str) -> Any | None:
    """The unit library's reading of an expression, or ``None`` if it has none."""
    try:
        return _registry().Quantity(Decimal(1), _registry().parse_units(text))
    except Exception:  # the library raises errors of many families on text that is no unit
        return None


def _from_library(written: str) -> str | None:
    if not re.search(r"[/·*⋅]", written):
        return None
    parsed = parse_units(written)
    return None if parsed is None or parsed.dimensionless else _words_of(parsed.unit_items())


def _words_of(items: Any) -> str:
    """The unit library's names in words; its units are spelled and powered as here."""
    named = [(_spelled(unit), int(power)) for unit, power in items]
    above = [_plain_power(unit, power) for unit, power in named if power > 0]
    below = [_plain_power(unit, -power) for unit, power in named if power < 0]
    return f"{' '.join(above)} per {' '.join(below)}".strip() if below else " ".join(above)


def _spelled(unit: str) -> str:
    name = unit.replace("_", " ")
    for theirs, ours in _SPELLING.items():
        name = name.replace(theirs, ours)
    return name


def _plain_power(unit: str, power: int) -> str:
    if power in _SIDES and unit.endswith("metre"):
        return f"{_SIDES[power]} {unit}"
    return unit if power == 1 else f"{unit} {_POWERS.get(power, f'to the {power}')}"
