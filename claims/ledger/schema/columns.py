"""What the tables are made of: kinds of columns, and rules that they keep."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, text
from sqlalchemy.schema import SchemaItem

from claims.ledger.dialect.types import NUMBER, TEXT, number_of
from claims.ledger.schema.table_meanings import TABLE_COLUMNS

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def new_table(name: str, comment: str, *items: SchemaItem) -> Table:
    """A table with what it, and each of its columns, means."""
    table = Table(name, metadata, *items, comment=comment, sqlite_strict=True)
    for column in table.columns:
        column.comment = TABLE_COLUMNS.get(name, {}).get(column.name)
    return table


def key(name: str, target: str | None = None) -> Column[str]:
    """A text that is the primary key or part of it, and may refer to a column elsewhere."""
    if target is None:
        return Column(name, TEXT, primary_key=True)
    return Column(name, TEXT, ForeignKey(target), primary_key=True)


def text_column(name: str, target: str | None = None, *, nullable: bool = False) -> Column[str]:
    """A text, which may refer to a column elsewhere."""
    if target is None:
        return Column(name, TEXT, nullable=nullable)
    return Column(name, TEXT, ForeignKey(target), nullable=nullable)


def integer(name: str, *, nullable: bool = False) -> Column[int]:
    """An integer."""
    return Column(name, Integer, nullable=nullable)


def number(column: str) -> Column[object]:
    """The number that the text ``column`` spells, computed by the engine, for sorting."""
    return Column(f"{column}_number", NUMBER, number_of(column))


def is_one_of(column: str, allowed: object) -> CheckConstraint:
    """One of the values of a ``Literal``."""
    values = ", ".join(f"'{value}'" for value in get_args(allowed))
    return CheckConstraint(f"{column} IN ({values})", name=column)


def check(name: str, rule: str) -> CheckConstraint:
    """A rule of one's own."""
    return CheckConstraint(rule, name=name)


def are_hashes(*columns: str) -> CheckConstraint:
    """SHA-256 in hex."""
    return check("hashes", " AND ".join(f"length({column}) = 64" for column in columns))


def is_decimal(column: str) -> CheckConstraint:
    """Digits, a sign before them and a point among them, or nothing at all."""
    digits = f"ltrim({column}, '-')"
    rule = f"trim({digits}, '0123456789') IN ('', '.') AND {digits} NOT IN ('', '.')"
    return check(f"{column}_digits", rule)


def is_json(column: str) -> tuple[CheckConstraint, CheckConstraint]:
    """JSON, by each engine's own reader."""
    name = f"{column}_json"
    return (
        check(name, f"{column} IS NULL OR json_valid({column})").ddl_if(dialect="sqlite"),
        check(name, f"{column} IS NULL OR CAST({column} AS json) IS NOT NULL").ddl_if(
            dialect="postgresql"
        ),
    )


def index_of_known(*columns: str) -> Index:
    """An index that leaves out the rows in which the first column says nothing."""
    known = text(f"{columns[0]} IS NOT NULL")
    return Index(None, *columns, sqlite_where=known, postgresql_where=known)
