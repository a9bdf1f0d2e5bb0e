"""Numbers, units and places in words that a person reads without effort."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.reconcile.intervals import EXACT
from claims.reconcile.readings import Reading
from claims.records import Claim, plain

if TYPE_CHECKING:
    from claims.vocabulary import AttributeSpec, Vocabulary

_SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
_DATA = ((12, "terabyte"), (9, "gigabyte"), (6, "megabyte"), (3, "kilobyte"))
_TIMES = (("year", 31536000), ("day", 86400), ("hour", 3600), ("minute", 60))
SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_MODIFIERS = {
    "approx": "about ", "at_least": "at least ", "more_than": "more than ",
    "at_most": "at most ", "less_than": "less than ",
}  # fmt: skip
_IRREGULAR = {"person": "people", "foot": "feet", "century": "centuries", "percent": "percent"}


def amount(number: Decimal, unit: str) -> str:
    """A canonical number with its unit: "140 gigabytes", "$2 million", "12 days"."""
    if unit == "date":
        return _day(number)
    if unit == "byte":
        for power, name in _DATA:
            if abs(number) >= 10**power:
                return _counted(EXACT.scaleb(number, -power), name)
    if unit.endswith("square metre"):
        unit, number = _square(unit, number)
    if unit == "second":
        for name, seconds in _TIMES:
            if abs(number) >= seconds and (
                (number * 10) % seconds == 0 or abs(number) >= 20 * seconds
            ):
                return _counted(EXACT.divide(number, Decimal(seconds)), name)
    if unit in SYMBOLS:
        return f"{SYMBOLS[unit]}{scaled(number)}"
    if unit == "ratio":
        return f"{scaled(number)}x"
    return _counted(number, unit)


def _day(number: Decimal) -> str:
    """A day counted from the year 1, as a date."""
    last = date.max.toordinal()
    return date.fromordinal(min(max(int(number), 1), last)).isoformat()


def _square(unit: str, number: Decimal) -> tuple[str, Decimal]:
    """An area, or something per area, by the square kilometre where that gives fewer digits."""
    larger = unit.replace("square metre", "square kilometre")
    if unit == "square metre" and abs(number) >= 10**6:
        return larger, EXACT.scaleb(number, -6)
    if unit.endswith(" per square metre") and 0 < abs(number) < Decimal("0.1"):
        return larger, EXACT.scaleb(number, 6)
    return unit, number


def scaled(number: Decimal) -> str:
    """A number with a scale word from a million on, and separators below."""
    for power, word in _SCALES:
        if abs(number) >= 10**power:
            return f"{_short(EXACT.scaleb(number, -power))} {word}"
    return _short(number)


def plural(unit: str) -> str:
    """The plural of a unit's name; only the part before "per" changes."""
    head, *rest = unit.split(" per ", 1)
    if head in _IRREGULAR:
        word = _IRREGULAR[head]
    elif head.isupper() and head not in ("GPU", "CPU", "TPU"):
        word = head
    elif re.search(r"(?:s|x|ch|sh)$", head):
        word = head if head.endswith("s") else head + "es"
    elif re.search(r"[^aeiou]y$", head):
        word = head[:-1] + "ies"
    else:
        word = head + "s"
    return " per ".join([word, *rest])


def stated(claim: Claim) -> str:
    """The value in the words of the claim, "about" and the like added."""
    value = claim.value
    text = " ".join((claim.value_text or "").split())
    if not text:
        number = value.canonical_lo if value.canonical_lo is not None else value.canonical_hi
        text = amount(number, value.canonical_unit or "") if number is not None else claim.quote
    denied = "not " if claim.modality == "negated" else ""
    return denied + _MODIFIERS.get(value.modifier, "") + text


def who(claim: Claim) -> str:
    """Who says it and where: "Ada Lovelace in notes.md (00:12:03, line 7)"."""
    name = source_name(claim)
    place = ", ".join(part for part in (claim.time, claim.locator) if part)
    speaker = f"{claim.speaker} in {name}" if claim.speaker else name
    return f"{speaker} ({place})" if place else speaker


def source_name(claim: Claim) -> str:
    """The last part of the path or URI that a claim's source was given by."""
    return claim.source.replace("\\", "/").rpartition("/")[2] or claim.source


def label(attribute: str, spec: AttributeSpec | None) -> str:
    """The attribute in words."""
    if spec is not None:
        return spec.label
    if attribute.startswith("count:"):
        return f"number of {plural(attribute.removeprefix('count:'))}"
    return attribute.replace("_", " ")


def heading(reading: Reading, vocabulary: Vocabulary) -> str:
    """What the claim is about: "the size of the file of Llama 2 70B"."""
    name = label(reading.attribute, vocabulary.attributes.get(reading.attribute))
    return f"the {name} of {reading.subject}"


def listed(parts: Sequence[str]) -> str:
    """Parts joined by commas and "and"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def sentence(text: str) -> str:
    """The text with a capital letter and one full stop."""
    text = text.rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."


def times(high: Decimal, low: Decimal) -> str:
    """How many times one number is the other, in few digits."""
    ratio = EXACT.divide(high, low)
    return _short(ratio.quantize(Decimal("0.01")) if ratio < 100 else ratio.quantize(Decimal(1)))


def _counted(number: Decimal, unit: str) -> str:
    word = unit if abs(number) == 1 else plural(unit)
    return f"{scaled(number)} {word}".rstrip()


def _short(number: Decimal) -> str:
    """At most four significant digits after a decimal point, and thousands separators."""
    if number == number.to_integral_value():
        return f"{int(number):,}"
    digits = max(0, 3 - number.adjusted())
    text = plain(round(number, digits))
    whole, _, rest = text.partition(".")
    return f"{int(whole):,}" + (f".{rest}" if rest else "") if whole not in ("-0",) else text
