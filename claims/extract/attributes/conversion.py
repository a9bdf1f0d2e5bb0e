"""A value in the unit of the attribute that it states."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from claims.extract.language.english import acts
from claims.quantities.numbers.numerals import ARITHMETIC, RATES
from claims.records import Quantity, Value
from claims.vocabulary import AttributeSpec, Vocabulary

# What "seven times" counts.
OCCASION = "time"


def stated_values(value: Value, vocabulary: Vocabulary) -> list[Value]:
    """The values as which a quantity may state an attribute: as it stands, and of something by
    the day or by the thing also without that ("two bytes per parameter")."""
    return [value, without_per(value, vocabulary)] if " per " in (value.unit or "") else [value]


def without_per(value: Value, vocabulary: Vocabulary) -> Value:
    """A rate as the amount that it is one of: the 70 dollars of "70 dollars a month"."""
    above = (value.unit or "").partition(" per ")[0]
    base, factor = vocabulary.base(above)
    low, high = (
        None if number is None else ARITHMETIC.multiply(number, factor)
        for number in (value.lo, value.hi)
    )
    return replace(value, unit=above, canonical_lo=low, canonical_hi=high, canonical_unit=base)


def qualifying_per(
    value: Value, text: str, spec: AttributeSpec | None, vocabulary: Vocabulary
) -> str | None:
    """The time or thing by which an amount is, where that only qualifies an attribute: the month of
    "70 dollars a month" for a price, of "20 million users a month" for the number of users.

    Arguments: the value; the words of the quantity, lower-cased; the attribute.
    """
    above, _, below = (value.unit or "").partition(" per ")
    if spec is None or not below or " per " in spec.unit:
        return None
    money = vocabulary.is_money(above) and vocabulary.is_money(spec.unit)
    return below if money or is_told_by_scope(text, spec, vocabulary) else None


def times_done(quantity: Quantity, number: Token | None, vocabulary: Vocabulary) -> Quantity:
    """How often something was done as a number of what was done: "downloaded 30 million times".

    Arguments: the quantity, and its head in the parse. Other quantities stay as they are.
    """
    value = quantity.value
    if value.unit != OCCASION or not quantity.text.lower().endswith("times"):
        return quantity
    while number is not None and number.pos_ not in ("VERB", "AUX") and number.head.i != number.i:
        number = number.head
    done = acts().get(number.lower_) if number is not None else None
    if done is None:
        return quantity
    base = vocabulary.base(done)[0]
    return replace(quantity, value=replace(value, unit=done, canonical_unit=base))


def is_by_time(value: Value, vocabulary: Vocabulary) -> bool:
    """Whether a value is one by the day, the month, the year."""
    _, _, below = (value.unit or "").partition(" per ")
    return bool(below) and vocabulary.base(below)[0] == "second"


def is_told_by_scope(text: str, spec: AttributeSpec, vocabulary: Vocabulary) -> bool:
    """Whether a qualifier of an attribute that counts says by which time a quantity is: of "200
    million users a week" that they are weekly users."""
    unit = vocabulary.units.get(spec.unit)
    if unit is None or not unit.discrete:
        return False
    cues = (
        cue
        for scope in spec.scopes
        for group in vocabulary.qualifiers.get(scope, {}).values()
        for cue in group
    )
    return any(text.endswith(f" {cue.lower()}") for cue in cues)


def is_open(value: Value, vocabulary: Vocabulary) -> bool:
    """Whether a value counts things that no pack has as a unit."""
    unit = value.unit
    return unit is not None and unit == value.canonical_unit and unit not in vocabulary.units


def in_unit_of(value: Value, spec: AttributeSpec | None, vocabulary: Vocabulary) -> Value:
    """The value in the attribute's canonical unit.

    A bare number and a counted noun take it over as their own; an age, whose canonical unit is
    the year and not the base of its dimension, is converted.
    """
    if spec is None:
        return value
    base, factor = vocabulary.base(spec.unit)
    counted = value.unit in spec.nouns or (spec.any_noun and is_open(value, vocabulary))
    if value.unit is None or counted:
        value = replace(value, unit=spec.unit)
        ends = [None if n is None else ARITHMETIC.multiply(n, factor) for n in (value.lo, value.hi)]
    elif base != spec.unit and value.canonical_unit == base:
        base = spec.unit
        ends = [
            None if n is None else RATES.divide(n, factor)
            for n in (value.canonical_lo, value.canonical_hi)
        ]
    else:
        return value
    return replace(value, canonical_lo=ends[0], canonical_hi=ends[1], canonical_unit=base)
