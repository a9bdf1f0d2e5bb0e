"""PostgreSQL through psycopg: many readers, writers in turn by an advisory lock."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Engine,
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
from claims.ledger.dialect import APPEND_ONLY_SETUP, append_only_triggers
from claims.ledger.dialect.limits import Limits, Rows, first_line, take
from claims.ledger.dialect.parameters import to_psycopg

CONNECT_TIMEOUT_S = 10
# Fewer rows go as fast one by one.
_COPY_FROM = 20
_WORK_MIB = 64
_CURSOR = "claims_query"
_SECRETS = ("password", "sslpassword")
# Any number will do, as long as every program that writes to a ledger uses the same.
_WRITERS_LOCK = 7_204_515_090_112
# What changes settings or runs a text as SQL, with which a superuser's query could take its rights
# back from the role that it is given below; and where passwords are, which that role may read.
_SUPERUSER_REFUSED = re.compile(
    r"\b(set_config|\w+_to_xml\w*|ts_stat|ts_rewrite|pg_authid|pg_shadow)\b|U&\"", re.IGNORECASE
)

_TRIGGERS = (
    "SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid), t.tgenabled::text, p.prosrc "
    "FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid "
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid "
    "WHERE n.nspname = current_schema() AND NOT t.tgisinternal"
)
_RULES = "SELECT tablename, rulename FROM pg_catalog.pg_rules WHERE schemaname = current_schema()"
_INVALID_INDEXES = (
    "SELECT c.relname FROM pg_catalog.pg_index i "
    "JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid "
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname = current_schema() AND NOT i.indisvalid ORDER BY c.relname"
)
# No right to make temporary views; a server that only reads.
_NOT_ALLOWED = ("42501", "25006")
_SCHEMA = re.compile(r"""(?:"[^"]*"|\w+)\.""")

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
        """The triggers and rules of the schema that tables go to, except those that the server
        makes itself for foreign keys."""
        found = {
            (table, name): switched == "O" and self._is_own(table, name, statement, body)
            for table, name, statement, switched, body in connection.exec_driver_sql(_TRIGGERS)
        }
        return found | {(row[0], row[1]): False for row in connection.exec_driver_sql(_RULES)}

    def damage(self, connection: Connection) -> list[str]:
        """Indexes that the server itself does not trust."""
        names = connection.exec_driver_sql(_INVALID_INDEXES).scalars()
        return [f"the index {name} is not valid; make it anew with: REINDEX" for name in names]

    def altered_views(self, engine: Engine, made: Mapping[str, str]) -> list[str] | None:
        """Views that the server spells otherwise than one that is made for comparison, and is
        rolled back; not told to who may make none."""
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql("SET TRANSACTION READ WRITE")
                connection.exec_driver_sql("CREATE TEMP TABLE claims_allowed ()")
                return [name for name in made if not _is_as_made(connection, name, made[name])]
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) in _NOT_ALLOWED:
                return None
            raise LedgerError(self.explain(error)) from error

    def _is_own(self, table: str, name: str, statement: str, body: str) -> bool:
        """Whether a trigger, as the server spells it, and its function are what was made."""
        made = append_only_triggers(self.name, table).get(name, "")
        spelled = made.replace("UPDATE OR DELETE", "DELETE OR UPDATE")
        (function,) = APPEND_ONLY_SETUP[self.name]
        return _SCHEMA.sub("", statement) == spelled and f"$${body}$$" in function

    def begin_write(self, connection: Connection) -> None:
        """Take the lock that writers hold in turn; it goes with the transaction."""
        milliseconds = str(int(self._timeout_s * 1000))
        connection.execute(
            text("SELECT set_config('lock_timeout', :ms, true)"), {"ms": milliseconds}
        )
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

    def searchable(self, connection: Connection) -> int | None:
        """``None``: the index belongs to the table."""
        return None

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
                    return _select(connection.connection.driver_connection, sql, params, limits)
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


def _is_as_made(connection: Connection, view: str, statement: str) -> bool:
    """Whether a view is the one that a statement makes."""
    other = f"claims_made_{view}"
    made = statement.replace(f"CREATE VIEW {view}", f"CREATE TEMP VIEW {other}", 1)
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(made)
    except DBAPIError:  # it reads another that is not as it was
        return False
    spelled = "pg_get_viewdef(to_regclass(:{}))"
    alike = text(f"SELECT {spelled.format('view')} = {spelled.format('other')}")
    return bool(connection.scalar(alike, {"view": view, "other": f"pg_temp.{other}"}))


def _give_memory(connection: Any, _: object) -> None:
    """Let a look-up keep in memory which of a million claims have a common word: without room for
    that PostgreSQL keeps pages only, and parses every claim on them again."""
    connection.execute(
        f"SELECT set_config('work_mem', '{_WORK_MIB}MB', false) "
        f"WHERE pg_size_bytes(current_setting('work_mem')) < {_WORK_MIB << 20}"
    )
    connection.commit()


def _select(
    raw: Any, sql: str, params: Mapping[str, Any], limits: Limits
) -> tuple[list[str], Rows]:
    import psycopg

    raw.rollback()
    raw.read_only = True
    try:
        with raw.cursor() as setup, raw.cursor(name=_CURSOR) as cursor:
            limit_time = _timer(setup, limits)
            limit_time()
            _drop_superuser(setup, sql)
            # A cursor takes one SELECT or VALUES and nothing else, by the server's own grammar.
            statement, values = (to_psycopg(sql), dict(params)) if params else (sql, None)
            cursor.execute(statement, values)
            columns = [column.name for column in cursor.description or ()]

            def fetch(most: int) -> Iterator[Sequence[Any]]:
                limit_time()
                yield from setup.stream(f"FETCH FORWARD {most} FROM {_CURSOR}")

            return columns, take(fetch, limits)
    except psycopg.errors.QueryCanceled as error:
        raise _too_long(limits) from error
    except psycopg.Error as error:
        if raw.closed:
            raise LedgerError(f"the connection was lost: {first_line(error)}") from error
        raise QueryError(f"the query cannot be answered: {first_line(error)}") from error


def _timer(setup: Any, limits: Limits) -> Callable[[], None]:
    """What leaves the next command as much time as the whole query has left.

    It must be called before each: a query may set the timeout itself.
    """
    deadline = time.monotonic() + limits.seconds

    def limit_time() -> None:
        left_ms = int((deadline - time.monotonic()) * 1000)
        if left_ms <= 0:
            raise _too_long(limits)
        setup.execute("SELECT set_config('statement_timeout', %s, true)", (str(left_ms),))

    return limit_time


def _drop_superuser(setup: Any, sql: str) -> None:
    """A superuser could read and write the server's files in a query; the role here cannot."""
    setup.execute("SELECT current_setting('is_superuser')")
    if setup.fetchone() != ("on",):
        return
    if found := _SUPERUSER_REFUSED.search(sql):
        raise QueryError(
            f"the query was refused: {found[0]} is not allowed to a superuser; "
            "connect as a role that can only read"
        )
    setup.execute("SET LOCAL ROLE pg_read_all_data")


def _too_long(limits: Limits) -> QueryError:
    return QueryError(f"the query took more than {limits.seconds:g} s; narrow it")
