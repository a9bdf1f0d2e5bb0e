"""What a read-only query may take, and reading its rows within that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from claims.errors import QueryError

Rows = list[tuple[Any, ...]]
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a read-only query may take: time, rows, and characters of all its values.

    A query with more than ``rows`` is refused; one with more than ``first`` is cut there.
    """

    seconds: float = 10.0
    rows: int = 1_000_000
    first: int | None = None
    characters: int = 200_000_000
    value_bytes: int = 10_000_000
    statement_characters: int = 100_000


def take(cursor: Any, limits: Limits, before_fetch: Callable[[], None] = lambda: None) -> Rows:
    """The rows of a cursor, as many as ``limits`` ask for; ``before_fetch`` is called often.

    Raises :class:`QueryError` when they exceed the limits.
    """
    rows: Rows = []
    characters = 0
    while limits.first is None or len(rows) < limits.first:
        before_fetch()
        left = _BATCH if limits.first is None else min(_BATCH, limits.first - len(rows))
        if not (batch := cursor.fetchmany(left)):
            break
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
