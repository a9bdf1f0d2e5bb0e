"""What a read-only query may take, and reading its rows within that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from claims.errors import QueryError

Rows = list[tuple[Any, ...]]
_FIRST_BATCH = 16
_BATCH = 1_000
_WIDE = 1_000_000


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


def take(fetch: Callable[[int], Iterable[Sequence[Any]]], limits: Limits) -> Rows:
    """The rows of a query, as many as ``limits`` ask for; ``fetch`` gives up to so many more of
    them, one after the other, so that no more is in memory than is allowed.

    Raises :class:`QueryError` when they exceed the limits.
    """
    rows: Rows = []
    characters, most = 0, _FIRST_BATCH
    while limits.first is None or len(rows) < limits.first:
        before, had = len(rows), characters
        for row in fetch(most if limits.first is None else min(most, limits.first - before)):
            rows.append(tuple(row))
            characters += sum(_characters(value, limits) for value in row)
            _check(rows, characters, limits)
        if len(rows) == before:
            break
        # A server gathers all that one fetch gives before it sends the first row.
        most = min(most * 2, _BATCH) if characters - had < _WIDE else 1
    return rows


def _check(rows: Rows, characters: int, limits: Limits) -> None:
    if len(rows) > limits.rows:
        raise QueryError(f"the query gives more than {limits.rows} rows; add a LIMIT")
    if characters > limits.characters:
        raise QueryError(f"the query gives more than {limits.characters} characters; ask for less")


def _characters(value: Any, limits: Limits) -> int:
    if isinstance(value, (list, tuple)):
        return sum(_characters(item, limits) for item in value)
    size = len(value) if isinstance(value, (str, bytes)) else 0
    if size > limits.value_bytes:
        raise QueryError(f"a value has more than {limits.value_bytes} characters; ask for less")
    return size


def first_line(error: BaseException) -> str:
    """The first line of what the driver said, without SQLAlchemy's additions."""
    cause = getattr(error, "orig", None) or error
    lines = str(cause).strip().splitlines()
    return lines[0].strip() if lines else type(cause).__name__
