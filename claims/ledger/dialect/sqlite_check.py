"""What somebody altered of what a ledger's rows stand in, as an SQLite file tells it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing

from sqlalchemy import Connection

from claims.ledger.dialect import append_only_triggers
from claims.ledger.dialect.limits import first_line
from claims.ledger.dialect.types import SEARCH_INDEX

_MOST_DAMAGE = 20
_INDEX = (
    "CREATE VIRTUAL TABLE {} USING fts5(search_text, content='{}', content_rowid='rowid', "
    'detail=none, columnsize=0, tokenize="unicode61 remove_diacritics 0 '
    "categories 'L* M* N* P* S* C*' separators '|/'\")"
)
_INDEX_MADE = f"SELECT sql FROM sqlite_master WHERE name = '{SEARCH_INDEX}'"
# The check is a statement that writes, so it is done on a copy: of the index, not of the claims.
_COPY = (
    "CREATE TEMP VIEW claim_words AS SELECT rowid, search_text FROM main.claim",
    _INDEX.format("temp.copied_index", "claim_words"),
    *(
        statement
        for part in ("data", "idx")
        for statement in (
            f"DELETE FROM temp.copied_index_{part}",
            f"INSERT INTO temp.copied_index_{part} SELECT * FROM main.{SEARCH_INDEX}_{part}",
        )
    ),
)
# With a rank FTS5 compares what the index holds with the words of the rows that it is of.
_CHECK = "INSERT INTO temp.copied_index (copied_index, rank) VALUES ('integrity-check', 1)"
# FTS5 reads then in what form the index is.
_READ = f"SELECT rowid FROM {SEARCH_INDEX} WHERE {SEARCH_INDEX} MATCH 'a' LIMIT 1"
# Damage, an index or a part of it that is not there, a form of it that FTS5 does not know.
_INDEX_FAULTS = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR)


def triggers(connection: Connection) -> dict[tuple[str, str], bool]:
    """The triggers of the file, whose statements SQLite keeps as they were given; see
    :meth:`Dialect.triggers`."""
    made = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'"
    return {
        (table, name): append_only_triggers("sqlite", table).get(name) == sql
        for table, name, sql in connection.exec_driver_sql(made)
    }


def damage(connection: Connection) -> list[str]:
    """SQLite's integrity check: rows that an index misses would not be found."""
    said = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_DAMAGE})").scalars()
    return [" ".join(line.split()) for line in said if line != "ok"]


def altered_views(connection: Connection, made: Mapping[str, str]) -> list[str]:
    """Views whose statement, which SQLite keeps as it was given, is another."""
    views = "SELECT name, sql FROM sqlite_master WHERE type = 'view'"
    there = {row.name: row.sql for row in connection.exec_driver_sql(views)}
    return [name for name, statement in made.items() if there.get(name) != statement.strip()]


def index_faults(connect: Callable[[], sqlite3.Connection]) -> list[str]:
    """How the full-text index differs from the words of the claims, as they are at one moment.

    The pages of the index go to a temporary file, which takes as much room as they do.
    """
    with closing(connect()) as connection:
        connection.execute("BEGIN")
        return list(_index_faults(connection))


def _index_faults(connection: sqlite3.Connection) -> Iterator[str]:
    made = connection.execute(_INDEX_MADE).fetchone()
    if made != (_INDEX.format(SEARCH_INDEX, "claim"),):
        yield "it was altered or is gone: find may miss claims"
    try:
        for statement in (_READ, *_COPY, _CHECK):
            connection.execute(statement)
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF not in _INDEX_FAULTS:
            raise
        yield (
            "it does not hold the words of the claims: find may miss claims or give others; "
            f"claims copy makes a ledger with a new index ({first_line(error)})"
        )
