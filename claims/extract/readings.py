"""Why a value came out as it did: what was read, in which unit, under which modifier."""

from __future__ import annotations

from claims.extract.links import Sentence
from claims.reasons import Reason, Reasons
from claims.records import Quantity, Value


def value_reasons(quantity: Quantity, reading: Value, value: Value, sentence: Sentence) -> Reasons:
    """How a value came out of the reading of a quantity that was chosen for its attribute."""
    reasons = [Reason("written")]
    if any(n.size_span == (quantity.start, quantity.end) for n in sentence.names):
        reasons = [Reason("size_in_name")]
    if reading.unit != quantity.value.unit:
        reasons = [Reason("numerator", (quantity.value.unit or "",))]
    if value.unit is not None and value.unit != reading.unit:
        reasons.append(Reason("unit_of_attribute", (value.unit,)))
    return (*reasons, *modifier_reasons(quantity, sentence))


def modifier_reasons(quantity: Quantity, sentence: Sentence) -> Reasons:
    """What made the modifier: words around the number, or the number itself."""
    if quantity.modifier_span:
        start, end = (place - sentence.start for place in quantity.modifier_span)
        return (Reason("modifier_words", (sentence.text[start:end],)),)
    return (Reason("modifier_number"),) if quantity.value.modifier != "exact" else ()
