"""Column types that mean the same on every engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import REAL, Computed, Numeric, Text

# Text sorts by code point on both engines; a PostgreSQL server's own collation may differ.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")
# Exact on PostgreSQL; a float on SQLite, which has no decimals. The text column is the truth.
NUMBER = Numeric().with_variant(REAL(), "sqlite")

SEARCH_INDEX = "claim_search"
"""The full-text index of claims: on SQLite a virtual table, whose own tables begin with this
name, on PostgreSQL an index."""


def values_of(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """The values of rows in the order of the first one's columns, which all of them have."""
    names = list(rows[0])
    for row in rows:
        yield tuple([row[name] for name in names])


def number_of(column: str) -> Computed:
    """A generated column: the number that the text column ``column`` spells.

    NUMERIC in a cast is exact on PostgreSQL; SQLite reads it as an integer or a float.
    """
    return Computed(f"CAST({column} AS NUMERIC)", persisted=True)
