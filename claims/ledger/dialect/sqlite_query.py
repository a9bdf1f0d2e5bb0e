"""A query of somebody's on SQLite, which can only read and within limits."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from decimal import Decimal
from itertools import islice
from typing import Any

from claims.errors import QueryError
from claims.ledger.dialect.limits import Limits, Rows, first_line, take

_ALLOWED_ACTIONS = frozenset(
    (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE)
)  # fmt: skip
_REFUSED_FUNCTIONS = frozenset(
    ("load_extension", "readfile", "writefile", "edit", "fts3_tokenizer")
)  # fmt: skip


def select(
    connect: Callable[[], sqlite3.Connection],
    sql: str,
    params: Mapping[str, Any],
    limits: Limits,
) -> tuple[list[str], Rows]:
    """Run one SELECT on a connection of its own, which can only read, behind an authorizer and
    limits. Raises ``QueryError`` when it is refused."""
    deadline = time.monotonic() + limits.seconds
    try:
        with closing(connect()) as connection:
            _guard(connection, deadline, limits)
            cursor = connection.execute(sql, _bound(params))
            if cursor.description is None:
                raise QueryError("the query gives no rows; one SELECT is expected")
            columns = [column[0] for column in cursor.description]
            return columns, take(lambda most: islice(cursor, most), limits)
    except (sqlite3.Error, sqlite3.Warning, OverflowError, ValueError) as error:
        raise QueryError(_refusal(error, limits)) from error


def _bound(params: Mapping[str, Any]) -> dict[str, Any]:
    """Values that SQLite takes: it has no decimals."""
    return {
        name: float(value) if isinstance(value, Decimal) else value
        for name, value in params.items()
    }


def _guard(connection: sqlite3.Connection, deadline: float, limits: Limits) -> None:
    connection.execute("PRAGMA query_only = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limits.value_bytes)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, limits.statement_characters)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    _open_search(connection)
    connection.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)
    connection.set_authorizer(_authorize)


def _open_search(connection: sqlite3.Connection) -> None:
    """Open the full-text indexes while it is allowed: SQLite declares their tables then."""
    kinds = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%'"
    for (name,) in connection.execute(kinds).fetchall():
        quoted = name.replace('"', '""')
        connection.execute(f'SELECT 1 FROM "{quoted}" LIMIT 0')


def _authorize(action: int, first: str | None, second: str | None, *_: object) -> int:
    if action == sqlite3.SQLITE_FUNCTION:
        refused = (second or "").lower() in _REFUSED_FUNCTIONS
        return sqlite3.SQLITE_DENY if refused else sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA:  # full-text search asks for it, to see changes
        asks = (first, second) == ("data_version", None)
        return sqlite3.SQLITE_OK if asks else sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in _ALLOWED_ACTIONS else sqlite3.SQLITE_DENY


def _refusal(error: BaseException, limits: Limits) -> str:
    said = first_line(error)
    if said == "interrupted":
        return f"the query took more than {limits.seconds:g} s; narrow it"
    if any(words in said for words in ("not authorized", "prohibited", "authorization denied")):
        return f"the query was refused ({said}): a query can only read; write one SELECT"
    if "inding" in said:  # of ?, ?1, @name or $name
        said = "it has a parameter that is not written as :NAME"
    return f"the query cannot be answered: {said}"
