"""What the ledger holds, in lists with counts: sources, subjects and attributes.

Every function here works within the read transaction of the connection it is given, and sees
the ledger up to a moment.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    Subquery,
    and_,
    case,
    distinct,
    func,
    select,
)

from claims.errors import QueryError
from claims.ledger import schema
from claims.ledger.corrections import corrected_name
from claims.ledger.lookup import resolve
from claims.ledger.moments import NOW, Moment
from claims.ledger.records import AttributeCount, StoredSource, SubjectCount
from claims.ledger.reviews import merged_subjects, newest_corrections
from claims.ledger.rows import DOCUMENT_COLUMNS
from claims.ledger.weights import source_weights
from claims.paths import written


def sources(
    connection: Connection, source_id: str | None = None, moment: Moment = NOW
) -> list[StoredSource]:
    """The sources by URI with their counts, without text; or the one of ``source_id``."""
    source, document, passage = schema.source, schema.document, schema.passage
    counts = _claim_counts(moment)
    passages = (
        select(func.count()).where(passage.c.source_id == document.c.source_id).scalar_subquery()
    )
    read = and_(document.c.source_id == source.c.id, moment.knows(document))
    statement = (
        select(
            source.c.id,
            source.c.uri,
            func.coalesce(counts.c.claims, 0).label("claims"),
            func.coalesce(counts.c.repeated, 0).label("repeated"),
            passages.label("passages"),
            *(document.c[name] for name in DOCUMENT_COLUMNS if name != "source_id"),
        )
        .select_from(source)
        .outerjoin(document, read)
        .outerjoin(counts, counts.c.source_id == source.c.id)
        .where(moment.knows(source))
        .order_by(source.c.uri, source.c.id)
    )
    if source_id is not None:
        statement = statement.where(source.c.id == source_id)
    found = [StoredSource(**row._asdict()) for row in connection.execute(statement)]
    locations, weights = _locations(connection, moment), source_weights(connection, moment)
    return [
        replace(item, locations=locations.get(item.id, ()), weight=weights.get(item.id))
        for item in found
    ]


def source_by_prefix(connection: Connection, prefix: str, moment: Moment = NOW) -> StoredSource:
    """The source whose id begins with ``prefix``, or whose URI it is, with its text."""
    prefix = written(prefix)
    by_uri = select(schema.source.c.id).where(schema.source.c.uri == prefix).limit(2)
    found = list(connection.scalars(by_uri)) if "\0" not in prefix else []
    if len(found) == 1:
        source_id = found[0]
    else:
        source_id = resolve(connection, schema.source.c.id, prefix, "source")
    known = sources(connection, source_id, moment)
    if not known:
        raise QueryError(f"the ledger did not know the source {prefix!r} at {moment.time}")
    document = schema.document.c
    read = select(document.text).where(document.source_id == source_id)
    return replace(known[0], text=connection.scalar(read.where(moment.knows(schema.document))))


def subjects(connection: Connection, moment: Moment = NOW) -> list[SubjectCount]:
    """The subjects by name, as corrections and merges have them, with counts that leave out
    repeated claims."""
    rows = connection.execute(_counts(connection, "subject", "attribute", moment))
    return [SubjectCount(*row) for row in rows]


def attributes(connection: Connection, moment: Moment = NOW) -> list[AttributeCount]:
    """The attributes by name, as corrections have them, with counts that leave out repeated
    claims."""
    rows = connection.execute(_counts(connection, "attribute", "subject", moment))
    return [AttributeCount(*row) for row in rows]


def _counts(connection: Connection, of: str, other: str, moment: Moment) -> Select[Any]:
    """Each name with how many claims, names of the ``other`` kind and sources it has."""
    own = _names(connection, moment).c
    return (
        select(
            own[of], func.count(), func.count(distinct(own[other])),
            func.count(distinct(own.source_id)),
        )
        .where(own[of].is_not(None))
        .group_by(own[of])
        .order_by(own[of])
    )  # fmt: skip


def _names(connection: Connection, moment: Moment) -> Subquery:
    """Subject, attribute and source of each current claim that repeats no other, as reviews have
    them."""
    claim, event = schema.claim, newest_corrections(moment).subquery()
    subject = func.coalesce(corrected_name(event.c.correction, "subject"), claim.c.subject)
    attribute = func.coalesce(corrected_name(event.c.correction, "attribute"), claim.c.attribute)
    merges = merged_subjects(connection, moment)
    return (
        select(
            (case(merges, value=subject, else_=subject) if merges else subject).label("subject"),
            attribute.label("attribute"),
            claim.c.source_id,
        )
        .select_from(claim.outerjoin(event, event.c.claim_id == claim.c.id))
        .where(claim.c.duplicate_source_id.is_(None), moment.claim_is_current())
        .subquery()
    )


def _claim_counts(moment: Moment) -> Any:
    table = schema.claim.c
    return (
        select(
            table.source_id,
            func.count().label("claims"),
            func.count(table.duplicate_source_id).label("repeated"),
        )
        .where(moment.claim_is_current())
        .group_by(table.source_id)
        .subquery()
    )


def _locations(connection: Connection, moment: Moment) -> dict[str, tuple[str, ...]]:
    table = schema.location.c
    found: dict[str, tuple[str, ...]] = {}
    for source_id, uri in connection.execute(
        select(table.source_id, table.uri)
        .where(moment.knows(schema.location))
        .order_by(table.source_id, table.uri)
    ):
        found[source_id] = (*found.get(source_id, ()), uri)
    return found
