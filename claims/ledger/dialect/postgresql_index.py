"""Making the indexes of a PostgreSQL ledger at the end of a large import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Executable, Table, text
from sqlalchemy.exc import OperationalError

_SORTING_MIB = 256


def make(
    connection: Connection, table: Table, statements: Sequence[Executable], timeout_s: float
) -> None:
    """Make indexes of a table; the first beside the others, in a transaction of its own, if the
    server allows another connection. They get memory to sort in and all the time that it takes, but
    wait no longer than ``timeout_s`` for the locks of others. Then statistics are made for the
    planner, which the server would do by itself about a minute later."""
    _prepare(connection)
    with _beside(connection, timeout_s) as other:
        _execute(connection, statements, other)
    connection.exec_driver_sql(f"ANALYZE {table.name}")


def lock(connection: Connection, table: Table) -> bool:
    """Whether a table could be locked for the rest of the transaction, without waiting for it."""
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(f"LOCK TABLE {table.name} NOWAIT")
    except OperationalError:
        return False
    return True


def wait_for_locks(connection: Connection, timeout_s: float) -> None:
    """Let a transaction wait no longer than so for the locks of others."""
    milliseconds = str(int(timeout_s * 1000))
    connection.execute(text("SELECT set_config('lock_timeout', :ms, true)"), {"ms": milliseconds})


def at_least(setting: str, mib: int, *, local: bool = False) -> str:
    """A statement that gives a session, or a transaction only, so much memory or what it has."""
    return (
        f"SELECT set_config('{setting}', '{mib}MB', {local}) "
        f"WHERE pg_size_bytes(current_setting('{setting}')) < {mib << 20}"
    )


@contextmanager
def _beside(connection: Connection, timeout_s: float) -> Iterator[Connection | None]:
    """A transaction on another connection, or nothing where the server allows none."""
    try:
        other = connection.engine.connect()
    except OperationalError:
        yield None
        return
    with other, other.begin():
        wait_for_locks(other, timeout_s)
        _prepare(other)
        yield other


def _prepare(connection: Connection) -> None:
    """Give a transaction all the time that it takes, also to wait for another, and memory."""
    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
    connection.execute(text(at_least("maintenance_work_mem", _SORTING_MIB, local=True)))


def _execute(
    connection: Connection, statements: Sequence[Executable], other: Connection | None
) -> None:
    """Execute statements, the first of them on another connection at the same time, if there is
    one. What breaks off the others breaks off that as well."""
    if other is None:
        for statement in statements:
            connection.execute(statement)
        return
    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(other.execute, statements[0])
        try:
            for statement in statements[1:]:
                connection.execute(statement)
            first.result()
        except BaseException:
            driver: Any = other.connection.driver_connection
            driver.cancel()
            raise
