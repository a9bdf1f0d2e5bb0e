"""PostgreSQL through psycopg: many readers, writers in turn by an advisory lock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from importlib.util import find_spec
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from claims.errors import LedgerError, QueryError
from claims.ledger.dialect.limits import Limits, Rows, first_line, take

CONNECT_TIMEOUT_S = 10
# Any number will do, as long as every program that writes to a ledger uses the same.
_WRITERS_LOCK = 7_204_515_090_112
_TOKEN = re.compile(
    r"""'[^']*'|"[^"]*"|--[^\n]*|/\*.*?\*/|::|(?<!\w):(?P<name>[A-Za-z_]\w*)|%""", re.DOTALL
)


class Postgresql:
    """A ledger in a PostgreSQL database, in the first schema of the search path."""

    name = "postgresql"

    def __init__(self, url: str, timeout_s: float) -> None:
        try:
            parsed = make_url(url).set(drivername="postgresql+psycopg")
        except (ArgumentError, ValueError) as error:
            raise LedgerError(
                f"not a database's address: {first_line(error).rpartition(' from ')[0]}; "
                "allowed: postgresql://USER@HOST/NAME"
            ) from error
        if find_spec("psycopg") is None:
            raise LedgerError(
                "PostgreSQL needs a driver that is not installed; "
                "install it with: pip install 'claims[postgres]'"
            )
        self._url = parsed
        self._timeout_s = timeout_s
        self.label = parsed.set(drivername="postgresql").render_as_string(hide_password=True)

    def missing(self) -> bool:
        """Never: a database must have been made on the server by its keeper."""
        return False

    def create(self) -> None:
        """Nothing to do; the migrations make what a ledger needs in the database."""

    def engine(self) -> Engine:
        """A pool that replaces connections that the server has closed."""
        options = {"connect_timeout": CONNECT_TIMEOUT_S, "application_name": "claims"}
        options = {key: value for key, value in options.items() if key not in self._url.query}
        return create_engine(
            self._url, pool_pre_ping=True, pool_size=2, max_overflow=8, connect_args=options
        )

    def tables(self, connection: Connection) -> set[str]:
        """The names of the tables in the schema that new tables go to."""
        rows = connection.exec_driver_sql(
            "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"
        )
        return {row[0] for row in rows}

    def begin_write(self, connection: Connection) -> None:
        """Take the lock that writers hold in turn; it goes with the transaction."""
        milliseconds = str(int(self._timeout_s * 1000))
        connection.execute(
            text("SELECT set_config('lock_timeout', :ms, true)"), {"ms": milliseconds}
        )
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS_LOCK})

    def bound(self, number: Decimal, slack: int) -> Decimal:
        """The number itself: the columns are exact."""
        return number

    def query(
        self, engine: Engine, sql: str, params: Mapping[str, Any], limits: Limits
    ) -> tuple[list[str], Rows]:
        """Run one SELECT through a cursor in a read-only transaction with a time limit."""
        if len(sql) > limits.statement_characters:
            raise QueryError(f"the query is longer than {limits.statement_characters} characters")
        try:
            with engine.connect() as connection:
                try:
                    return _select(connection.connection.driver_connection, sql, params, limits)
                finally:
                    # What a statement may leave in a session (locks, settings) goes with it.
                    connection.invalidate()
        except DBAPIError as error:
            raise LedgerError(self.explain(error)) from error

    def explain(self, error: BaseException) -> str:
        """One line: the database, what the server or driver said, and what helps."""
        said = first_line(error)
        if "lock timeout" in said:
            return f"{self.label}: another program is writing to it; try again when that is done"
        hint = ""
        if "connection" in said.lower() or "translate host" in said:
            hint = "; check that the server runs and that the address is right"
        return f"{self.label}: {said}{hint}"


def _select(
    raw: Any, sql: str, params: Mapping[str, Any], limits: Limits
) -> tuple[list[str], Rows]:
    import psycopg

    raw.rollback()
    raw.read_only = True
    try:
        with raw.cursor() as setup:
            setup.execute(
                "SELECT set_config('statement_timeout', %s, true)",
                (str(int(limits.seconds * 1000)),),
            )
            # A superuser could read the server's files in a query; this role cannot.
            setup.execute("SELECT current_setting('is_superuser')")
            if setup.fetchone() == ("on",):
                setup.execute("SET LOCAL ROLE pg_read_all_data")
        # A cursor takes one SELECT or VALUES and nothing else, by the server's own grammar.
        with raw.cursor(name="claims_query") as cursor:
            statement, values = (to_psycopg(sql), dict(params)) if params else (sql, None)
            cursor.execute(statement, values)
            columns = [column.name for column in cursor.description or ()]
            return columns, take(cursor, limits)
    except psycopg.errors.QueryCanceled as error:
        raise QueryError(f"the query took more than {limits.seconds:g} s; narrow it") from error
    except psycopg.Error as error:
        if raw.closed:
            raise LedgerError(f"the connection was lost: {first_line(error)}") from error
        raise QueryError(f"the query cannot be answered: {first_line(error)}") from error


def to_psycopg(sql: str) -> str:
    """A statement with ``:name`` parameters in psycopg's form, literals left alone."""

    def replace(match: re.Match[str]) -> str:
        if match["name"]:
            return f"%({match['name']})s"
        return match[0].replace("%", "%%")

    return _TOKEN.sub(replace, sql)
