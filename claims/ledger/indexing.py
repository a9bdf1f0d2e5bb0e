"""The indexes of claims, which a large import into a small ledger makes at its end.

To sort all rows once takes a fraction of what it takes to put each of them into indexes all over
which they go, and what is made at the end can be made beside each other. The key stays, which
keeps claims apart, and SQLite's full text, which takes as long either way. What is missing, for an
import was killed, is made before the next run that writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Executable, func, select
from sqlalchemy.schema import CreateIndex

from claims.errors import LedgerError
from claims.ledger import schema
from claims.ledger.connect import Database, require_head
from claims.ledger.dialect import Dialect

SMALL = 20_000
"""Among fewer claims a look-up needs no index."""


def made_later(dialect: Dialect) -> dict[str, Executable]:
    """The statements that make the indexes which an import does without, by their names; that of
    full text, which takes longest, is the first."""
    indexes = sorted(schema.claim.indexes, key=lambda index: str(index.name))
    made = {str(index.name): CreateIndex(index, if_not_exists=True) for index in indexes}
    return {**dialect.search_index, **made}


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
        # Another may have made them by now.
        statements = list(missing(connection, database.dialect).values())
        if statements and database.dialect.may_index(connection, schema.claim):
            database.dialect.make_indexes(connection, schema.claim, statements)


def missing(connection: Connection, dialect: Dialect) -> dict[str, Executable]:
    """Those of the statements, by names of indexes, whose indexes are not there."""
    there = dialect.indexes(connection)
    return {name: made for name, made in made_later(dialect).items() if name not in there}


def _set_aside(database: Database) -> None:
    """Drop the indexes, if the ledger is small, this role may, and nobody reads claims now."""
    with database.writing() as connection:
        require_head(database.label, database.revision_in(connection))
        some = select(schema.claim.c.id).limit(SMALL).subquery()
        if connection.scalar(select(func.count()).select_from(some)) == SMALL:
            return
        if database.dialect.may_index(connection, schema.claim, alone=True):
            # Of the same name there may be others in schemas farther down the search path.
            for name in made_later(database.dialect).keys() & database.dialect.indexes(connection):
                connection.exec_driver_sql(f"DROP INDEX {name}")
