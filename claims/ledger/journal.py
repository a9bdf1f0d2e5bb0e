"""What one write transaction adds, and the entry of the chain that closes it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, func, select

from claims.errors import UnstorableError
from claims.ledger import chain, schema
from claims.ledger.connect import Database, require_head
from claims.ledger.dialect import Dialect
from claims.ledger.dialect.limits import Rows
from claims.ledger.dialect.types import values_of
from claims.ledger.rows import chunks

Row = dict[str, Any]
ROWS_AN_ENTRY = 50_000
"""The chain gets an entry for so many rows of a source, claims of a file, or findings: they outgrow
memory."""


class Journal:
    """A write transaction. All rows go through :meth:`add`, and so into the chain.

    ``waiting`` holds, by id, runs that are written down with the first row that names them.
    """

    def __init__(
        self,
        connection: Connection,
        dialect: Dialect,
        kind: str,
        waiting: MutableMapping[str, Row] | None = None,
    ) -> None:
        self.connection = connection
        self.dialect = dialect
        self._kind = kind
        self._waiting = {} if waiting is None else waiting
        self._rows: dict[str, dict[str, str]] = {}
        self._closed_at: str | None = None
        self.begun: list[str] = []

    def known(self, column: Column[Any], keys: Sequence[str]) -> set[str]:
        """Those of ``keys`` that a column holds."""
        found: set[str] = set()
        for chunk in chunks(keys):
            there = self.dialect.one_of(column, chunk)
            found.update(self.connection.scalars(select(column).where(there)))
        return found

    def add(self, table: Table, rows: Sequence[Row]) -> None:
        """Insert rows, and the runs they name that are not written down yet.

        Raises :class:`claims.errors.UnstorableError` if the database leaves out some of them.
        """
        digests = {chain.row_key(table, row): chain.row_digest(table, row) for row in rows}
        self.add_values(table, *values_of(rows), digests)

    def add_values(
        self, table: Table, columns: Sequence[str], rows: Rows, digests: Mapping[str, str]
    ) -> None:
        """As :meth:`add`, for rows that are given by the values of their ``columns``; ``digests``
        has their hashes by their keys."""
        if not rows:
            return
        if self._waiting and "run_id" in columns:
            place = columns.index("run_id")
            named = {row[place] for row in rows}
            for run_id in [waiting for waiting in self._waiting if waiting in named]:
                self.begin(run_id)
        added = self.dialect.insert(self.connection, table, columns, rows)
        if added < len(rows):  # a trigger that is not ours left some out
            raise UnstorableError(
                f"the database took only {added} of {len(rows)} rows into {table.name}: "
                "a trigger of somebody else's is on it; name it with: claims verify"
            )
        self._rows.setdefault(table.name, {}).update(digests)

    def begin(self, run_id: str) -> int:
        """The number of a run, which is written down first if it was waiting."""
        run = schema.run
        seq = self.connection.scalar(select(run.c.seq).where(run.c.id == run_id))
        if seq is None and run_id in self._waiting:
            seq = (self.connection.scalar(select(func.max(run.c.seq))) or 0) + 1
            self.begun.append(run_id)
            self.add(run, [self._waiting[run_id] | {"id": run_id, "seq": seq}])
        return int(seq or 0)

    def config(self, run_id: str) -> str:
        """The settings of a run, which may be waiting, as its row has them."""
        if run_id in self._waiting:
            return str(self._waiting[run_id]["config"])
        run = schema.run.c
        return str(self.connection.scalar(select(run.config).where(run.id == run_id)) or "{}")

    def close(self, least: int = 1) -> None:
        """Append an entry for the rows since the last one; none if they are fewer than ``least``.

        A transaction of very many rows has several entries, so that not all are kept in memory;
        they have one time, so that a ledger as of any moment has all of its rows or none.
        """
        if sum(map(len, self._rows.values())) >= least:
            self._closed_at = self._closed_at or now()
            chain.append(self.connection, self._kind, actor(), self._closed_at, self._rows)
            self._rows = {}


@contextmanager
def journal(database: Database, kind: str, waiting: MutableMapping[str, Row]) -> Iterator[Journal]:
    """A write transaction of a kind; runs that it began no longer wait when it is committed.

    Raises :class:`claims.errors.LedgerError` when the database is no longer a ledger of this
    program's schema: a copy into it, or an upgrade, may have begun since it was opened.
    """
    with database.writing() as connection:
        require_head(database.label, database.revision_in(connection))
        written = Journal(connection, database.dialect, kind, waiting)
        yield written
        written.close()
    for run_id in written.begun:
        del waiting[run_id]


def actor() -> str:
    """Who writes: what ``CLAIMS_ACTOR`` says, or else the name of the user at the system."""
    try:
        name = os.environ.get("CLAIMS_ACTOR") or getpass.getuser()
    except (KeyError, OSError, ImportError):
        name = "unknown"
    return name.encode("utf-8", "backslashreplace").decode()


def now() -> str:
    """The time in UTC, ISO 8601 with milliseconds and Z."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
