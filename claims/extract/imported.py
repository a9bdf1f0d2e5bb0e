"""Claims made elsewhere: JSON lines of the streaming contract, checked one by one."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, get_args

import msgspec

from claims.quantities import canonical
from claims.quantities.numbers.numerals import RATES
from claims.records import (
    Claim,
    Modality,
    Modifier,
    Occurrence,
    Value,
    are_short,
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
_YEAR = re.compile(r"-?[0-9]{4,12}")
_ALLOWED = {"modality": get_args(Modality), "modifier": get_args(Modifier)}
_ONE = Decimal(1)
_ENDS = ("lo", "hi", "canonical_lo", "canonical_hi")
# What msgspec says of a field: what is wrong, and behind it the field's place.
_SAID = re.compile(r"(.*?)(?: - at `(?:key in )?\$\.?(.*)`)?", re.DOTALL)


class _First(msgspec.Struct, gc=False):
    source_id: str
    start: Decimal


class _Line(msgspec.Struct, gc=False):
    """One line; what it does not say is unknown."""

    source: str
    quote: str
    source_id: str | None = None
    start: Decimal | None = None
    end: Decimal | None = None
    value_text: str | None = None
    lo: Decimal | None = None
    hi: Decimal | None = None
    unit: str | None = None
    canonical_lo: Decimal | None = None
    canonical_hi: Decimal | None = None
    canonical_unit: str | None = None
    step: Decimal | msgspec.UnsetType | None = msgspec.UNSET
    date: str | None = None
    duplicate_of: _First | None = None
    modifier: Modifier = "exact"
    modality: Modality = "asserted"
    subject: str | None = None
    subject_text: str | None = None
    attribute: str | None = None
    qualifiers: dict[str, str] = {}
    speaker: str | None = None
    time: str | None = None
    locator: str | None = None
    confidence: Decimal | None = _ONE
    id: str | None = None
    external_id: str | None = None
    published: str | None = None
    as_of: str | None = None


_decode = msgspec.json.Decoder(_Line).decode


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
            yield _claim(_line(text), vocabulary)
        except ValueError as error:
            refuse(f"{name}:{number}: {error}")
        except RecursionError:
            refuse(f"{name}:{number}: values within values, too deep to be read")


def claim_of(fields: Mapping[str, Any], vocabulary: Vocabulary) -> Claim:
    """The claim that fields of the streaming contract state, not yet checked against a source.

    Numbers are ``Decimal`` or decimal strings. Raises ``ValueError`` in one line that names the
    field: a field is missing or of the wrong form, or canonical values disagree with the unit.
    """
    return _claim(_converted(fields), vocabulary)


def _line(text: str) -> _Line:
    try:
        return _decode(text)
    except (msgspec.MsgspecError, UnicodeEncodeError):
        # What is wrong with it, a reader says that reads all of it; and takes half a surrogate
        # pair, which is refused where the claim is named.
        return _converted(_parse(text))


def _converted(fields: Mapping[str, Any]) -> _Line:
    try:
        return msgspec.convert(fields, _Line)
    except msgspec.ValidationError as error:
        said = _SAID.fullmatch(str(error))
    what, where = said.groups() if said else ("", "")
    if where in _ALLOWED:
        what = f"must be one of {', '.join(_ALLOWED[where])}"
    raise ValueError(f"{where or 'the line'}: {what}")


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
    first = line.duplicate_of
    _not_empty(line)
    return Claim(
        source=line.source,
        source_id=_source_id(line),
        start=_offset("start", line.start),
        end=_offset("end", line.end),
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
        confidence=_share("confidence", line.confidence),
        duplicate_of=_occurrence("duplicate_of", first) if first else None,
        published=_date("published", line.published),
        as_of=_date("as_of", line.as_of),
        external_id=line.id if line.external_id is None else line.external_id,
        checked=False,
    )


def _not_empty(line: _Line) -> None:
    """What is not known is null, and no text without a character."""
    names = ("subject", line.subject), ("attribute", line.attribute), ("unit", line.unit)
    for name, said in names:
        if said is not None and not said.strip():
            raise ValueError(f"{name}: is empty; write null for what is not known")


def _source_id(line: _Line) -> str:
    """The one given, or the hash of the source's name."""
    if line.source_id is None:
        return _hash_of(line.source)
    return _hash("source_id", line.source_id)


@lru_cache(maxsize=4096)
def _hash_of(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()


def _hash(name: str, value: str) -> str:
    if _HASH.fullmatch(value) is None:
        raise ValueError(f"{name}: must be the 64 hex digits of a SHA-256, in small letters")
    return value


def _occurrence(name: str, first: _First) -> Occurrence:
    start = _offset(f"{name}.start", first.start)
    return Occurrence(_hash(f"{name}.source_id", first.source_id), start or 0)


def _offset(name: str, value: Decimal | None) -> int | None:
    if value is None:
        return None
    if not value.is_finite() or value.adjusted() > MAX_OFFSET_DIGITS or value != int(value):
        raise ValueError(f"{name}: must be an integer, counted in characters")
    return int(value)


def _date(name: str, value: str | None) -> str | None:
    if value is not None and not is_date(value):
        raise ValueError(f"{name}: must be an ISO 8601 date, like 2023-07-18, 2023-07 or 2023")
    return value


def _moment(value: str | None) -> str | None:
    """A point or stretch of time as the reader of dates writes it, with any year."""
    if value is not None:
        ends = value.split("/")
        if len(ends) > 2 or not all(is_date(end) or _YEAR.fullmatch(end) for end in ends):
            raise ValueError(
                "date: must be an ISO 8601 date, like 2023-07-18, 2023-07 or 2023, or two with a "
                "slash between them"
            )
    return value


def _share(name: str, value: Decimal | None) -> Decimal:
    if value is None:
        return _ONE
    if not 0 <= _finite(name, value) <= 1:
        raise ValueError(f"{name}: {_shown(value)} is not within 0 and 1")
    return value


def _finite(name: str, value: Decimal) -> Decimal:
    """A number, if it is one that can be worked with."""
    if are_short((value,)) or (
        value.is_finite()
        and abs(value.adjusted()) <= MAX_EXPONENT
        and significant_digits(value) <= MAX_DIGITS
    ):
        return value
    raise ValueError(f"{name}: outside {MAX_DIGITS} digits and exponents of ±{MAX_EXPONENT}")


def _shown(number: Decimal | None) -> str:
    """A number in a message, which thousands of digits would make unreadable."""
    digits = str(number)
    return digits if len(digits) <= MAX_SHORT else f"{digits[:MAX_SHORT]}…"


def _value(line: _Line, vocabulary: Vocabulary) -> Value:
    numbers = (line.lo, line.hi, line.canonical_lo, line.canonical_hi)
    if not are_short(numbers):
        for name, number in zip(_ENDS, numbers, strict=True):
            if number is not None:
                _finite(name, number)
    if line.lo is not None and line.hi is not None and line.lo > line.hi:
        raise ValueError(f"lo {_shown(line.lo)} is greater than hi {_shown(line.hi)}")
    lo, hi, unit = _canonical(line, vocabulary)
    date = _moment(line.date)
    return Value(line.lo, line.hi, line.unit, lo, hi, unit, line.modifier, _step(line), date)


def _canonical(
    line: _Line, vocabulary: Vocabulary
) -> tuple[Decimal | None, Decimal | None, str | None]:
    """The canonical values: those given, checked where the unit is known; else computed."""
    if line.unit is None:
        return line.canonical_lo, line.canonical_hi, line.canonical_unit
    spec = vocabulary.units.get(line.unit)
    base = canonical(Decimal(0), line.unit, vocabulary)[1] if spec is None else spec.base
    base = base or line.unit
    known = base != line.unit or spec is not None
    if not known and line.canonical_unit is not None:
        return line.canonical_lo, line.canonical_hi, line.canonical_unit
    unit, worth = _unit_of_attribute(line.attribute, base, vocabulary)
    if known and line.canonical_unit not in (None, base, unit):
        raise ValueError(
            f"canonical_unit {line.canonical_unit!r} is not {base!r}, as of {line.unit}"
        )
    given_in = worth if line.canonical_unit == base else _ONE
    ends: list[Decimal | None] = []
    for number, given, name in (
        (line.lo, line.canonical_lo, "canonical_lo"),
        (line.hi, line.canonical_hi, "canonical_hi"),
    ):
        if ends and number == line.lo and given == line.canonical_lo:
            ends.append(ends[0])
            continue
        computed = None if number is None else canonical(number, line.unit, vocabulary)[0]
        if computed is not None and worth != 1:
            computed = RATES.divide(computed, worth)
        if given is not None and (computed is None or not _agree(given, computed * given_in)):
            raise ValueError(
                f"{name} {_shown(given)} disagrees with {_shown(number)} {line.unit} = "
                f"{_shown(computed)} {unit}"
            )
        ends.append(computed)
    return ends[0], ends[1], unit


def _unit_of_attribute(key: str | None, base: str, vocabulary: Vocabulary) -> tuple[str, Decimal]:
    """The canonical unit of an attribute of this dimension, and what it is worth in ``base``: an
    age is compared in years, whatever the base unit of time is."""
    spec = vocabulary.attributes.get(key or "")
    if spec is None or vocabulary.base(spec.unit)[0] != base:
        return base, _ONE
    return spec.unit, vocabulary.base(spec.unit)[1]


def _agree(left: Decimal, right: Decimal) -> bool:
    return left == right or abs(left - right) <= AGREEMENT * max(abs(left), abs(right))


def _step(line: _Line) -> Decimal | None:
    """The worth of the last digit: as given, or else of that which the line's numbers write."""
    if line.step is not msgspec.UNSET:
        return None if line.step is None else _finite("step", line.step)
    numbers = [number for number in (line.lo, line.hi) if number is not None]
    if "".join(map(str, numbers)).isdecimal():  # most are whole
        return _ONE
    exponents = [number.as_tuple().exponent for number in numbers]
    whole = [exponent for exponent in exponents if isinstance(exponent, int)]
    return _ONE.scaleb(min(0, *whole)) if whole else None
