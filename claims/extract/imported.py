"""Claims made elsewhere: JSON lines of the streaming contract, checked one by one."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from claims.quantities import canonical
from claims.records import (
    Claim,
    Modality,
    Modifier,
    Occurrence,
    Value,
    is_date,
    significant_digits,
)
from claims.vocabulary import Vocabulary

# Two canonical values agree if they differ by no more than rounding in their last digits.
AGREEMENT = Decimal("1e-9")
MAX_EXPONENT = 10_000
MAX_DIGITS = 400
MAX_SHORT = 40
MAX_OFFSET_DIGITS = 18
_HASH = re.compile(r"[0-9a-f]{64}")


def _number(value: Any) -> Any:
    """A JSON number or a decimal string as a finite Decimal."""
    if value is None or (isinstance(value, Decimal) and _is_short(str(value))):
        return value
    if isinstance(value, Decimal):
        number = value
    elif isinstance(value, str):
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise ValueError(f"{value[:40]!r} is no number") from None
    else:
        raise ValueError("must be a number or a decimal string")
    if number is not None and not (
        number.is_finite()
        and abs(number.adjusted()) <= MAX_EXPONENT
        and significant_digits(number) <= MAX_DIGITS
    ):
        raise ValueError(f"outside {MAX_DIGITS} digits and exponents of ±{MAX_EXPONENT}")
    return number


def _is_short(digits: str) -> bool:
    return len(digits) <= MAX_SHORT and digits.replace(".", "", 1).isdecimal()


def _offset(value: Any) -> Any:
    """A JSON number, read as Decimal, as the integer that it is."""
    if not isinstance(value, Decimal):
        return value
    if not value.is_finite() or value.adjusted() > MAX_OFFSET_DIGITS or value != int(value):
        raise ValueError("must be an integer, counted in characters")
    return int(value)


def _share(value: Any) -> Any:
    number = _number(value)
    if number is not None and not 0 <= number <= 1:
        raise ValueError(f"{number} is not within 0 and 1")
    return number


def _hash(value: Any) -> Any:
    if value is not None and not (isinstance(value, str) and _HASH.fullmatch(value)):
        raise ValueError("must be the 64 hex digits of a SHA-256, in small letters")
    return value


def _date(value: Any) -> Any:
    if value is not None and not is_date(str(value)):
        raise ValueError("must be an ISO 8601 date, like 2023-07-18, 2023-07 or 2023")
    return value


Number = Annotated[Decimal | None, BeforeValidator(_number)]
Offset = Annotated[int | None, BeforeValidator(_offset)]
Share = Annotated[Decimal | None, BeforeValidator(_share)]
SourceId = Annotated[str | None, BeforeValidator(_hash)]
Day = Annotated[str | None, BeforeValidator(_date)]


class _First(BaseModel):
    source_id: Annotated[str, BeforeValidator(_hash)]
    start: Annotated[int, BeforeValidator(_offset)]


class _Line(BaseModel):
    """One line; what it does not say is unknown."""

    model_config = ConfigDict(extra="ignore")

    source: str
    quote: str
    source_id: SourceId = None
    start: Offset = None
    end: Offset = None
    value_text: str | None = None
    lo: Number = None
    hi: Number = None
    unit: str | None = None
    canonical_lo: Number = None
    canonical_hi: Number = None
    canonical_unit: str | None = None
    step: Number = None
    date: str | None = None
    duplicate_of: _First | None = None
    modifier: Modifier = "exact"
    modality: Modality = "asserted"
    subject: str | None = None
    subject_text: str | None = None
    attribute: str | None = None
    qualifiers: dict[str, str] = Field(default_factory=dict)
    speaker: str | None = None
    time: str | None = None
    locator: str | None = None
    confidence: Share = Decimal(1)
    id: str | None = None
    external_id: str | None = None
    published: Day = None
    as_of: Day = None


def read_claims(
    lines: Iterable[str],
    name: str,
    vocabulary: Vocabulary,
    refuse: Callable[[str], None],
    first: int = 1,
) -> Iterator[Claim]:
    """The claims of JSON lines, in order; ``first`` is the number of the first line.

    A line that is no claim, or whose canonical values disagree with its unit, is left out and
    said to ``refuse`` with the file's ``name`` and the line's number.
    """
    for number, text in enumerate(lines, first):
        if not text.strip():
            continue
        try:
            yield claim_of(_parse(text), vocabulary)
        except (ValueError, RecursionError) as error:
            refuse(f"{name}:{number}: {error}")


def claim_of(fields: Mapping[str, Any], vocabulary: Vocabulary) -> Claim:
    """The claim that fields of the streaming contract state, not yet checked against a source.

    Numbers are ``Decimal`` or decimal strings. Raises ``ValueError`` in one line that names the
    field: a field is missing or of the wrong form, or canonical values disagree with the unit.
    """
    try:
        return _claim(_Line.model_validate(fields), vocabulary)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the line"
        reason = f"{where}: {first['msg'].removeprefix('Value error, ')}"
    raise ValueError(reason)


def _parse(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text, parse_float=_literal, parse_int=_literal, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at character {error.pos}") from None
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    return data


def _literal(written: str) -> Decimal:
    try:
        return Decimal(written)
    except InvalidOperation:  # an exponent that no Decimal has
        raise ValueError(f"{written[:40]} is outside all measure") from None


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")


def _claim(line: _Line, vocabulary: Vocabulary) -> Claim:
    source_id = line.source_id or hashlib.sha256(line.source.encode("utf-8", "replace")).hexdigest()
    first = line.duplicate_of
    return Claim(
        source=line.source,
        source_id=source_id,
        start=line.start,
        end=line.end,
        value_text=line.value_text,
        quote=line.quote,
        value=_value(line, vocabulary),
        subject=line.subject,
        subject_text=line.subject_text,
        attribute=line.attribute,
        qualifiers=line.qualifiers,
        modality=line.modality,
        speaker=line.speaker,
        time=line.time,
        locator=line.locator,
        confidence=Decimal(1) if line.confidence is None else line.confidence,
        duplicate_of=Occurrence(first.source_id, first.start) if first else None,
        published=line.published,
        as_of=line.as_of,
        external_id=line.id if line.external_id is None else line.external_id,
        checked=False,
    )


def _value(line: _Line, vocabulary: Vocabulary) -> Value:
    if line.lo is not None and line.hi is not None and line.lo > line.hi:
        raise ValueError(f"lo {line.lo} is greater than hi {line.hi}")
    lo, hi, unit = _canonical(line, vocabulary)
    return Value(line.lo, line.hi, line.unit, lo, hi, unit, line.modifier, _step(line), line.date)


def _canonical(
    line: _Line, vocabulary: Vocabulary
) -> tuple[Decimal | None, Decimal | None, str | None]:
    """The canonical values: those given, checked where the unit is known; else computed."""
    if line.unit is None:
        return line.canonical_lo, line.canonical_hi, line.canonical_unit
    base = canonical(Decimal(0), line.unit, vocabulary)[1]
    known = base != line.unit or line.unit in vocabulary.units
    if not known and line.canonical_unit is not None:
        return line.canonical_lo, line.canonical_hi, line.canonical_unit
    if known and line.canonical_unit not in (None, base):
        raise ValueError(
            f"canonical_unit {line.canonical_unit!r} is not {base!r}, as of {line.unit}"
        )
    ends: list[Decimal | None] = []
    for number, given, name in (
        (line.lo, line.canonical_lo, "canonical_lo"),
        (line.hi, line.canonical_hi, "canonical_hi"),
    ):
        if ends and number == line.lo and given == line.canonical_lo:
            ends.append(ends[0])
            continue
        computed = None if number is None else canonical(number, line.unit, vocabulary)[0]
        if given is not None and (computed is None or not _agree(given, computed)):
            raise ValueError(
                f"{name} {given} disagrees with {number} {line.unit} = {computed} {base}"
            )
        ends.append(computed)
    return ends[0], ends[1], base


def _agree(left: Decimal, right: Decimal) -> bool:
    return left == right or abs(left - right) <= AGREEMENT * max(abs(left), abs(right))


def _step(line: _Line) -> Decimal | None:
    """The worth of the last digit: as given, or else of that which the line's numbers write."""
    if "step" in line.model_fields_set:
        return line.step
    exponents = [number.as_tuple().exponent for number in (line.lo, line.hi) if number is not None]
    whole = [exponent for exponent in exponents if isinstance(exponent, int)]
    return Decimal(1).scaleb(min(0, *whole)) if whole else None
