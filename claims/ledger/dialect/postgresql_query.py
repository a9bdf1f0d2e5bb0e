"""A query of somebody's on PostgreSQL, which can only read and within limits."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from claims.errors import LedgerError, QueryError
from claims.ledger.dialect.limits import Limits, Rows, first_line, take
from claims.ledger.dialect.parameters import to_psycopg

_CURSOR = "claims_query"
# What changes settings or runs a text as SQL, with which a superuser's query could take its rights
# back from the role that it is given below; and where passwords are, which that role may read.
_SUPERUSER_REFUSED = re.compile(
    r"\b(set_config|\w+_to_xml\w*|ts_stat|ts_rewrite|pg_authid|pg_shadow)\b|U&\"", re.IGNORECASE
)


def select(raw: Any, sql: str, params: Mapping[str, Any], limits: Limits) -> tuple[list[str], Rows]:
    """Run one SELECT on the driver's connection ``raw``, through a cursor in a read-only
    transaction with a time limit. Raises ``QueryError`` when it is refused."""
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
