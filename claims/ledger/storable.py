"""What no database can hold, or not every engine, is refused before it gets there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import get_args

from claims.records import (
    Claim,
    Derivation,
    Finding,
    FindingKind,
    Modality,
    Modifier,
    Passage,
    Source,
    are_short,
    significant_digits,
)

MAX_DIGITS = 2_000
MAX_EXPONENT = 10_000
# PostgreSQL refuses an index entry of more than 2,704 bytes; two names stand in one.
MAX_NAME_CHARACTERS = 300
MAX_INTEGER = 2**31 - 1
_HASH = re.compile(r"[0-9a-f]{64}")
_MODALITIES = frozenset(get_args(Modality))
_MODIFIERS = frozenset(get_args(Modifier))
_KINDS = frozenset(get_args(FindingKind))


def unstorable(record: Claim | Source | Passage | Finding) -> str | None:
    """Why a record cannot be stored on every engine, or ``None`` if it can.

    A NUL character or a lone surrogate has no place in a database's text; a number that is
    none, or has more than a few thousand digits, none in its decimals.
    """
    if isinstance(record, Claim) and _is_plain(record):
        return _bad_claim(record)
    for name, item in _fields(record):
        if isinstance(item, str):
            reason = bad_text(item)
        elif isinstance(item, Decimal):
            reason = _bad_number(item)
        elif isinstance(item, int) and not 0 <= item <= MAX_INTEGER:
            reason = f"a number outside 0..{MAX_INTEGER}"
        else:
            continue
        if reason:
            return f"its {name} holds {reason}"
    if isinstance(record, Claim):
        return _bad_claim(record)
    return _bad_finding(record) if isinstance(record, Finding) else None


def _is_plain(claim: Claim) -> bool:
    """Whether nothing in a claim needs a closer look; most claims are so."""
    value, copy = claim.value, claim.duplicate_of
    texts = (
        claim.source, claim.source_id, claim.value_text, claim.quote, claim.subject,
        claim.subject_text, claim.attribute, claim.speaker, claim.time, claim.locator,
        claim.reading, claim.fingerprint, claim.published, claim.as_of, claim.external_id,
        value.unit, value.canonical_unit, value.date, *claim.qualifiers,
        *claim.qualifiers.values(), copy.source_id if copy else None,
    )  # fmt: skip
    numbers = (
        value.lo, value.hi, value.canonical_lo, value.canonical_hi, value.step, claim.confidence,
    )  # fmt: skip
    offsets = (
        claim.start, claim.end, claim.reading_start, claim.reading_end,
        copy.start if copy else None,
    )  # fmt: skip
    text = "".join(filter(None, texts))
    return (
        (text.isascii() or _is_encodable(text))
        and "\0" not in text
        and are_short(numbers)
        and all(n is None or 0 <= n <= MAX_INTEGER for n in offsets)
    )


def _is_encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _fields(record: Claim | Source | Passage | Finding) -> Iterator[tuple[str, object]]:
    for name in record.__dataclass_fields__:
        yield name, getattr(record, name)
    if isinstance(record, Claim):
        for name in record.value.__dataclass_fields__:
            yield name, getattr(record.value, name)
    if isinstance(record, Claim | Finding):
        for name, value in record.qualifiers.items():
            yield "qualifiers", name
            yield "qualifiers", value
    if isinstance(record, Claim | Passage) and record.duplicate_of:
        yield "duplicate_of", record.duplicate_of.source_id
        yield "duplicate_of", record.duplicate_of.start
    if isinstance(record, Passage):
        for heading in record.headings:
            yield "headings", heading
    if isinstance(record, Finding) and record.derivation:
        yield from (("derivation", item) for item in _items(record.derivation))


def _items(derivation: Derivation) -> Iterator[object]:
    yield from (derivation.formula, derivation.result_lo, derivation.result_hi)
    yield derivation.result_unit
    for term in derivation.terms:
        yield from (term.attribute, term.lo, term.hi, term.unit)


def _bad_claim(claim: Claim) -> str | None:
    value = claim.value
    names = (
        claim.subject, claim.attribute, *claim.qualifiers, *claim.qualifiers.values(),
        claim.speaker, value.canonical_unit,
    )  # fmt: skip
    if any(len(name or "") > MAX_NAME_CHARACTERS for name in names):
        return (
            "its subject, attribute, a qualifier, speaker or unit has over "
            f"{MAX_NAME_CHARACTERS} characters"
        )
    if claim.modality not in _MODALITIES:
        return f"its modality is {claim.modality!r}; allowed: {', '.join(get_args(Modality))}"
    if value.modifier not in _MODIFIERS:
        return f"its modifier is {value.modifier!r}; allowed: {', '.join(get_args(Modifier))}"
    if claim.start is not None and claim.end is not None and claim.end < claim.start:
        return f"it goes from {claim.start} back to {claim.end} in its source"
    if _HASH.fullmatch(claim.source_id) is None:
        return f"its source_id is {claim.source_id[:80]!r}, which is no SHA-256 in hex"
    if not 0 <= claim.confidence <= 1:
        return f"its confidence is {claim.confidence}; allowed: 0 to 1"
    for lo, hi in ((value.lo, value.hi), (value.canonical_lo, value.canonical_hi)):
        if lo is not None and hi is not None and lo > hi:
            return f"it goes from {lo} down to {hi}"
    return None


def unstorable_name(name: str) -> str | None:
    """Why a text cannot be the name of a subject or attribute, or ``None`` if it can."""
    if not name.strip():
        return "it is empty"
    if len(name) > MAX_NAME_CHARACTERS:
        return f"it has over {MAX_NAME_CHARACTERS} characters"
    bad = bad_text(name)
    return f"it holds {bad}" if bad else None


def _bad_finding(finding: Finding) -> str | None:
    if finding.kind not in _KINDS:
        return f"its kind is {finding.kind!r}; allowed: {', '.join(get_args(FindingKind))}"
    if not 0 <= finding.severity <= 1:
        return f"its severity is {finding.severity}; allowed: 0 to 1"
    return None


def bad_text(text: str) -> str | None:
    """What in a text has no place in a database, or ``None``."""
    if "\0" in text:
        return "a NUL character"
    return None if _is_encodable(text) else "a lone surrogate, which is no character"


def _bad_number(number: Decimal) -> str | None:
    if not number.is_finite():
        return f"{number}, which is no number"
    if abs(number.adjusted()) > MAX_EXPONENT or significant_digits(number) > MAX_DIGITS:
        return "a number of too many digits"
    return None
