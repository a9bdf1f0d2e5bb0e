"""Checking what the rows stand in: the database's own pages and indexes, the full-text index, the
triggers and the views."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from claims.ledger import schema
from claims.ledger.connect import Database
from claims.ledger.dialect import Dialect, append_only_triggers
from claims.ledger.dialect.types import SEARCH_INDEX
from claims.ledger.migrate import views_made
from claims.ledger.records import Problem


def verify_structure(database: Database, connection: Connection) -> Iterator[Problem]:
    """Every problem of the database that is none of a row."""
    for what in database.dialect.damage(connection):
        yield Problem("database", database.label, what, "the database")
    for what in database.dialect.index_faults():
        yield Problem(SEARCH_INDEX, SEARCH_INDEX, what, "the full-text index")
    yield from _triggers(connection, database.dialect)
    yield from _views(database)


def _triggers(connection: Connection, dialect: Dialect) -> Iterator[Problem]:
    """Triggers that refuse changes and are gone, off or altered; and those of somebody else."""
    there = dialect.triggers(connection)
    for table in sorted(schema.metadata.tables):
        own = append_only_triggers(dialect.name, table)
        foreign = {name for of, name in there if of == table} - own.keys()
        for name in (*own, *sorted(foreign)):
            if name in foreign:
                what = "it is not the ledger's, and may change or leave out what is written"
            elif (table, name) not in there:
                what = "it is gone: nothing refuses changes to the rows that are there"
            elif not there[table, name]:
                what = "it was altered or switched off: changes to rows may not be refused"
            else:
                continue
            yield Problem(table, name, what, "the triggers")


def _views(database: Database) -> Iterator[Problem]:
    """Views that are not as the migrations made them."""
    altered = database.dialect.altered_views(database.engine, views_made())
    if altered is None:
        what = "they could not be compared with what they should be: the role may not try them out"
        yield Problem("views", database.label, what, "the views", note=True)
    for name in altered or ():
        what = "it was altered or is gone: it may not show what the tables hold"
        yield Problem(name, name, what, "the views")
