"""What corrections say: as they are stored, as records, and of the claims that they are about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import JSON, ColumnElement, Text, cast, type_coerce

from claims.ledger.records import Correction
from claims.ledger.rows import damaged, from_json, to_decimal, to_json
from claims.records import Claim, Value, plain

_NUMBERS = ("lo", "hi", "canonical_lo", "canonical_hi", "step")
_WORDS = ("unit", "canonical_unit", "modifier", "date")


def correction_json(correction: Correction) -> str:
    """A correction as it is stored: what is corrected and nothing else, numbers as text."""
    said: dict[str, Any] = {
        name: getattr(correction, name)
        for name in ("subject", "attribute", "value_text")
        if getattr(correction, name) is not None
    }
    if correction.value is not None:
        value = correction.value
        numbers = {n: getattr(value, n) for n in _NUMBERS}
        words = {n: getattr(value, n) for n in _WORDS}
        said["value"] = {n: None if v is None else plain(v) for n, v in numbers.items()} | words
    return to_json(said)


def to_correction(text: str) -> Correction:
    """The correction that a text holds. Raises :class:`LedgerError` for what is none."""
    said = from_json(text)
    try:
        value = said.pop("value", None)
        if value is not None:
            numbers = {n: None if value[n] is None else to_decimal(value[n]) for n in _NUMBERS}
            value = Value(**{**value, **numbers})
        if not all(isinstance(name, str) for name in said.values()):
            raise TypeError("a name that is no text")
        return Correction(**said, value=value)
    except (LookupError, TypeError, AttributeError) as error:
        raise damaged(f"a correction that cannot be read ({error})") from error


def corrected(claim: Claim, correction: Correction) -> Claim:
    """A claim as a correction says it, under the id of the claim."""
    changes: dict[str, Any] = {
        name: getattr(correction, name)
        for name in ("subject", "attribute", "value_text", "value")
        if getattr(correction, name) is not None
    }
    return replace(claim, **changes, corrects=claim.id)


def corrected_name(correction: ColumnElement[Any], name: str) -> ColumnElement[str]:
    """The subject or attribute that the text of a correction says, if it says one."""
    # PostgreSQL reads a text as JSON when told to; SQLite's functions take it as it is.
    read = cast(correction, Text().with_variant(JSON(), "postgresql"))
    said: ColumnElement[str] = type_coerce(read, JSON)[name].as_string()
    return said
