"""Looking up by id, and listing what the ledger holds.

Every function here works within the read transaction of the connection it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    func,
    select,
)

from claims.errors import QueryError
from claims.ledger import schema
from claims.ledger.dialect import Dialect
from claims.ledger.moments import NOW, Moment
from claims.ledger.records import (
    MIN_PREFIX,
    Context,
    StoredClaim,
)
from claims.ledger.reviews import merged_subjects, names_of
from claims.ledger.rows import CHUNK, CLAIM_COLUMNS, chunks, to_claim, words_of
from claims.records import Claim

_LAST = "\U0010ffff"

claim_is_current = NOW.claim_is_current()
claim_order = (
    schema.claim.c.subject.asc().nulls_last(),
    schema.claim.c.attribute.asc().nulls_last(),
    schema.claim.c.id,
)


def resolve(connection: Connection, column: Column[Any], prefix: str, kind: str) -> str:
    """The one id in ``column`` that begins with ``prefix``.

    Raises :class:`QueryError` for a prefix of less than six characters, of no id or of
    several; ``kind`` says in the message what was looked for.
    """
    prefix = prefix.strip().lower()
    if len(prefix) < MIN_PREFIX:
        raise QueryError(
            f"{prefix!r} is too short for the id of a {kind}; give {MIN_PREFIX} characters or more"
        )
    if "\0" in prefix or not prefix.isprintable():
        raise QueryError(f"{prefix!r} is not the id of a {kind}")
    statement = (
        select(column)
        .distinct()
        .where(column >= prefix, column < prefix + _LAST)
        .order_by(column)
        .limit(6)
    )
    found = list(connection.scalars(statement))
    if not found:
        raise QueryError(f"no {kind} has an id that begins with {prefix!r}")
    if len(found) > 1 and found[0] != prefix:
        listed = ", ".join(candidate[: len(prefix) + 8] for candidate in found[:5])
        more = ", …" if len(found) > 5 else ""
        raise QueryError(f"{prefix!r} begins the ids of several {kind}s: {listed}{more}")
    return str(found[0])


def claims_select() -> Select[Any]:
    """All claims with their source's title and date, in no order."""
    claim, document = schema.claim, schema.document
    columns = [claim.c[name] for name in CLAIM_COLUMNS]
    return select(
        *columns,
        claim.c.run_id,
        document.c.title.label("source_title"),
        document.c.published.label("source_published"),
    ).select_from(claim.outerjoin(document, document.c.source_id == claim.c.source_id))


def stored(row: Row[Any]) -> StoredClaim:
    """The claim in a row of :func:`claims_select`."""
    columns = row._asdict()
    claim = to_claim(columns)
    return StoredClaim(
        id=columns["id"],
        claim=claim,
        run_id=columns["run_id"],
        source_title=columns["source_title"],
        published=claim.published or columns["source_published"],
    )


def claim_by_prefix(connection: Connection, prefix: str, moment: Moment = NOW) -> StoredClaim:
    """The claim whose id begins with ``prefix``, a withdrawn one as well."""
    claim_id = resolve(connection, schema.claim.c.id, prefix, "claim")
    found = claims_by_id(connection, [claim_id], moment.knows(schema.claim))
    if not found:
        raise QueryError(f"the ledger did not know the claim {prefix!r} at {moment.time}")
    return found[0]


def claims_by_id(
    connection: Connection, ids: Iterable[str], *conditions: ColumnElement[bool]
) -> list[StoredClaim]:
    """The claims of these ids in the order of the ids; unknown ids are left out, and claims that
    do not fulfil the conditions."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, StoredClaim] = {}
    for chunk in chunks(wanted):
        rows = connection.execute(claims_select().where(schema.claim.c.id.in_(chunk), *conditions))
        found |= {row.id: stored(row) for row in rows}
    return [found[claim_id] for claim_id in wanted if claim_id in found]


def is_confident(dialect: Dialect, least: Decimal) -> ColumnElement[bool]:
    """The condition of a confidence of ``least`` or more, no finer than the column is exact."""
    enough: ColumnElement[bool] = schema.claim.c.confidence_number >= dialect.bound(least, -1)
    return enough


def all_claims(
    connection: Connection,
    dialect: Dialect,
    *,
    min_confidence: Decimal | None,
    include_duplicates: bool,
    moment: Moment = NOW,
) -> Iterator[StoredClaim]:
    """All current claims by subject, attribute and id, read as they are asked for."""
    least = Decimal(0) if min_confidence is None else min_confidence
    statement = claims_select().where(moment.claim_is_current()).order_by(*claim_order)
    if not include_duplicates:
        statement = statement.where(schema.claim.c.duplicate_source_id.is_(None))
    if min_confidence is not None:
        statement = statement.where(is_confident(dialect, min_confidence))
    with connection.execution_options(yield_per=CHUNK).execute(statement) as rows:
        for row in rows:
            claim = stored(row)
            if claim.claim.confidence >= least:
                yield claim


def count_claims(
    connection: Connection,
    dialect: Dialect,
    min_confidence: Decimal | None = None,
    moment: Moment = NOW,
) -> int:
    """How many current claims there are of ``min_confidence`` or more."""
    statement = select(func.count()).select_from(schema.claim).where(moment.claim_is_current())
    if min_confidence is not None:
        statement = statement.where(is_confident(dialect, min_confidence))
    return connection.scalar(statement) or 0


def context(connection: Connection, claim: Claim, characters: int) -> Context | None:
    """The claim's value in its source's text; ``None`` if the text or the place is unknown."""
    if claim.start is None or claim.end is None:
        return None
    text, first = schema.document.c.text, max(0, claim.start - characters)
    statement = select(
        func.substr(text, first + 1, claim.start - first),
        func.substr(text, claim.start + 1, claim.end - claim.start),
        func.substr(text, claim.end + 1, characters),
    ).where(schema.document.c.source_id == claim.source_id)
    row = connection.execute(statement).first()
    return None if row is None else Context(*row)


def same(
    connection: Connection, column: Column[Any], wanted: str, among: Select[Any] | None = None
) -> list[str]:
    """The values in ``column`` that are ``wanted``, or differ from it in case and blanks only.

    ``among`` selects values that these are among; all values of the column, if it is not given.
    """
    if "\0" in wanted:
        return []
    if connection.scalar(select(column).where(column == wanted).limit(1)) is not None:
        return [wanted]
    words = words_of(wanted)
    if among is None:
        among = select(column).where(column.is_not(None)).distinct()
    values = connection.scalars(among)
    return sorted(value for value in values if value is not None and words_of(value) == words)


def each_value(column: Column[Any]) -> Select[Any]:
    """Each value of a column once, by steps through its index from one to the next: for a column
    of few values in many rows, which the engines would read all."""
    found = select(func.min(column).label("value")).cte(recursive=True)
    following = select(func.min(column)).where(column > found.c.value).scalar_subquery()
    found = found.union_all(select(following).where(found.c.value.is_not(None)))
    return select(found.c.value).where(found.c.value.is_not(None))


def subject_names(
    connection: Connection,
    column: Column[Any],
    wanted: str,
    moment: Moment = NOW,
    among: Select[Any] | None = None,
) -> list[str]:
    """The values in ``column`` that name the subject ``wanted``, those merged with it too.

    ``among`` is as in :func:`same`.
    """
    merges = merged_subjects(connection, moment)
    return names_of(same(connection, column, wanted, among), merges, wanted)
