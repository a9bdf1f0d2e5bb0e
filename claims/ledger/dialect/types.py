"""Column types that mean the same on every engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import REAL, Computed, Numeric, Text

# Text sorts by code point on both engines; a PostgreSQL server's own collation may differ.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")
# Exact on PostgreSQL; a float on SQLite, which has no decimals. The text column is the truth.
NUMBER = Numeric().with_variant(REAL(), "sqlite")

SEARCH_INDEX = "claim_search"
"""The full-text index of claims: on SQLite a virtual table, whose own tables begin with this
name, on PostgreSQL an index."""


def values_of(rows: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The columns of the first row, which all rows have, and the values of each row in their
    order; nothing of no rows."""
    names = list(rows[0]) if rows else []
    return names, [tuple([row[name] for name in names]) for row in rows]


def number_of(column: str) -> Computed:
    """A generated column: the number that the text column ``column`` spells.

    NUMERIC in a cast is exact on PostgreSQL; SQLite reads it as an integer or a float.
    """
    return Computed(f"CAST({column} AS NUMERIC)", persisted=True)
