"""The indexes of claims, which a large import into a small ledger makes at its end.

To sort all rows once takes a fraction of what it takes to put each of them into indexes all over
which they go. The others stay: those of keys and sources keep claims apart and take rows in the
order in which they come, full text takes as long either way. What is missing, for an import was
killed, is made before the next run that writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Index, func, select

from claims.errors import LedgerError
from claims.ledger import schema
from claims.ledger.connect import Database, require_head
from claims.ledger.dialect import Dialect

SMALL = 20_000
"""Among fewer claims a look-up needs no index."""
MADE_LATER = tuple(
    index
    for index in sorted(schema.claim.indexes, key=lambda index: str(index.name))
    if index.columns[0].name in ("subject", "attribute", "canonical_unit")
)
"""The indexes whose keys come in no order."""


@contextmanager
def indexed_later(database: Database) -> Iterator[None]:
    """Do without the indexes of a small ledger, and make them at the end."""
    _set_aside(database)
    try:
        yield
    except BaseException:
        with suppress(LedgerError):
            complete(database)
        raise
    complete(database)


def complete(database: Database) -> None:
    """Make the indexes that are missing, if this role may."""
    with database.reading() as connection:
        if not missing(connection, database.dialect):
            return
    with database.writing() as connection:
        require_head(database.label, database.revision_in(connection))
        if database.dialect.begin_indexing(connection, schema.claim):
            for index in missing(connection, database.dialect):
                index.create(connection)
            database.dialect.end_indexing(connection, schema.claim)


def missing(connection: Connection, dialect: Dialect) -> list[Index]:
    """Those of the indexes that are not there."""
    there = dialect.indexes(connection)
    return [index for index in MADE_LATER if index.name not in there]


def _set_aside(database: Database) -> None:
    """Drop the indexes, if the ledger is small, this role may, and nobody reads claims now."""
    with database.writing() as connection:
        require_head(database.label, database.revision_in(connection))
        some = select(schema.claim.c.id).limit(SMALL).subquery()
        if connection.scalar(select(func.count()).select_from(some)) == SMALL:
            return
        if database.dialect.begin_indexing(connection, schema.claim, alone=True):
            for index in MADE_LATER:
                index.drop(connection, checkfirst=True)
