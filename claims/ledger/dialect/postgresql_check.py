"""What somebody altered of what a ledger's rows stand in, as a PostgreSQL server tells it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from claims.ledger.dialect import APPEND_ONLY_SETUP, append_only_triggers

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


def triggers(connection: Connection) -> dict[tuple[str, str], bool]:
    """The triggers and rules of the schema that tables go to, except those that the server
    makes itself for foreign keys; see :meth:`Dialect.triggers`."""
    found = {
        (table, name): switched == "O" and _is_own(table, name, statement, body)
        for table, name, statement, switched, body in connection.exec_driver_sql(_TRIGGERS)
    }
    return found | {(row[0], row[1]): False for row in connection.exec_driver_sql(_RULES)}


def damage(connection: Connection) -> list[str]:
    """Indexes that the server itself does not trust."""
    names = connection.exec_driver_sql(_INVALID_INDEXES).scalars()
    return [f"the index {name} is not valid; make it anew with: REINDEX" for name in names]


def altered_views(engine: Engine, made: Mapping[str, str]) -> list[str] | None:
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
        raise


def _is_own(table: str, name: str, statement: str, body: str) -> bool:
    """Whether a trigger, as the server spells it, and its function are what was made."""
    made = append_only_triggers("postgresql", table).get(name, "")
    spelled = made.replace("UPDATE OR DELETE", "DELETE OR UPDATE")
    (function,) = APPEND_ONLY_SETUP["postgresql"]
    return _SCHEMA.sub("", statement) == spelled and f"$${body}$$" in function


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
