"""From records to rows and back, exactly.

Decimals go as text in plain notation, mappings and lists as canonical JSON.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, TypeVar

from claims.errors import LedgerError
from claims.records import (
    Claim,
    Derivation,
    Finding,
    Occurrence,
    Passage,
    Source,
    Term,
    Value,
    content_hash,
    plain,
    plain_hash,
)

Row = dict[str, Any]
CHUNK = 1_000
"""How many ids or rows go into one statement."""
_Item = TypeVar("_Item")

# What a claim's content_sha256 covers: all that it says, and nothing about the run.
CLAIM_COLUMNS = (
    "id", "source_id", "source", "start_char", "end_char", "value_text", "quote", "reading",
    "reading_start", "reading_end", "subject", "subject_text", "attribute", "qualifiers",
    "modality", "modifier", "lo", "hi", "unit", "canonical_lo", "canonical_hi",
    "canonical_unit", "step", "date", "speaker", "time", "locator", "confidence",
    "fingerprint", "duplicate_source_id", "duplicate_start", "published", "as_of",
    "external_id", "checked",
)  # fmt: skip
DOCUMENT_COLUMNS = (
    "source_id", "format", "media_type", "encoding", "size_bytes", "text_sha256", "title",
    "publisher", "author", "published", "retrieved_at",
)  # fmt: skip
FINDING_COLUMNS = (
    "id", "kind", "severity", "subject", "attribute", "qualifiers", "value_groups",
    "explanation", "likely_value", "likely_unit", "likely_cause", "derivation",
)  # fmt: skip
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_TOKEN = re.compile(r"\w+(?:\.\w+)*")
# How the characters of ASCII stand in words: letters small, and what parts words as a blank.
_FOLDED = "".join(chr(n).lower() if chr(n).isalnum() or n == ord(".") else " " for n in range(128))
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3})")
# One that stands within no word.
_POINT = re.compile(r"\.(?:(?!\w)|(?<!\w\.))")

MAX_WORD_CHARACTERS = 100
"""How much of a word is looked at; the rest of a longer one makes no difference."""
# PostgreSQL indexes no more than 1 MiB of words; a character has up to four bytes.
_MAX_SEARCH_CHARACTERS = 200_000


def chunks(items: Sequence[_Item], size: int = CHUNK) -> Iterator[Sequence[_Item]]:
    """Items, so many at once as one statement may name."""
    return (items[start : start + size] for start in range(0, len(items), size))


def claim_row(claim: Claim, claim_id: str) -> Row:
    """The columns of a claim without those that say how it came here (run, passage)."""
    value, copy = claim.value, claim.duplicate_of
    row: Row = {
        "id": claim_id, "source_id": claim.source_id, "source": claim.source,
        "start_char": claim.start, "end_char": claim.end, "value_text": claim.value_text,
        "quote": claim.quote, "reading": claim.reading,
        "reading_start": claim.reading_start, "reading_end": claim.reading_end,
        "subject": claim.subject, "subject_text": claim.subject_text,
        "attribute": claim.attribute,
        "qualifiers": to_json(dict(claim.qualifiers)) if claim.qualifiers else "{}",
        "modality": claim.modality, "modifier": value.modifier,
        "lo": _digits(value.lo), "hi": _digits(value.hi), "unit": value.unit,
        "canonical_lo": _digits(value.canonical_lo),
        "canonical_hi": _digits(value.canonical_hi), "canonical_unit": value.canonical_unit,
        "step": _digits(value.step), "date": value.date, "speaker": claim.speaker,
        "time": claim.time, "locator": claim.locator, "confidence": plain(claim.confidence),
        "fingerprint": claim.fingerprint,
        "duplicate_source_id": copy.source_id if copy else None,
        "duplicate_start": copy.start if copy else None, "published": claim.published,
        "as_of": claim.as_of, "external_id": claim.external_id, "checked": int(claim.checked),
    }  # fmt: skip
    row["content_sha256"] = row_hash(row, CLAIM_COLUMNS)
    row["search_text"] = search_text(row)
    return row


def to_claim(row: Mapping[str, Any]) -> Claim:
    """The claim that a row holds."""
    value = Value(
        lo=_decimal(row["lo"]), hi=_decimal(row["hi"]), unit=row["unit"],
        canonical_lo=_decimal(row["canonical_lo"]), canonical_hi=_decimal(row["canonical_hi"]),
        canonical_unit=row["canonical_unit"], modifier=row["modifier"],
        step=_decimal(row["step"]), date=row["date"],
    )  # fmt: skip
    confidence = _decimal(row["confidence"])
    return Claim(
        source=row["source"], source_id=row["source_id"], start=row["start_char"],
        end=row["end_char"], value_text=row["value_text"], quote=row["quote"], value=value,
        subject=row["subject"], subject_text=row["subject_text"], attribute=row["attribute"],
        qualifiers=from_json(row["qualifiers"]), modality=row["modality"],
        speaker=row["speaker"], time=row["time"], locator=row["locator"],
        confidence=Decimal(0) if confidence is None else confidence, reading=row["reading"],
        reading_start=row["reading_start"], reading_end=row["reading_end"],
        fingerprint=row["fingerprint"], duplicate_of=_occurrence(row),
        published=row["published"], as_of=row["as_of"], external_id=row["external_id"],
        checked=bool(row["checked"]),
    )  # fmt: skip


def document_row(source: Source) -> Row:
    """The columns of what was read from a source, its text included."""
    row: Row = {"source_id": source.id} | {
        name: getattr(source, name) for name in DOCUMENT_COLUMNS if name != "source_id"
    }
    row["content_sha256"] = row_hash(row, DOCUMENT_COLUMNS)
    return row | {"text": source.text}


def passage_row(passage: Passage) -> Row:
    """The columns of a passage; its map to the raw text is not kept."""
    copy = passage.duplicate_of
    return {
        "source_id": passage.source_id, "ordinal": passage.ordinal,
        "start_char": passage.start, "end_char": passage.end, "text": passage.text,
        "line": passage.line, "fingerprint": passage.fingerprint, "speaker": passage.speaker,
        "start_ms": passage.start_ms, "end_ms": passage.end_ms, "page": passage.page,
        "headings": to_json(list(passage.headings)), "segment_id": passage.segment_id,
        "continues": int(passage.continues),
        "duplicate_source_id": copy.source_id if copy else None,
        "duplicate_start": copy.start if copy else None,
    }  # fmt: skip


def finding_row(finding: Finding) -> Row:
    """The columns of a finding; ``version`` is the hash of all that it says."""
    derivation = finding.derivation
    row: Row = {
        "id": finding.id, "kind": finding.kind, "severity": plain(finding.severity),
        "subject": finding.subject, "attribute": finding.attribute,
        "qualifiers": to_json(dict(finding.qualifiers)),
        "value_groups": to_json([list(group) for group in finding.values]),
        "explanation": finding.explanation, "likely_value": _digits(finding.likely_value),
        "likely_unit": finding.likely_unit, "likely_cause": finding.likely_cause,
        "derivation": to_json(_derivation_json(derivation)) if derivation else None,
    }  # fmt: skip
    return row | {"version": finding_version(row, finding.claim_ids)}


def finding_version(row: Mapping[str, Any], claim_ids: tuple[str, ...]) -> str:
    """The hash of a finding's columns and of the claims that take part, in order."""
    return content_hash([{name: row[name] for name in FINDING_COLUMNS}, list(claim_ids)])


def to_finding(row: Mapping[str, Any], claim_ids: tuple[str, ...]) -> Finding:
    """The finding that a row and its claims, in order, make up."""
    derivation = row["derivation"]
    return Finding(
        kind=row["kind"], severity=to_decimal(row["severity"]), subject=row["subject"],
        attribute=row["attribute"], qualifiers=from_json(row["qualifiers"]),
        claim_ids=claim_ids,
        values=tuple(tuple(group) for group in from_json(row["value_groups"])),
        explanation=row["explanation"], likely_value=_decimal(row["likely_value"]),
        likely_unit=row["likely_unit"], likely_cause=row["likely_cause"],
        derivation=_to_derivation(from_json(derivation)) if derivation else None,
    )  # fmt: skip


def row_hash(row: Mapping[str, Any], columns: tuple[str, ...]) -> str:
    """The hash of the named columns of a row in this order, as they are stored."""
    return plain_hash(_values_of(columns)(row))


def has_hash(row: Mapping[str, Any], columns: tuple[str, ...]) -> bool:
    """Whether the hash of the named columns is in the row's ``content_sha256``.

    Up to revision 0004 it was that of an object with the columns by name.
    """
    stored = row["content_sha256"]
    if row_hash(row, columns) == stored:
        return True
    return bool(content_hash({name: row[name] for name in columns}) == stored)


def fold(text: str) -> str:
    """A text for comparing words: compatibility forms and case folded, ``_`` as a blank."""
    if text.isascii():
        return text.lower().replace("_", " ")
    return unicodedata.normalize("NFKC", text).casefold().replace("_", " ")


def words_of(text: str) -> list[str]:
    """The folded words of a text; thousands in a figure are not set off ("6,000": 6000)."""
    if not text.isascii():
        folded = fold(text)
        return _TOKEN.findall(_THOUSANDS.sub("", folded) if "," in folded else folded)
    # The same, a few times as fast.
    folded = (_THOUSANDS.sub("", text) if "," in text else text).translate(_FOLDED)
    return (_POINT.sub(" ", folded) if "." in folded else folded).split()


def search_text(row: Mapping[str, Any]) -> str:
    """A claim's words for searching, from its row, each with a blank before and after.

    Those of subject and attribute stand before ``|``, those of the value between it and ``/``,
    those of quote and speaker behind. No word holds another character than letters, digits and
    points. What exceeds 200,000 characters is left out.
    """
    parts = (
        (row["subject"], row["attribute"]), (row["value_text"],), (row["quote"], row["speaker"]),
    )  # fmt: skip
    heading, value, rest = (" ".join(filter(None, part)) for part in parts)
    heading, value, rest = _spaced_again(heading), spaced(value), spaced(rest)
    text = f" {heading}| {value}/ {rest}"
    if len(text) <= _MAX_SEARCH_CHARACTERS:
        return text
    return text[: text.rindex(" ", 0, _MAX_SEARCH_CHARACTERS) + 1]


def spaced(text: str) -> str:
    """The folded words of a text, cut, each with a blank behind."""
    words = words_of(text)
    if len(text) > MAX_WORD_CHARACTERS and max(map(len, words), default=0) > MAX_WORD_CHARACTERS:
        words = [word[:MAX_WORD_CHARACTERS] for word in words]
    return " ".join(words) + " " if words else ""


# Headings repeat themselves; they are short.
_spaced_again = lru_cache(maxsize=4096)(spaced)


def to_json(value: Any) -> str:
    """Canonical JSON: sorted keys, no blanks, every character as it is."""
    return _ENCODER.encode(value)


def from_json(text: str) -> Any:
    """What a JSON column holds. Raises :class:`LedgerError` where it is broken."""
    if text == "{}":  # most claims have no qualifiers
        return {}
    try:
        return json.loads(text)
    except ValueError as error:
        raise damaged(f"broken JSON ({error})") from error


def to_decimal(text: str) -> Decimal:
    """The number that a text column holds. Raises :class:`LedgerError` where it holds none."""
    with suppress(InvalidOperation):
        number = Decimal(text)
        if number.is_finite():
            return number
    raise damaged(f"{text!r} where a number belongs")


def damaged(what: str) -> LedgerError:
    """The error of a row that holds what the program never writes."""
    return LedgerError(f"the ledger holds {what}; look closer with: claims verify")


def _derivation_json(derivation: Derivation) -> Row:
    terms = [
        {"attribute": term.attribute, "lo": plain(term.lo), "hi": plain(term.hi),
         "unit": term.unit, "claim_ids": list(term.claim_ids)}
        for term in derivation.terms
    ]  # fmt: skip
    return {
        "formula": derivation.formula, "terms": terms, "result_unit": derivation.result_unit,
        "result_lo": plain(derivation.result_lo), "result_hi": plain(derivation.result_hi),
    }  # fmt: skip


def _to_derivation(data: Row) -> Derivation:
    try:
        terms = tuple(
            Term(term["attribute"], to_decimal(term["lo"]), to_decimal(term["hi"]), term["unit"],
                 tuple(term["claim_ids"]))
            for term in data["terms"]
        )  # fmt: skip
        return Derivation(
            data["formula"], terms, to_decimal(data["result_lo"]), to_decimal(data["result_hi"]),
            data["result_unit"],
        )  # fmt: skip
    except (LookupError, TypeError) as error:
        raise damaged(f"arithmetic that cannot be read ({error})") from error


@cache
def _values_of(columns: tuple[str, ...]) -> itemgetter[Any]:
    return itemgetter(*columns)


def _occurrence(row: Mapping[str, Any]) -> Occurrence | None:
    if row["duplicate_source_id"] is None:
        return None
    return Occurrence(row["duplicate_source_id"], row["duplicate_start"])


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else to_decimal(text)
