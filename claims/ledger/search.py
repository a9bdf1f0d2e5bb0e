"""Finding claims by words and by filters."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, literal, or_, select

from claims.ledger import schema
from claims.ledger.dialect import Dialect
from claims.ledger.lookup import (
    claim_order,
    claims_by_id,
    each_value,
    is_confident,
    same,
    subject_names,
)
from claims.ledger.moments import NOW, Moment
from claims.ledger.records import MIN_PREFIX, StoredClaim
from claims.ledger.reviews import (
    corrected_claims,
    corrected_names,
    merged_subjects,
    named_with,
    with_reviews,
)
from claims.ledger.rows import MAX_WORD_CHARACTERS, claim_row, fold, words_of
from claims.ledger.sampling import sample
from claims.ledger.terms import Term, asked_of, indexed, terms_of
from claims.paths import written
from claims.records import Claim, Value

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


def find(
    connection: Connection, dialect: Dialect, search: Search, moment: Moment = NOW
) -> list[StoredClaim]:
    """The claims that are looked for, best match first; what reviews corrected before them."""
    terms = terms_of(search.words)
    if search.words.strip() and not terms:
        return []
    first = _corrected(connection, dialect, search, terms, moment)
    read = _as_read(connection, dialect, search, terms, moment)
    found = [*first, *with_reviews(connection, read, moment)]
    return found if search.limit is None else found[: search.limit]


def _as_read(
    connection: Connection, dialect: Dialect, search: Search, terms: list[Term], moment: Moment
) -> list[StoredClaim]:
    """The claims that no review corrected, by what was read from their sources."""
    conditions = _matching(connection, dialect, search, terms, moment)
    statement = select(schema.claim.c.id).where(*conditions)
    rank: ColumnElement[int] = sum((_rank(dialect, term) for term in terms), start=literal(0))
    claim = schema.claim.c
    ranked = (rank.desc(),) if terms else ()
    surest = (case((claim.modality == "asserted", 0), else_=1), claim.confidence_number.desc())
    statement = statement.order_by(*ranked, *surest, *claim_order)
    if search.minimum is None and search.maximum is None and search.min_confidence is None:
        statement = statement.limit(search.limit)  # nothing is left to be sieved out
    with (
        connection.execution_options(yield_per=_BATCH).execute(statement) as ids,
        closing(_within(connection, ids.scalars().partitions(), search)) as found,
    ):
        return list(islice(found, search.limit))


def _matching(
    connection: Connection, dialect: Dialect, search: Search, terms: list[Term], moment: Moment
) -> list[ColumnElement[bool]]:
    """What a claim fulfils that is looked for. Of very many that have words that are asked for,
    and nothing else, those of a sample fulfil it."""
    conditions = [
        moment.claim_is_current(),
        schema.claim.c.id.not_in(corrected_claims(moment)),
        *_conditions(connection, dialect, search, moment),
        *_numbers(search, dialect),
    ]
    merges = merged_subjects(connection, moment) if terms else {}
    only_words = replace(search, words="", limit=None, include_duplicates=False) == Search()
    if (
        only_words
        and search.limit is not None
        and not any(named_with(merges, term.pattern) for term in terms)
    ):
        read = [*conditions, *_there(dialect, terms, [])]
        among = sample(connection, dialect, indexed(terms), read, search.limit)
        if among is not None:
            return [*read, among]
    return [*conditions, *_has(dialect, terms, merges)]


def _corrected(
    connection: Connection, dialect: Dialect, search: Search, terms: list[Term], moment: Moment
) -> list[StoredClaim]:
    """The claims that reviews corrected, by what they say since."""
    corrections = list(corrected_names(connection, moment))
    if not corrections:
        return []
    names = None
    if search.subject is not None:
        column = schema.claim.c.subject
        among = _subjects(dialect, search.subject)
        meant = subject_names(connection, column, search.subject, moment, among)
        names = {_words(name) for name in (*meant, search.subject)}
    ids = [
        claim_id
        for claim_id, subject, attribute in corrections
        if (names is None or _words(subject) in names)
        and (search.attribute is None or _words(search.attribute) == _words(attribute))
    ]
    if not ids:
        return []
    sources = None if search.source is None else _source_ids(connection, search.source)
    known = claims_by_id(connection, ids, moment.claim_is_current())
    return [
        item
        for item in with_reviews(connection, known, moment)
        if (sources is None or item.claim.source_id in sources)
        and _says(item.current, search, terms)
    ]


def _says(claim: Claim, search: Search, terms: list[Term]) -> bool:
    """Whether a corrected claim says what is looked for; source, subject and attribute aside."""
    value, text = claim.value, claim_row(claim, claim.id)["search_text"]
    units = {_words(value.unit), _words(value.canonical_unit)}
    return (
        (search.speaker is None or _words(search.speaker) == _words(claim.speaker))
        and all(term.pattern in text for term in terms)
        and (search.unit is None or _words(search.unit) in units)
        and search.modality in (None, claim.modality)
        and (search.min_confidence is None or claim.confidence >= search.min_confidence)
        and (search.include_duplicates or claim.duplicate_of is None)
        and _fits(
            value, None if search.unit is None else fold(search.unit), search.minimum,
            search.maximum,
        )
    )  # fmt: skip


def _words(name: str | None) -> tuple[str, ...]:
    """A name's words, to compare it with another."""
    return tuple(words_of(name or ""))


def _conditions(
    connection: Connection, dialect: Dialect, search: Search, moment: Moment
) -> Iterator[ColumnElement[bool]]:
    table = schema.claim.c
    if search.subject is not None:
        among = _subjects(dialect, search.subject)
        names = subject_names(connection, table.subject, search.subject, moment, among)
        yield table.subject.in_(names)
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


def _has(
    dialect: Dialect, terms: list[Term], merges: Mapping[str, str]
) -> Iterator[ColumnElement[bool]]:
    """That a claim has every term, or goes under a name that has it."""
    asked = indexed(terms)
    names = {term: named_with(merges, term.pattern) for term in terms}
    yield from _there(dialect, [term for term in terms if not names[term]], asked)
    for term, merged in names.items():
        if merged:
            there = and_(*_there(dialect, [term], asked))
            yield or_(there, schema.claim.c.subject.in_(merged))


def _there(
    dialect: Dialect, terms: list[Term], asked: list[tuple[str, bool]]
) -> Iterator[ColumnElement[bool]]:
    """That terms stand in a claim: by the index what it is ``asked`` for, else in the text."""
    words = [word for word in asked_of(terms) if word in asked]
    if words:
        yield dialect.has_words(words)
    for term in terms:
        if len(term.words) > 1 or (term.words[0], term.is_open) not in asked:
            yield dialect.position(schema.claim.c.search_text, term.pattern) > 0


def _rank(dialect: Dialect, term: Term) -> ColumnElement[int]:
    """Subject and attribute come first in the text; a whole word is better than a beginning, and
    the number's own words are better than those around it."""
    text = schema.claim.c.search_text

    def first(part: str) -> ColumnElement[int]:
        return dialect.position(text, part)

    # The text is read again for each of these: the commonest case, around the value, asks least.
    begun, whole = first(term.pattern), first(term.closed.pattern)
    heading_end, value_end = first("|"), first("/")
    return case(
        (begun > heading_end, case((begun < value_end, 2), (whole > 0, 1), else_=0)),
        (whole.between(1, heading_end), 4),
        (begun > 0, 3),
        else_=0,
    )


def _numbers(search: Search, dialect: Dialect) -> Iterator[ColumnElement[bool]]:
    """A first sieve on the numeric columns, no finer than they are exact."""
    table = schema.claim.c
    ends = [table.canonical_lo_number, table.canonical_hi_number]
    if search.unit is not None:
        ends += [table.lo_number, table.hi_number]
    if search.minimum is not None:
        least = dialect.bound(search.minimum, -1)
        yield or_(*(end >= least for end in ends))
    if search.maximum is not None:
        most = dialect.bound(search.maximum, 1)
        yield or_(*(end <= most for end in ends))


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
    wanted = written(wanted)
    folded = fold(wanted).strip()
    return [
        source_id
        for source_id, uri, title in connection.execute(statement)
        if (len(wanted) >= MIN_PREFIX and source_id.startswith(wanted.lower()))
        or wanted in (uri, uri.rstrip("/").rpartition("/")[2])
        or (folded and folded in fold(title or ""))
    ]
