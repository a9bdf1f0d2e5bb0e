"""The records that pass between the stages: frozen, plain, and with their origin.

Nothing here reads files, text or databases. Numbers are ``Decimal``; what is unknown is
``None``. Offsets are half-open and count code points of a source's decoded text as it is.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from claims.reasons import Explanation

_DIGITS = "-.0123456789"
_SHORT = 40
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")

Modifier = Literal[
    "exact", "approx", "at_least", "more_than", "at_most", "less_than", "range",
    "order_of_magnitude",
]  # fmt: skip
Modality = Literal["asserted", "hedged", "reported", "hypothetical", "question", "negated"]
FindingKind = Literal[
    "conflict", "derivation_conflict", "possible_conflict", "scope_difference",
    "changed_over_time", "definition_differs", "agreement", "derivation_support",
    "not_comparable",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """One document as received.

    ``id`` is the SHA-256 of its bytes in hex. ``text`` is the decoded text, with nothing
    rewritten (a byte-order mark is not part of it); for containers that escape their text
    (Whisper JSON) it is the text taken out of them. ``text_sha256`` is the SHA-256 of
    ``text`` in UTF-8. ``published`` is an ISO 8601 date, as far as known.
    """

    id: str
    uri: str
    format: str
    media_type: str
    encoding: str
    size_bytes: int
    text: str
    text_sha256: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    retrieved_at: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of cleaned text and the stretch of raw text that it was made from.

    Pieces of equal length map character by character; a piece that was repaired
    (``exact`` is false) maps as a whole.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a passage or a claim stands: the source's id and the offset of its start."""

    source_id: str
    start: int


@dataclass(frozen=True, slots=True)
class Row:
    """That a passage is a row of a table, and where its cells stand.

    ``table`` numbers the tables of the source; ``cells`` are half-open offsets in the source's
    text, empty cells included, so that those of one column have one index. ``header`` says that
    the cells name the columns.
    """

    table: int
    cells: tuple[tuple[int, int], ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a source with its place, and its text cleaned for reading.

    ``start`` and ``end`` are offsets in the source's text; ``text`` is the cleaned copy and
    ``pieces`` lead every character of it back. ``continues`` says that a sentence may run
    over from the passage before. ``fingerprint`` identifies the wording: passages that
    repeat each other share it, and ``duplicate_of`` names the first of them. ``row`` is there
    where the passage is a row of a table.
    """

    source_id: str
    ordinal: int
    start: int
    end: int
    text: str
    pieces: tuple[Piece, ...]
    line: int
    fingerprint: str
    speaker: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    page: int | None = None
    headings: tuple[str, ...] = ()
    segment_id: str | None = None
    continues: bool = False
    duplicate_of: Occurrence | None = None
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """What a quantity expression says.

    ``lo`` and ``hi`` are in ``unit``; they are equal for a single value, ``None`` on the open
    side of a bound, and both ``None`` where the text gives no number ("a few months").
    ``canonical_*`` are the same in the base unit of the dimension. ``step`` is the worth, in
    ``unit``, of the last digit as written ("2 trillion": 10**12; "6,000": 1); ``None`` means
    that the number is an exact point (a count of discrete things written without a scale).
    ``date`` is an ISO 8601 date, month, year or interval ("2023-01/2023-07"), for unit ``date``.
    """

    lo: Decimal | None
    hi: Decimal | None
    unit: str | None
    canonical_lo: Decimal | None
    canonical_hi: Decimal | None
    canonical_unit: str | None
    modifier: Modifier = "exact"
    step: Decimal | None = None
    date: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The value's fields of the streaming contract; numbers stay ``Decimal``."""
        return {
            "lo": self.lo,
            "hi": self.hi,
            "unit": self.unit,
            "canonical_lo": self.canonical_lo,
            "canonical_hi": self.canonical_hi,
            "canonical_unit": self.canonical_unit,
            "date": self.date,
            "modifier": self.modifier,
        }


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity expression in a text: ``text`` stands at ``start:end`` and says ``value``.

    ``modifier_span`` is where the words stand that make its modifier ("about", "or more"), if it
    is not made by the number itself ("tens of millions").
    """

    start: int
    end: int
    text: str
    value: Value
    modifier_span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantitative claim with its evidence.

    ``value_text`` stands at ``start:end`` in the source's untouched text; all three may be
    ``None`` for an imported claim, which then is not ``checked``. ``quote`` is the sentence
    verbatim, ``reading`` the same sentence cleaned for people's eyes with the value at
    ``reading_start:reading_end``. ``source`` is the path or URI as given. ``fingerprint`` is
    that of the passage. ``confidence`` is between 0 and 1. ``explanation`` is there where it was
    asked for, and is no part of what the claim says. ``corrects`` is the id of the claim that
    this one is a reviewer's correction of, and goes under.
    """

    source: str
    source_id: str
    start: int | None
    end: int | None
    value_text: str | None
    quote: str
    value: Value
    subject: str | None
    subject_text: str | None
    attribute: str | None
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    modality: Modality = "asserted"
    speaker: str | None = None
    time: str | None = None
    locator: str | None = None
    confidence: Decimal = Decimal("0.5")
    reading: str | None = None
    reading_start: int | None = None
    reading_end: int | None = None
    fingerprint: str | None = None
    duplicate_of: Occurrence | None = None
    published: str | None = None
    as_of: str | None = None
    external_id: str | None = None
    checked: bool = True
    explanation: Explanation | None = field(default=None, compare=False, repr=False)
    corrects: str | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        """The content hash of the claim (64 hex digits), equal in every ledger.

        An identity given from outside tells claims apart that say the same; a claim that comes
        back from an export keeps its own. A correction has the id of the claim it corrects.
        """
        if self.corrects is not None:
            return self.corrects
        own = plain_hash(_claim_identity(self))
        return own if self.external_id in (None, own) else content_hash([own, self.external_id])

    def to_json(self) -> dict[str, Any]:
        """The claim as an object of the streaming contract (`claims extract`).

        Numbers stay ``Decimal``; write them with :func:`dumps`, which keeps their digits.
        """
        value = self.value.to_json()
        modifier = value.pop("modifier")
        row: dict[str, Any] = {
            "source": self.source,
            "source_id": self.source_id,
            "start": self.start,
            "end": self.end,
            "value_text": self.value_text,
            "quote": self.quote,
            **value,
            "duplicate_of": _occurrence_json(self.duplicate_of),
            "modifier": modifier,
            "modality": self.modality,
            "subject": self.subject,
            "subject_text": self.subject_text,
            "attribute": self.attribute,
            "qualifiers": dict(self.qualifiers),
            "speaker": self.speaker,
            "time": self.time,
            "locator": self.locator,
            "confidence": self.confidence,
        }
        optional: dict[str, Any] = {
            "published": self.published, "as_of": self.as_of, "id": self.external_id,
        }  # fmt: skip
        if self.explanation is not None:
            optional["explanation"] = self.explanation.to_json()
        return row | {key: value for key, value in optional.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Term:
    """One factor of a derivation: an attribute, the interval used and the claims that give it."""

    attribute: str
    lo: Decimal
    hi: Decimal
    unit: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Derivation:
    """Arithmetic over claims: ``formula`` as declared, its terms, and what comes out."""

    formula: str
    terms: tuple[Term, ...]
    result_lo: Decimal
    result_hi: Decimal
    result_unit: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What the reconciler says about a set of claims.

    ``claim_ids`` holds every claim that takes part, ``values`` the ids of the competing ones
    only, grouped by value. ``likely_value`` is in ``likely_unit``, a canonical unit.
    """

    kind: FindingKind
    severity: Decimal
    subject: str | None
    attribute: str | None
    qualifiers: Mapping[str, str]
    claim_ids: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    explanation: str
    likely_value: Decimal | None = None
    likely_unit: str | None = None
    likely_cause: str | None = None
    derivation: Derivation | None = None

    @property
    def id(self) -> str:
        """The content hash of the finding: the same claims and kind give the same id."""
        formula = self.derivation.formula if self.derivation else None
        return content_hash([self.kind, sorted(self.claim_ids), formula])


def content_hash(value: Any) -> str:
    """SHA-256 in hex of a value's canonical JSON (sorted keys, no blanks, decimals as strings)."""
    return hashlib.sha256(_canonical_json(value).encode("utf-8", "surrogatepass")).hexdigest()


def plain_hash(value: Any) -> str:
    """The same as :func:`content_hash` of texts, integers and nothing, in lists and objects: a
    value without decimals. Takes a third of the time."""
    return hashlib.sha256(plain_json(value)).hexdigest()


def plain_json(value: Any) -> bytes:
    """What :func:`plain_hash` is the hash of."""
    try:
        return _encoder()(value)
    except (UnicodeEncodeError, OverflowError):  # half a surrogate pair, an integer of 65 bits
        return _canonical_json(value).encode("utf-8", "surrogatepass")


@cache
def _encoder() -> Callable[[Any], bytes]:
    import msgspec  # loaded late: looking something up takes no hash

    return msgspec.json.Encoder(order="sorted").encode


def is_date(text: str) -> bool:
    """Whether a text is an ISO 8601 day, month or year: 2023-07-18, 2023-07 or 2023."""
    if _DATE.fullmatch(text) is None:
        return False
    try:
        datetime.date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        return False
    return True


def plain(number: Decimal) -> str:
    """A decimal in plain notation without needless zeros: ``1.50E+2`` gives ``150``."""
    digits = str(number)
    if digits.isdecimal():  # most are whole
        return digits
    if "E" in digits:
        digits = format(number, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits in ("-0", "") else digits


def are_short(numbers: Iterable[Decimal | None]) -> bool:
    """Whether the numbers that there are have up to 40 digits and no exponent: most are so."""
    texts = [str(number) for number in numbers if number is not None]
    all_digits = "".join(texts)
    return not all_digits.strip(_DIGITS) and (
        len(all_digits) <= _SHORT or max(map(len, texts)) <= _SHORT
    )


def significant_digits(number: Decimal) -> int:
    """How many digits a finite number has, zeros at its end left out: 1E+500 has one."""
    digits = str(number).lstrip("-0.")
    if digits.isdecimal():
        return len(digits.rstrip("0"))
    digits = "".join(map(str, number.as_tuple().digits))
    return len(digits.rstrip("0"))


# What a terminal obeys, and what turns or hides the text around it; half a surrogate pair as well.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def escaped(text: str) -> str:
    """A text in which control characters and changes of its direction are seen as escapes.

    Line feeds and tabs stay, so that it may be lines and columns.
    """
    return UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How text begins that a spreadsheet may take for a formula."""
_PLAIN_NUMBER = re.compile(r"-[0-9]+(?:\.[0-9]+)?")


def harmless(text: str) -> str:
    """A text as a spreadsheet may have it: set off by an apostrophe where it could be a formula.

    A negative number stays a number.
    """
    if text.startswith(FORMULA_STARTS) and not _PLAIN_NUMBER.fullmatch(text):
        return "'" + text
    return text


def dumps(value: Any) -> str:
    """JSON on one line in which every ``Decimal`` is a number literal with all its digits."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(k)}: {dumps(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(dumps(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _canonical(item: Any) -> str:
    if isinstance(item, Decimal):
        return plain(item)
    raise TypeError(f"not serialisable: {type(item).__name__}")


_canonical_json = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_canonical
).encode


def _occurrence_json(occurrence: Occurrence | None) -> dict[str, Any] | None:
    if occurrence is None:
        return None
    return {"source_id": occurrence.source_id, "start": occurrence.start}


def _claim_identity(claim: Claim) -> list[Any]:
    value = claim.value
    return [
        claim.source_id, claim.start, claim.end, claim.value_text, claim.quote,
        claim.subject, claim.attribute, dict(claim.qualifiers), claim.modality, claim.speaker,
        claim.time, _digits(value.lo), _digits(value.hi), value.unit, value.modifier, value.date,
        claim.as_of,
    ]  # fmt: skip


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)
