"""Finding claims by words and by filters."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, literal, or_, select

from claims.ledger import schema
from claims.ledger.dialect import Dialect
from claims.ledger.lookup import (
    claim_is_current,
    claim_order,
    claims_by_id,
    each_value,
    is_confident,
    same,
)
from claims.ledger.records import StoredClaim
from claims.ledger.rows import MAX_WORD_CHARACTERS, fold, words_of
from claims.ledger.terms import Term, indexed, terms_of
from claims.records import Value

_MIN_ID = 6
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Search:
    """What claims are looked for; see :meth:`claims.ledger.Ledger.find`."""

    words: str = ""
    subject: str | None = None
    attribute: str | None = None
    unit: str | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    speaker: str | None = None
    source: str | None = None
    modality: str | None = None
    min_confidence: Decimal | None = None
    include_duplicates: bool = False
    limit: int | None = None


def find(connection: Connection, dialect: Dialect, search: Search) -> list[StoredClaim]:
    """The claims that are looked for, best match first."""
    terms = terms_of(search.words)
    if search.words.strip() and not terms:
        return []
    statement = select(schema.claim.c.id).where(
        claim_is_current,
        *_conditions(connection, dialect, search),
        *_words(dialect, terms),
        *_numbers(search, dialect),
    )
    rank: ColumnElement[int] = sum((_rank(dialect, term) for term in terms), start=literal(0))
    confidence = schema.claim.c.confidence_number.desc()
    ranked = (rank.desc(), confidence) if terms else (confidence,)
    statement = statement.order_by(*ranked, *claim_order)
    if search.minimum is None and search.maximum is None and search.min_confidence is None:
        statement = statement.limit(search.limit)  # nothing is left to be sieved out
    with (
        connection.execution_options(yield_per=_BATCH).execute(statement) as ids,
        closing(_within(connection, ids.scalars().partitions(), search)) as found,
    ):
        return list(islice(found, search.limit))


def _conditions(
    connection: Connection, dialect: Dialect, search: Search
) -> Iterator[ColumnElement[bool]]:
    table = schema.claim.c
    if search.subject is not None:
        among = _subjects(dialect, search.subject)
        yield table.subject.in_(same(connection, table.subject, search.subject, among))
    if search.attribute is not None:
        among = each_value(table.attribute)
        yield table.attribute.in_(same(connection, table.attribute, search.attribute, among))
    if search.speaker is not None:
        yield table.speaker.in_(same(connection, table.speaker, search.speaker))
    if search.unit is not None:
        own = table.unit.in_(same(connection, table.unit, search.unit))
        base = table.canonical_unit.in_(same(connection, table.canonical_unit, search.unit))
        yield or_(own, base)
    if search.source is not None:
        yield table.source_id.in_(_source_ids(connection, search.source))
    if search.modality is not None:
        yield table.modality == search.modality
    if search.min_confidence is not None:
        yield is_confident(dialect, search.min_confidence)
    if not search.include_duplicates:
        yield table.duplicate_source_id.is_(None)


def _subjects(dialect: Dialect, wanted: str) -> Select[Any] | None:
    """The subjects of the claims that have all words of the one that is wanted."""
    words = dict.fromkeys((word[:MAX_WORD_CHARACTERS], False) for word in words_of(wanted))
    if not words:
        return None
    subject = schema.claim.c.subject
    return select(subject).where(dialect.has_words(list(words))).distinct()


def _words(dialect: Dialect, terms: list[Term]) -> Iterator[ColumnElement[bool]]:
    """That every term is there: by the index, and in the text what it was not asked for."""
    asked = indexed(terms)
    if asked:
        yield dialect.has_words(asked)
    for term in terms:
        if len(term.words) > 1 or (term.words[0], term.is_open) not in asked:
            yield dialect.position(schema.claim.c.search_text, term.pattern) > 0


def _rank(dialect: Dialect, term: Term) -> ColumnElement[int]:
    """Subject and attribute come first in the text; a whole word is better than a beginning, and
    the number's own words are better than those around it."""
    text = schema.claim.c.search_text

    def first(part: str) -> ColumnElement[int]:
        return dialect.position(text, part)

    open_, closed = term.pattern, term.closed.pattern
    return case(
        (first(closed).between(1, first("|")), 4),
        (first(open_).between(1, first("|")), 3),
        (first(open_).between(1, first("/")), 2),
        (first(closed) > 0, 1),
        else_=0,
    )


def _numbers(search: Search, dialect: Dialect) -> Iterator[ColumnElement[bool]]:
    """A first sieve on the numeric columns, no finer than they are exact."""
    table = schema.claim.c
    if search.minimum is not None:
        bound = dialect.bound(search.minimum, -1)
        sides = [(table.lo_number, table.hi_number)] if search.unit is not None else []
        sides.append((table.canonical_lo_number, table.canonical_hi_number))
        yield or_(*(or_(lo >= bound, hi >= bound) for lo, hi in sides))
    if search.maximum is not None:
        bound = dialect.bound(search.maximum, 1)
        sides = [(table.lo_number, table.hi_number)] if search.unit is not None else []
        sides.append((table.canonical_lo_number, table.canonical_hi_number))
        yield or_(*(or_(lo <= bound, hi <= bound) for lo, hi in sides))


def _within(
    connection: Connection, batches: Iterable[Sequence[str]], search: Search
) -> Generator[StoredClaim, None, None]:
    """The claims of these ids that are exactly within the limits."""
    unit = None if search.unit is None else fold(search.unit)
    least = search.min_confidence
    for ids in batches:
        for claim in claims_by_id(connection, ids):
            if least is not None and claim.claim.confidence < least:
                continue
            if _fits(claim.claim.value, unit, search.minimum, search.maximum):
                yield claim


def _fits(value: Value, unit: str | None, minimum: Decimal | None, maximum: Decimal | None) -> bool:
    """Whether a stated number lies within, or a stated range reaches across.

    The limits are in ``unit`` where the claim is stated in it, else in the canonical unit.
    """
    if minimum is None and maximum is None:
        return True
    lo, hi = value.canonical_lo, value.canonical_hi
    if unit is not None and fold(value.unit or "") == unit:
        lo, hi = value.lo, value.hi
    lo, hi = (hi if lo is None else lo), (lo if hi is None else hi)
    if lo is None or hi is None:
        return False
    return (minimum is None or hi >= minimum) and (maximum is None or lo <= maximum)


def _source_ids(connection: Connection, wanted: str) -> list[str]:
    """The sources that ``wanted`` names: by id prefix, URI, file name or title."""
    source, document = schema.source, schema.document
    statement = select(source.c.id, source.c.uri, document.c.title).outerjoin(
        document, document.c.source_id == source.c.id
    )
    folded = fold(wanted).strip()
    return [
        source_id
        for source_id, uri, title in connection.execute(statement)
        if (len(wanted) >= _MIN_ID and source_id.startswith(wanted.lower()))
        or wanted in (uri, uri.rstrip("/").rpartition("/")[2])
        or (folded and folded in fold(title or ""))
    ]
