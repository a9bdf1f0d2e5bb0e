"""PostgreSQL through psycopg: many readers, writers in turn by an advisory lock."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Engine,
    Executable,
    Table,
    any_,
    cast,
    create_engine,
    event,
    func,
    insert,
    literal_column,
    make_url,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.exc import ArgumentError, DBAPIError

from claims.errors import LedgerError, QueryError
from claims.ledger.dialect import postgresql_check, postgresql_index, postgresql_query
from claims.ledger.dialect.limits import Limits, Rows, first_line
from claims.ledger.dialect.postgresql_index import at_least
from claims.ledger.dialect.types import SEARCH_INDEX

CONNECT_TIMEOUT_S = 10
# Fewer rows go as fast one by one.
_COPY_FROM = 20
_WORK_MIB = 64
_SEARCH_INDEX_MADE = (
    f"CREATE INDEX IF NOT EXISTS {SEARCH_INDEX} ON claim USING gin (CAST(search_text AS tsvector))"
)
_SECRETS = ("password", "sslpassword")
# Any number will do, as long as every program that writes to a ledger uses the same.
_WRITERS_LOCK = 7_204_515_090_112

# What the driver remarks on an error is in the error; where nobody asked for logs it would be
# printed beside it.
logging.getLogger("psycopg").addHandler(logging.NullHandler())


class Postgresql:
    """A ledger in a PostgreSQL database, in the first schema of the search path."""

    name = "postgresql"

    def __init__(self, url: str, timeout_s: float) -> None:
        try:
            parsed = make_url(url).set(drivername="postgresql+psycopg")
        except (ArgumentError, ValueError):
            # What the parser says may hold what it read, and that the password.
            raise LedgerError(
                "not a database's address: host or port cannot be read; allowed: "
                "postgresql://USER:PASSWORD@HOST:PORT/NAME, with %40 and %3A for @ and : in the "
                "password"
            ) from None
        if find_spec("psycopg") is None:
            raise LedgerError(
                "PostgreSQL needs a driver that is not installed; "
                "install it with: pip install 'claims[postgres]'"
            )
        self._url = parsed
        self._timeout_s = timeout_s
        shown = parsed.set(drivername="postgresql").difference_update_query(_SECRETS)
        self.label = shown.render_as_string(hide_password=True)

    def missing(self) -> bool:
        """Never: a database must have been made on the server by its keeper."""
        return False

    def create(self) -> None:
        """Nothing to do; the migrations make what a ledger needs in the database."""

    def engine(self) -> Engine:
        """A pool that replaces connections that the server has closed.

        No statement is prepared: its plan would be one for a table that was still empty.
        """
        options: dict[str, Any] = {
            "connect_timeout": CONNECT_TIMEOUT_S, "application_name": "claims",
            "prepare_threshold": None,
        }  # fmt: skip
        options = {key: value for key, value in options.items() if key not in self._url.query}
        engine = create_engine(
            self._url, pool_pre_ping=True, pool_size=2, max_overflow=8, connect_args=options
        )
        event.listen(engine, "connect", _give_memory)
        return engine

    def tables(self, connection: Connection) -> set[str]:
        """The names of the tables in the schema that new tables go to."""
        rows = connection.exec_driver_sql(
            "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"
        )
        return {row[0] for row in rows}

    def facts(self, connection: Connection) -> dict[str, str]:
        """The server's version, the database's size, and what the role may do."""
        row = connection.exec_driver_sql(
            "SELECT current_setting('server_version'), pg_database_size(current_database()), "
            "NOT pg_is_in_recovery() AND current_setting('default_transaction_read_only') = 'off' "
            "AND coalesce(has_table_privilege(to_regclass('claim'), 'INSERT'), "
            "has_schema_privilege(current_schema(), 'CREATE')), current_setting('is_superuser')"
        ).one()
        version, size_bytes, writable, superuser = row
        return {
            "version": version,
            "size_bytes": str(size_bytes),
            "writable": "yes" if writable else "no",
            "superuser": "yes" if superuser == "on" else "no",
        }

    def triggers(self, connection: Connection) -> dict[tuple[str, str], bool]:
        """The triggers and rules of the schema that tables go to."""
        return postgresql_check.triggers(connection)

    def damage(self, connection: Connection) -> list[str]:
        """Indexes that the server itself does not trust."""
        return postgresql_check.damage(connection)

    def altered_views(self, engine: Engine, made: Mapping[str, str]) -> list[str] | None:
        """Views that the server spells otherwise than what the statements make."""
        try:
            return postgresql_check.altered_views(engine, made)
        except DBAPIError as error:
            raise LedgerError(self.explain(error)) from error

    def begin_write(self, connection: Connection) -> None:
        """Take the lock that writers hold in turn; it goes with the transaction."""
        postgresql_index.wait_for_locks(connection, self._timeout_s)
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS_LOCK})

    def insert(
        self, connection: Connection, table: Table, columns: Sequence[str], rows: Rows
    ) -> int:
        """Insert rows, many of them with COPY."""
        if not rows:
            return 0
        if len(rows) < _COPY_FROM:
            few = [dict(zip(columns, row, strict=True)) for row in rows]
            counted = {"preserve_rowcount": True}
            return connection.execute(insert(table), few, execution_options=counted).rowcount
        import psycopg

        statement = f"COPY {table.name} ({', '.join(columns)}) FROM STDIN"
        driver: Any = connection.connection.driver_connection
        try:
            with driver.cursor() as cursor:
                with cursor.copy(statement) as copy:
                    for row in rows:
                        copy.write_row(row)
                return int(cursor.statusmessage.removeprefix("COPY "))
        except psycopg.Error as error:
            raise DBAPIError.instance(statement, None, error, psycopg.Error) from error

    def indexes(self, connection: Connection) -> set[str]:
        """The names of the indexes in the schema that new tables go to."""
        rows = connection.exec_driver_sql(
            "SELECT indexname FROM pg_catalog.pg_indexes WHERE schemaname = current_schema()"
        )
        return {row[0] for row in rows}

    @property
    def search_index(self) -> Mapping[str, Executable]:
        """A GIN index of the words."""
        return {SEARCH_INDEX: text(_SEARCH_INDEX_MADE)}

    def may_index(self, connection: Connection, table: Table, *, alone: bool = False) -> bool:
        """Whether the table is the role's own and, to be ``alone``, can be locked at once."""
        is_own = (
            "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass(:name)"
        )
        if not connection.scalar(text(is_own), {"name": table.name}):
            return False
        return not alone or postgresql_index.lock(connection, table)

    def make_indexes(
        self, connection: Connection, table: Table, statements: Sequence[Executable]
    ) -> None:
        """The first, which takes longest, beside the others on another connection."""
        postgresql_index.make(connection, table, statements, self._timeout_s)

    def one_of(self, column: ColumnElement[Any], values: Sequence[Any]) -> ColumnElement[bool]:
        """Any element of an array."""
        return column == any_(cast(list(values), ARRAY(column.type)))

    def bound(self, number: Decimal, slack: int) -> Decimal:
        """The number itself: the columns are exact."""
        return number

    def has_words(self, words: Sequence[tuple[str, bool]]) -> ColumnElement[bool]:
        """A condition on the indexed expression; a word holds no quotation mark."""
        asked = " & ".join(f"'{word}'{':*' if is_open else ''}" for word, is_open in words)
        words_there: ColumnElement[str] = literal_column("CAST(claim.search_text AS tsvector)")
        return words_there.op("@@", is_comparison=True)(cast(asked, TSQUERY))

    def has_more(
        self, connection: Connection, words: Sequence[tuple[str, bool]], most: int
    ) -> bool:
        """By reading no more than so many claims."""
        claim: ColumnElement[int] = literal_column("1").label("one")
        some = select(claim).select_from(text("claim")).where(self.has_words(words))
        counted = select(func.count()).select_from(some.limit(most + 1).subquery())
        return (connection.scalar(counted) or 0) > most

    def index_faults(self) -> list[str]:
        """None: the server keeps the index, and what it gives is compared with the claim."""
        return []

    def position(self, text: ColumnElement[str], part: str) -> ColumnElement[int]:
        """Where ``part`` first stands, by ``strpos``."""
        return func.strpos(text, part)

    def query(
        self, engine: Engine, sql: str, params: Mapping[str, Any], limits: Limits
    ) -> tuple[list[str], Rows]:
        """Run one SELECT through a cursor in a read-only transaction with a time limit."""
        if len(sql) > limits.statement_characters:
            raise QueryError(f"the query is longer than {limits.statement_characters} characters")
        try:
            with engine.connect() as connection:
                try:
                    driver = connection.connection.driver_connection
                    return postgresql_query.select(driver, sql, params, limits)
                finally:
                    # What a statement may leave in a session (locks, settings) goes with it.
                    connection.invalidate()
        except DBAPIError as error:
            raise LedgerError(self.explain(error)) from error

    def copy_to(self, path: Path) -> None:
        """Refused: PostgreSQL has tools of its own that copy a database in use."""
        plain = self._url.set(drivername="postgresql").difference_update_query(_SECRETS)
        plain = plain._replace(password=None)  # which set() takes for "as it is"
        raise LedgerError(
            f"{self.label}: PostgreSQL has its own program for backups; "
            f"use: pg_dump --format=custom --file=FILE '{plain.render_as_string()}'"
        )

    def explain(self, error: BaseException) -> str:
        """One line: the database, what the server or driver said, and what helps."""
        said = first_line(error)
        if "lock timeout" in said:
            return f"{self.label}: another program is writing to it; try again when that is done"
        hint = ""
        if "database system is" in said:  # starting up, or shutting down
            hint = "; try again when the server runs"
        elif "No space left" in said or "disk full" in said.lower():
            hint = "; make room on the server's disk and run the command again"
        elif "connection" in said.lower() or " host" in said:
            hint = "; check that the server runs and that the address is right"
        return f"{self.label}: {said}{hint}"


def _give_memory(connection: Any, _: object) -> None:
    """Let a look-up keep in memory which of a million claims have a common word: without room for
    that PostgreSQL keeps pages only, and parses every claim on them again."""
    connection.execute(at_least("work_mem", _WORK_MIB))
    connection.commit()
