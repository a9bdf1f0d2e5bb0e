"""What a read-only query may take, and reading its rows within that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from claims.errors import QueryError

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a read-only query may take: time, rows, and characters of all its values."""

    seconds: float = 10.0
    rows: int = 1_000_000
    characters: int = 200_000_000
    value_bytes: int = 10_000_000
    statement_characters: int = 100_000


def take(cursor: Any, limits: Limits) -> Rows:
    """All rows of a cursor. Raises :class:`QueryError` when they exceed the limits."""
    rows: Rows = []
    characters = 0
    while batch := cursor.fetchmany(1_000):
        rows += map(tuple, batch)
        characters += sum(
            len(value) for row in batch for value in row if isinstance(value, (str, bytes))
        )
        if len(rows) > limits.rows:
            raise QueryError(f"the query gives more than {limits.rows} rows; add a LIMIT")
        if characters > limits.characters:
            raise QueryError(
                f"the query gives more than {limits.characters} characters; ask for less"
            )
    return rows


def first_line(error: BaseException) -> str:
    """The first line of what the driver said, without SQLAlchemy's additions."""
    cause = getattr(error, "orig", None) or error
    lines = str(cause).strip().splitlines()
    return lines[0].strip() if lines else type(cause).__name__
