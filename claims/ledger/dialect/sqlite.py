"""SQLite: one file, write-ahead log, one writer at a time."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Executable,
    QueuePool,
    Select,
    Table,
    column,
    create_engine,
    event,
    func,
    literal_column,
    select,
    table,
)

from claims.errors import LedgerError
from claims.ledger.dialect import sqlite_check, sqlite_query
from claims.ledger.dialect.limits import Limits, Rows, first_line
from claims.ledger.dialect.types import SEARCH_INDEX

WRITING = "claims_writing"
# Half as many pages to write as with SQLite's own 4 KiB when rows go all over the indexes.
_PAGE_BYTES = 8 * 1024
# Who writes goes back to the pages of all indexes, those of a million claims; memory is taken as
# needed. Who reads gets a page from the system's own cache sooner than memory for another.
_WRITING_KIB = 128 * 1024
_READING_KIB = 16 * 1024
# All claims of an insert are indexed at once: a trigger would do it one by one, and FTS5 writes
# its index out at the end of every statement that has triggers, which takes twice as long as all
# the rest.
_LAST_CLAIM = "SELECT coalesce(max(rowid), 0) FROM claim"
_INDEX_CLAIMS = (
    f"INSERT INTO {SEARCH_INDEX} (rowid, search_text) "
    "SELECT rowid, search_text FROM claim WHERE rowid > ?"
)
_ADVICE = (
    ("locked", "another program is writing to it; try again when that is done"),
    ("not a database", "it is not a ledger; name another file with --db"),
    ("malformed json", "a row is damaged; look closer with: claims verify"),
    ("malformed", "the file is damaged; restore it from a copy"),
    ("readonly", "it cannot be written; check the permissions of file and folder"),
    ("unable to open", "check that it is a file in an existing folder, and its permissions"),
    ("full", "make room on the disk and run the command again; nothing half-written stays"),
    ("disk i/o", "the disk failed; check it and run the command again"),
)
# There is no room for the file beside the write-ahead log by which programs share it; SQLite says
# no more than that the disk failed.
_NO_ROOM_TO_SHARE = "SQLITE_IOERR_SHMSIZE"


class Sqlite:
    """A ledger in an SQLite file."""

    name = "sqlite"

    def __init__(self, path: str, timeout_s: float) -> None:
        self.label = path
        self._path = Path(path)
        self._timeout_s = timeout_s

    def missing(self) -> bool:
        """Whether there is no such file. Raises :class:`LedgerError` for what is no file."""
        try:
            if self._path.is_dir() or (self._path.exists() and not self._path.is_file()):
                raise LedgerError(f"{self.label} is not a file; name one with --db PATH")
            return not self._path.exists()
        except OSError as error:
            raise LedgerError(f"{self.label}: {error.strerror or error}") from error

    def create(self) -> None:
        """Make the file with a write-ahead log, so that readers never wait for a writer.

        A file that holds something stays as it is; one that is empty was left by a program that
        was killed while it made it.
        """
        if not self.missing() and self._path.stat().st_size:
            return
        folder = self._path.absolute().parent
        if not folder.is_dir():
            raise LedgerError(f"{self.label}: there is no folder {folder}; make it first")
        try:
            with closing(self._connect("rwc")) as connection:
                connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
                connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.Error as error:
            raise LedgerError(self.explain(error)) from error

    def engine(self) -> Engine:
        """A pool on the file; reads only where the file cannot be written."""
        engine = create_engine("sqlite://", creator=self._open, poolclass=QueuePool)
        event.listen(engine, "begin", _begin)
        return engine

    def tables(self, connection: Connection) -> set[str]:
        """The names of the tables in the file."""
        rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {row[0] for row in rows if not row[0].startswith("sqlite_")}

    def facts(self, connection: Connection) -> dict[str, str]:
        """SQLite's version, the journal mode, the file's size, and whether it can be written."""

        def pragma(name: str) -> Any:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

        return {
            "version": sqlite3.sqlite_version,
            "journal_mode": str(pragma("journal_mode")),
            "size_bytes": str(pragma("page_count") * pragma("page_size")),
            "writable": "yes" if os.access(self._path, os.W_OK) else "no",
        }

    def triggers(self, connection: Connection) -> dict[tuple[str, str], bool]:
        """The triggers of the file."""
        return sqlite_check.triggers(connection)

    def damage(self, connection: Connection) -> list[str]:
        """What SQLite's integrity check says."""
        return sqlite_check.damage(connection)

    def altered_views(self, engine: Engine, made: Mapping[str, str]) -> list[str] | None:
        """Views whose statement, which SQLite keeps as it was given, is another."""
        with engine.connect() as connection:
            return sqlite_check.altered_views(connection, made)

    def begin_write(self, connection: Connection) -> None:
        """Make room for the indexes; the transaction began with BEGIN IMMEDIATE already."""
        connection.exec_driver_sql(f"PRAGMA cache_size = -{_WRITING_KIB}")

    def insert(
        self, connection: Connection, table: Table, columns: Sequence[str], rows: Rows
    ) -> int:
        """Insert rows by the driver's own loop, and claims into the full-text index."""
        if not rows:
            return 0
        names, places = ", ".join(columns), ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table.name} ({names}) VALUES ({places})"
        is_searched = table.name == "claim"
        last = connection.exec_driver_sql(_LAST_CLAIM).scalar_one() if is_searched else 0
        added = connection.exec_driver_sql(statement, rows).rowcount
        if is_searched:
            connection.exec_driver_sql(_INDEX_CLAIMS, (last,))
        return added

    def indexes(self, connection: Connection) -> set[str]:
        """The names of the indexes in the file."""
        rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index'")
        return {row[0] for row in rows}

    @property
    def search_index(self) -> Mapping[str, Executable]:
        """Nothing: FTS5 has a table, which is filled with the claims."""
        return {}

    def may_index(self, connection: Connection, table: Table, *, alone: bool = False) -> bool:
        """Always: who writes to the file may do all, and readers go on."""
        return True

    def make_indexes(
        self, connection: Connection, table: Table, statements: Sequence[Executable]
    ) -> None:
        """One after another, in the transaction."""
        for statement in statements:
            connection.execute(statement)

    def one_of(self, column: ColumnElement[Any], values: Sequence[Any]) -> ColumnElement[bool]:
        """Within a JSON list."""
        given = func.json_each(json.dumps(list(values))).table_valued("value")
        return column.in_(select(given.c.value))

    def bound(self, number: Decimal, slack: int) -> float:
        """A float, moved outwards by more than what rounding to floats can do."""
        return float(number + slack * abs(number) / 10**12)

    def has_words(self, words: Sequence[tuple[str, bool]]) -> ColumnElement[bool]:
        """An FTS5 query; a word holds no quotation mark."""
        return literal_column("claim.rowid").in_(_having(words))

    def has_more(
        self, connection: Connection, words: Sequence[tuple[str, bool]], most: int
    ) -> bool:
        """By the index alone, which gives one after the other."""
        some = _having(words).limit(most + 1).subquery()
        return (connection.scalar(select(func.count()).select_from(some)) or 0) > most

    def index_faults(self) -> list[str]:
        """By FTS5's own check, on a copy of the index."""
        try:
            return sqlite_check.index_faults(lambda: self._connect("ro"))
        except sqlite3.Error as error:
            raise LedgerError(self.explain(error)) from error

    def position(self, text: ColumnElement[str], part: str) -> ColumnElement[int]:
        """Where ``part`` first stands, by ``instr``."""
        return func.instr(text, part)

    def query(
        self, engine: Engine, sql: str, params: Mapping[str, Any], limits: Limits
    ) -> tuple[list[str], Rows]:
        """Run one statement on a read-only connection behind an authorizer and limits."""
        return sqlite_query.select(lambda: self._connect("ro"), sql, params, limits)

    def copy_to(self, path: Path) -> None:
        """Copy the file as of now with SQLite's online backup, while others read and write."""
        try:
            with (
                closing(self._connect("ro")) as source,
                closing(sqlite3.connect(path, isolation_level=None)) as copy,
            ):
                source.execute("BEGIN")  # what is counted is what is copied
                expected = _counts(source)
                source.backup(copy)
                said = _first_cell(copy, "PRAGMA integrity_check")
                if said == "ok" and _counts(copy) != expected:
                    said = "rows are missing"
        except sqlite3.Error as error:
            raise LedgerError(self.explain(error)) from error
        if said != "ok":
            raise LedgerError(
                f"{self.label}: the copy does not check ({said}): the ledger is damaged; "
                "restore it from an earlier backup"
            )

    def explain(self, error: BaseException) -> str:
        """One line: the file, what SQLite said, and what helps against it."""
        cause = getattr(error, "orig", None) or error
        is_full = getattr(cause, "sqlite_errorname", "") == _NO_ROOM_TO_SHARE
        said = "database or disk is full" if is_full else first_line(error)
        advice = [text for words, text in _ADVICE if words in said.lower()]
        return f"{self.label}: {said}" + "".join(f": {text}" for text in advice[:1])

    def _open(self) -> sqlite3.Connection:
        writable = os.access(self._path, os.W_OK)
        connection = self._connect("rw" if writable else "ro")
        # Once per connection: SQLite forgets these when it closes. Without recursive
        # triggers INSERT OR REPLACE would delete rows behind the append-only triggers.
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_READING_KIB}")
        return connection

    def _connect(self, mode: str) -> sqlite3.Connection:
        path = self._path.absolute()
        flags = f"?mode={mode}"
        # In a folder that cannot be written a file whose log is not there opens only so; one with
        # its log must not be, or what stands in the log would not be read.
        if mode == "ro" and not os.access(path.parent, os.W_OK) and not _in_use(path):
            flags += "&immutable=1"
        return sqlite3.connect(
            path.as_uri() + flags,
            uri=True,
            timeout=self._timeout_s,
            isolation_level=None,
            check_same_thread=False,
        )


def _having(words: Sequence[tuple[str, bool]]) -> Select[Any]:
    """The rows that have all words, by the index."""
    asked = " ".join(f'"{word}"{" *" if is_open else ""}' for word, is_open in words)
    index = table(SEARCH_INDEX, column("rowid"))
    return select(index.c.rowid).where(literal_column(SEARCH_INDEX).op("MATCH")(asked))


def _in_use(path: Path) -> bool:
    """Whether a program has the file open, or was killed while it had."""
    return os.path.exists(f"{path}-wal")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _first_cell(connection: sqlite3.Connection, statement: str) -> str:
    """The first cell that a statement gives, as text."""
    return str(connection.execute(statement).fetchone()[0])


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: int(_first_cell(connection, f'SELECT COUNT(*) FROM "{name}"')) for (name,) in names
    }
