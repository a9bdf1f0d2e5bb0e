"""All that differs between the engines that can hold a ledger, behind one interface."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Engine, Executable, Table

from claims.errors import LedgerError
from claims.ledger.dialect.limits import Limits, Rows

DEFAULT_DB = "claims.db"
"""The ledger that is used when none is named: an SQLite file in the current folder."""

_ALLOWED = "a path of an SQLite file, sqlite:///PATH or postgresql://USER@HOST/NAME"
# As a file's name it would be printed, with the password that may stand in it.
_MISTYPED = re.compile(r"postgres(ql)?(\+\w+)?(:|//)|.*\bpassword\s*=", re.DOTALL | re.IGNORECASE)
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://(.*)", re.DOTALL)


class Dialect(Protocol):
    """One engine and one place on it. ``label`` names the place, without any password."""

    name: str
    label: str

    def missing(self) -> bool:
        """Whether there is nothing yet at the place, not even an empty database."""

    def create(self) -> None:
        """Make an empty database where there is none yet, set up for a ledger."""

    def engine(self) -> Engine:
        """A pool of connections; each is set up so that constraints and triggers hold."""

    def tables(self, connection: Connection) -> set[str]:
        """The names of the tables in the database."""

    def facts(self, connection: Connection) -> dict[str, str]:
        """What the engine says of itself and the database: version, size and settings."""

    def triggers(self, connection: Connection) -> dict[tuple[str, str], bool]:
        """By table and name, the triggers that somebody made, and what else acts on writing to a
        table; with whether each is one of :func:`append_only`, as it was made and switched on."""

    def damage(self, connection: Connection) -> list[str]:
        """What the engine finds wrong with its own pages and indexes."""

    def altered_views(self, engine: Engine, made: Mapping[str, str]) -> list[str] | None:
        """The names of views that are gone, or not as the statements by their names made them;
        ``None`` where the engine does not let this be told."""

    def begin_write(self, connection: Connection) -> None:
        """Wait for the turn to write; held until the transaction ends."""

    def insert(
        self, connection: Connection, table: Table, columns: Sequence[str], rows: Rows
    ) -> int:
        """Insert rows, given by the values of their columns, in the engine's fastest way; gives
        how many the database says it took. A trigger of somebody else's may leave some out."""

    def indexes(self, connection: Connection) -> set[str]:
        """The names of the indexes in the database."""

    @property
    def search_index(self) -> Mapping[str, Executable]:
        """The statement that makes the full-text index, by its name; nothing where that is a table
        of its own."""

    def may_index(self, connection: Connection, table: Table, *, alone: bool = False) -> bool:
        """Whether this role may make indexes of a table, or drop them. If ``alone`` is set, also
        whether nobody reads the table: readers then wait for the end."""

    def make_indexes(
        self, connection: Connection, table: Table, statements: Sequence[Executable]
    ) -> None:
        """Make indexes of a table by their statements, in the transaction or partly in another, and
        let look-ups use them at once. Where it fails some may be there."""

    def one_of(self, column: ColumnElement[Any], values: Sequence[Any]) -> ColumnElement[bool]:
        """The condition that a column has one of many values, which are bound as one."""

    def bound(self, number: Decimal, slack: int) -> Any:
        """A number to compare a ``*_number`` column with, moved by what the engine rounds."""

    def has_words(self, words: Sequence[tuple[str, bool]]) -> ColumnElement[bool]:
        """The condition that a claim has all these folded words, as its full-text index knows
        them; with a word goes whether it may be the beginning of a longer one."""

    def has_more(
        self, connection: Connection, words: Sequence[tuple[str, bool]], most: int
    ) -> bool:
        """Whether more than so many claims have all these words."""

    def index_faults(self) -> list[str]:
        """How the full-text index differs from the words of the claims; nothing where the engine
        itself sees to it that it does not. Others may read and write meanwhile."""

    def position(self, text: ColumnElement[str], part: str) -> ColumnElement[int]:
        """Where ``part`` first stands in ``text``, counted from 1; 0 if it does not."""

    def query(
        self, engine: Engine, sql: str, params: Mapping[str, Any], limits: Limits
    ) -> tuple[list[str], Rows]:
        """Run one statement that can only read. Raises ``QueryError`` when refused."""

    def copy_to(self, path: Path) -> None:
        """Copy the whole database, as it is now, to a new SQLite file and check the copy.

        Raises :class:`LedgerError` when that fails, and where the engine has its own way.
        """

    def explain(self, error: BaseException) -> str:
        """One line on why the database could not be used, with what to do next."""


def dialect_of(db: str | None, timeout_s: float) -> Dialect:
    """The engine that ``db`` names: a path or a URL, the default file if ``None``.

    ``timeout_s`` is how long to wait for other writers. Raises :class:`LedgerError` for
    anything that is neither, and when the driver is not installed.
    """
    text = DEFAULT_DB if db is None else db
    match = _URL.fullmatch(text)
    scheme = match[1].lower() if match else "sqlite"
    if scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        from claims.ledger.dialect.postgresql import Postgresql

        return Postgresql(text, timeout_s)
    if match is None and _MISTYPED.match(text):
        raise LedgerError("not a database's address; allowed: postgresql://USER:PASSWORD@HOST/NAME")
    if scheme != "sqlite":
        raise LedgerError(f"{scheme}:// is not a ledger's address; allowed: {_ALLOWED}")
    return _sqlite(text, match[2] if match else None, timeout_s)


def append_only(dialect: str, table: str) -> list[str]:
    """The statements that make ``table`` refuse UPDATE, DELETE and TRUNCATE.

    Migrations run these; what is given for an engine must therefore never change.
    """
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for action in ("UPDATE", "DELETE")
        ]
    return [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    ]


def append_only_triggers(dialect: str, table: str) -> dict[str, str]:
    """The statements of :func:`append_only` by the names of their triggers."""
    return {statement.split()[2]: statement for statement in append_only(dialect, table)}


APPEND_ONLY_SETUP: Mapping[str, tuple[str, ...]] = {
    "sqlite": (),
    "postgresql": (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
    ),
}
"""What must stand before the first :func:`append_only` trigger; undone by `TEARDOWN`."""

APPEND_ONLY_TEARDOWN: Mapping[str, tuple[str, ...]] = {
    "sqlite": (),
    "postgresql": ("DROP FUNCTION refuse_change()",),
}
"""What undoes `APPEND_ONLY_SETUP` once the tables are gone."""


def _sqlite(text: str, rest: str | None, timeout_s: float) -> Dialect:
    from claims.ledger.dialect.sqlite import Sqlite

    path = text if rest is None else rest.removeprefix("/")
    if rest is not None and not rest.startswith("/"):
        raise LedgerError(f"{text}: an SQLite URL has three slashes: sqlite:///PATH")
    if path in ("", ":memory:"):
        raise LedgerError(f"{text!r}: a ledger needs a file; allowed: {_ALLOWED}")
    if "\0" in path:
        raise LedgerError(f"{path!r}: a path holds no NUL character")
    return Sqlite(path, timeout_s)
