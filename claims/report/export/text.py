"""Exports as text: JSON lines and comma-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from claims.records import dumps
from claims.report.export.columns import FORMULA_STARTS, Cell, Column, cells, columns_of

Row = Mapping[str, Any]


def write_jsonl(stream: BinaryIO, fields: Sequence[str], rows: Iterable[Row]) -> list[str]:
    """One object a line, as `claims ingest --claims` reads it; numbers have all their digits."""
    for row in rows:
        line = dumps({name: row.get(name) for name in fields}) + "\n"
        stream.write(line.encode("utf-8", "backslashreplace"))
    return []


def write_csv(stream: BinaryIO, fields: Sequence[str], rows: Iterable[Row]) -> list[str]:
    """A line of names and one for each row; text like a formula gets a leading apostrophe."""
    columns = columns_of(fields)
    text = io.TextIOWrapper(stream, "utf-8", errors="backslashreplace", newline="")
    writer = csv.writer(text, lineterminator="\n")
    # A carriage return alone is quoted only where it is part of the line's end.
    careful = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow([column.name for column in columns])
    for row in rows:
        found = [harmless(c, cell) for c, cell in zip(columns, cells(row, columns), strict=True)]
        returns = any(isinstance(cell, str) and "\r" in cell for cell in found)
        (careful if returns else writer).writerow(found)
    text.detach()
    return []


def harmless(column: Column, cell: Cell) -> Cell:
    """A cell that no spreadsheet runs: numbers as they are, text set off by an apostrophe."""
    if column.kind == "text" and isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return "'" + cell
    return cell
