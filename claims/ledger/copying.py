"""Copying a whole ledger into an empty database, on the same engine or another.

Rows go as they are, those of the chain too, and past the journal: the copy has the entries of its
original and none of its own. The target is marked as unfinished before its first row and becomes
a ledger only at the end, when every table has been read back and is equal to its original.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Table, exists, select

from claims.errors import LedgerError
from claims.ledger import chain
from claims.ledger.connect import (
    TIMEOUT_S,
    UNFINISHED,
    VERSION_TABLE,
    Database,
    check_revision,
    connect,
    open_ledger,
)
from claims.ledger.dialect.types import values_of
from claims.ledger.schema import HEAD, metadata
from claims.records import plain

BATCH = 2_000
# Texts of whole sources, each of which may be as long as a source may be; and lists of rows.
LONG_ROWS = {"document": 1, "ledger_entry_rows": chain.LISTS}


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """A table that was copied: how many rows it has, and the SHA-256 over all of them."""

    table: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Copy:
    """What was copied, from where to where (without any password), and the last entry of the
    chain, which is the same in both."""

    source: str
    target: str
    tables: tuple[CopiedTable, ...]
    head: chain.Head


def copy_ledger(
    db: str | None, to: str, *, restart: bool = False, timeout_s: float = TIMEOUT_S
) -> Copy:
    """Copy the ledger at ``db`` to ``to``, which must be empty or not there yet.

    All tables go, in batches of a transaction each, as they are at one moment; others may write
    to ``db`` meanwhile. Then both sides are compared row by row. If anything fails, what was made
    at ``to`` is taken away again; after a crash it stays, is refused as unfinished, and goes with
    ``restart``.

    Raises:
        LedgerError: there is no ledger at ``db``, ``to`` is not empty or cannot be written, or
            the copy is not equal.
    """
    source = open_ledger(db, create=False, timeout_s=timeout_s)
    try:
        target, made = _target(to, timeout_s)
        try:
            _begin(target, restart)
            try:
                return Copy(source.label, target.label, *_copied(source, target))
            except BaseException:
                with suppress(LedgerError):
                    _clear(target)
                raise
        except BaseException:
            target.close()
            if made:
                _remove(target.label)
            raise
        finally:
            target.close()
    finally:
        source.close()


def table_hash(connection: Connection, table: Table) -> CopiedTable:
    """The rows of a table, counted and hashed in the order of its key, as on every engine."""
    digest = _Digest(table)
    for rows in _batches(connection, table):
        digest.add(rows)
    return digest.result()


class _Digest:
    """The count and hash of a table's rows, as they come."""

    def __init__(self, table: Table) -> None:
        self._name, self._rows, self._hash = table.name, 0, hashlib.sha256()

    def add(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            text = json.dumps(list(row.values()), ensure_ascii=False, default=_spelled)
            self._hash.update(text.encode("utf-8", "surrogatepass") + b"\n")
        self._rows += len(rows)

    def result(self) -> CopiedTable:
        return CopiedTable(self._name, self._rows, self._hash.hexdigest())


def _target(to: str, timeout_s: float) -> tuple[Database, bool]:
    """The database to copy into, and whether its file was made for it."""
    from claims.ledger.dialect import dialect_of

    made = dialect_of(to, timeout_s).missing()
    return connect(to, create=True, timeout_s=timeout_s), made


def _begin(target: Database, restart: bool) -> None:
    """Make an empty ledger that is marked as unfinished. Refuses what is not empty."""
    from alembic import command

    from claims.ledger.migrate import configuration

    if restart and target.revision() == UNFINISHED:
        _clear(target)
    is_new = check_revision(target, allow_empty=True) is None
    with target.writing() as connection:
        if is_new:
            command.upgrade(configuration(connection), HEAD)
        for table in metadata.sorted_tables:
            if connection.scalar(select(exists(select(table)))):
                raise LedgerError(
                    f"{target.label} is not empty: its table {table.name} has rows; a ledger is "
                    "copied into a new file or an empty database, named with --to"
                )
        _set_revision(connection, UNFINISHED)


def _copied(source: Database, target: Database) -> tuple[tuple[CopiedTable, ...], chain.Head]:
    """Copy all tables, those referred to first, compare them, and make the target a ledger."""
    found = []
    with source.reading() as connection:
        head = chain.head(connection)
        for table in metadata.sorted_tables:
            digest = _Digest(table)
            for rows in _batches(connection, table):
                with target.writing() as there:
                    target.dialect.insert(there, table, *values_of(rows))
                digest.add(rows)
            found.append(digest.result())
    _compare(source, target, found, head)
    with target.writing() as connection:
        _set_revision(connection, HEAD)
    return tuple(found), head


def _compare(
    source: Database, target: Database, found: list[CopiedTable], head: chain.Head
) -> None:
    """Read all tables of the target back; raise where one, or its chain, is not as it was read."""
    with target.reading() as connection:
        for wanted in found:
            copied = table_hash(connection, metadata.tables[wanted.table])
            if copied != wanted:
                raise LedgerError(
                    f"{target.label}: the copy of table {wanted.table} is not equal: "
                    f"{copied.rows} rows with hash {copied.sha256[:12]}, "
                    f"{wanted.rows} with {wanted.sha256[:12]} in {source.label}"
                )
        if (there_head := chain.head(connection)) != head:
            raise LedgerError(
                f"{target.label}: the chain of the copy ends otherwise: with entry "
                f"{there_head.seq}, {there_head.hash[:12]}; that of {source.label} with entry "
                f"{head.seq}, {head.hash[:12]}"
            )


def _batches(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table without what the engine computes, in the order of their key."""
    size = LONG_ROWS.get(table.name, BATCH)
    columns = [column for column in table.columns if column.computed is None]
    statement = select(*columns).order_by(*_order(table)).execution_options(yield_per=size)
    with connection.execute(statement) as result:
        for rows in result.mappings().partitions():
            yield [dict(row) for row in rows]


def _order(table: Table) -> list[Column[Any]]:
    """A number in the order of writing, if the table has one, so that what a row of the same
    table refers to goes before it; or else the key."""
    if "seq" in table.columns:
        return [table.columns["seq"]]
    return list(table.primary_key.columns)


def _clear(target: Database) -> None:
    """Take an unfinished copy away with its tables."""
    from alembic import command

    from claims.ledger.migrate import configuration

    with target.writing() as connection:
        _set_revision(connection, HEAD)
        command.downgrade(configuration(connection), "base")


def _set_revision(connection: Connection, revision: str) -> None:
    connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '{revision}'")


def _remove(path: str) -> None:
    """Remove an SQLite file that was made for a copy, with the files beside it."""
    for ending in ("", "-wal", "-shm"):
        with suppress(OSError):
            Path(path + ending).unlink(missing_ok=True)


def _spelled(value: Any) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    return bytes(value).hex()
