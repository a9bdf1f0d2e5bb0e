"""What somebody altered of what a ledger's rows stand in, as an SQLite file tells it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from claims.ledger.dialect import append_only_triggers

_MOST_DAMAGE = 20


def triggers(connection: Connection) -> dict[tuple[str, str], bool]:
    """The triggers of the file, whose statements SQLite keeps as they were given; see
    :meth:`Dialect.triggers`."""
    made = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'"
    return {
        (table, name): append_only_triggers("sqlite", table).get(name) == sql
        for table, name, sql in connection.exec_driver_sql(made)
    }


def damage(connection: Connection) -> list[str]:
    """SQLite's integrity check: rows that an index misses would not be found."""
    said = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_DAMAGE})").scalars()
    return [" ".join(line.split()) for line in said if line != "ok"]


def altered_views(connection: Connection, made: Mapping[str, str]) -> list[str]:
    """Views whose statement, which SQLite keeps as it was given, is another."""
    views = "SELECT name, sql FROM sqlite_master WHERE type = 'view'"
    there = {row.name: row.sql for row in connection.exec_driver_sql(views)}
    return [name for name, statement in made.items() if there.get(name) != statement.strip()]
