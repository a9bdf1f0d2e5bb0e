"""Writing into a database what its tables, views and columns mean."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, inspect, text

from claims.ledger.connect import VERSION_TABLE
from claims.ledger.schema import metadata
from claims.ledger.schema.table_meanings import TABLE_COLUMNS
from claims.ledger.schema.view_meanings import VIEW_COLUMNS, VIEWS

_Line = tuple[str, str, int, str | None, str]


def describe(connection: Connection) -> None:
    """Make ``schema_view`` anew, and on PostgreSQL the comments, for what is there.

    The words belong to the program and not to a revision: every migration ends with this.
    """
    _execute(connection, "DROP VIEW IF EXISTS schema_view")
    lines = list(_lines(connection))
    if not any(kind == "table" and relation != VERSION_TABLE for relation, kind, *_ in lines):
        return
    rows = ", ".join(f"({', '.join(map(_literal, line))})" for line in lines)
    _execute(
        connection,
        f"CREATE VIEW schema_view (relation, kind, position, name, meaning) AS VALUES {rows}",
    )
    if connection.dialect.name == "postgresql":
        for relation, kind, _, name, meaning in lines:
            what = f"{kind} {relation}" if name is None else f"column {relation}.{name}"
            _execute(connection, f"COMMENT ON {what} IS {_literal(meaning)}")


def _lines(connection: Connection) -> Iterator[_Line]:
    """The tables and views that are there, each followed by its columns."""
    found = inspect(connection)
    tables, views = set(found.get_table_names()), set(found.get_view_names())
    for relation, columns in {**VIEW_COLUMNS, **TABLE_COLUMNS}.items():
        kind = "table" if relation in tables else "view"
        own = relation == "schema_view"
        if not own and relation not in tables | views:
            continue
        known = metadata.tables.get(relation)
        about = VIEWS.get(relation) or (known.comment if known is not None else None)
        yield relation, kind, 0, None, about or "Kept by the migrations for themselves"
        there = list(columns) if own else [c["name"] for c in found.get_columns(relation)]
        for position, name in enumerate(there, 1):
            if name in columns:
                yield relation, kind, position, name, columns[name]


def _execute(connection: Connection, statement: str) -> None:
    connection.execute(text(statement.replace(":", r"\:")))


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
