"""The columns that every tabular export has, whatever its format.

An exact value is text with all its digits, and beside it stands the nearest float under the name
of the ledger's own columns (``lo`` and ``lo_number``), for programs that sort and calculate.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from claims.records import FORMULA_STARTS, dumps, plain

__all__ = ["EXACT", "FORMULA_STARTS", "INTEGERS", "Cell", "Column", "cells", "columns_of"]

Cell = str | int | float | None
Kind = Literal["text", "exact", "number", "integer"]

EXACT = frozenset((
    "lo", "hi", "canonical_lo", "canonical_hi", "step", "confidence", "severity", "likely_value",
))  # fmt: skip
INTEGERS = frozenset(("start", "end", "checked", "number"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what its cells are, and the field of a row that they come from."""

    name: str
    kind: Kind
    field: str


def columns_of(fields: Sequence[str]) -> tuple[Column, ...]:
    """The columns for fields of a claim or finding; behind each exact one, the same as a number."""
    columns: list[Column] = []
    for field in fields:
        if field in EXACT:
            columns.append(Column(field, "exact", field))
            columns.append(Column(f"{field}_number", "number", field))
        else:
            columns.append(Column(field, "integer" if field in INTEGERS else "text", field))
    return tuple(columns)


def cells(row: Mapping[str, Any], columns: Sequence[Column]) -> list[Cell]:
    """The cells of a row; objects and lists are JSON, and what is unknown is ``None``."""
    return [_cell(row.get(column.field), column.kind) for column in columns]


def _cell(value: Any, kind: Kind) -> Cell:
    if value is None:
        return None
    if kind == "exact":
        return plain(value)
    if kind == "number":
        return _number(value)
    if kind == "integer":
        return int(value)
    return value if isinstance(value, str) else dumps(value)


def _number(value: Decimal) -> float | None:
    """The nearest float; ``None`` for what is too large for one."""
    number = float(value)
    return number if math.isfinite(number) else None
