"""Exports as one sheet of an Excel workbook, through XlsxWriter."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from claims.errors import ClaimsError
from claims.report.export.columns import FORMULA_STARTS, Column, cells, columns_of

SHEET_ROWS = 1_048_576
"""Rows of a sheet, that of the names included."""
CELL_CHARACTERS = 32_767
"""Characters of a cell, counted as in UTF-16."""
# The same claims give the same bytes, so the time of writing is no part of the file.
_CREATED = datetime(2000, 1, 1)


def write_xlsx(
    stream: BinaryIO,
    fields: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    sheet_rows: int = SHEET_ROWS,
) -> list[str]:
    """A sheet named claims, written row by row; nothing in it is a formula or a link.

    Gives a note when cells had to be cut to what a cell holds. Raises :class:`ClaimsError` at
    the first row that a sheet of ``sheet_rows`` rows has no place for.
    """
    columns = columns_of(fields)
    with _workbook(stream, "claims") as book:
        sheet = _Sheet(book, "claims", columns)
        for number, row in enumerate(rows, 1):
            if number >= sheet_rows:
                raise ClaimsError(too_many(None, sheet_rows))
            sheet.write(number, row)
    return sheet.notes()


def write_sheets(
    stream: BinaryIO,
    sheets: Iterable[tuple[str, Sequence[Column], Iterable[Mapping[str, Any]]]],
    title: str,
) -> None:
    """A workbook of several sheets, each with its name, columns and rows, written in this order.

    Rows that a sheet has no place for are left out.
    """
    with _workbook(stream, title) as book:
        for name, columns, rows in sheets:
            sheet = _Sheet(book, name, columns)
            for number, row in enumerate(islice(rows, SHEET_ROWS - 1), 1):
                sheet.write(number, row)


@contextmanager
def _workbook(stream: BinaryIO, title: str) -> Iterator[Any]:
    """A workbook that keeps no row in memory, saved when all went well."""
    from xlsxwriter import Workbook

    with tempfile.TemporaryDirectory(prefix="claims-") as folder:
        book = Workbook(stream, {"constant_memory": True, "tmpdir": folder})
        book.use_zip64()
        book.set_properties({"title": title, "created": _CREATED})
        yield book
        book.close()


class _Sheet:
    """A sheet, and what had to be cut in it."""

    def __init__(self, book: Any, name: str, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._sheet = book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        self._sheet.write_row(0, 0, [column.name for column in columns])
        # For a cell that looks like a formula, so that editing it does not make it one.
        self._as_text = book.add_format({"num_format": "@", "quote_prefix": True})
        self._cut, self._first_cut = 0, ""

    def write(self, number: int, row: Mapping[str, Any]) -> None:
        """Write a row; text is never anything but text, whatever it begins with."""
        for place, cell in enumerate(cells(row, self._columns)):
            if isinstance(cell, str):
                text = cell.replace("\r\n", "\n").replace("\r", "\n")  # XML has one line end
                text = text.encode("utf-8", "backslashreplace").decode("utf-8")
                fitting = _fitting(text)
                if fitting is not text:
                    self._first_cut = self._first_cut or (
                        f"{self._columns[place].name} of {row.get('id')}"
                    )
                    self._cut += 1
                self._sheet.write_string(number, place, fitting, self._format(place, fitting))
            elif cell is not None:
                self._sheet.write_number(number, place, cell)

    def notes(self) -> list[str]:
        """What is to be said about the sheet."""
        if not self._cut:
            return []
        count = "1 cell was" if self._cut == 1 else f"{self._cut:,} cells were"
        return [
            f"{count} cut to the {CELL_CHARACTERS:,} characters that a cell holds (first: the "
            f"{self._first_cut}); .parquet, .csv and .jsonl hold everything"
        ]

    def _format(self, place: int, text: str) -> Any:
        is_text = self._columns[place].kind == "text"
        return self._as_text if is_text and text.startswith(FORMULA_STARTS) else None


def _fitting(text: str) -> str:
    """The text itself if a cell holds it, or else as much of it as a cell holds."""
    if len(text) <= CELL_CHARACTERS // 2:
        return text
    data = text.encode("utf-16-le", "replace")
    if len(data) <= 2 * CELL_CHARACTERS:
        return text
    return data[: 2 * CELL_CHARACTERS - 2].decode("utf-16-le", "ignore") + "…"


def too_many(rows: int | None, sheet_rows: int = SHEET_ROWS) -> str:
    """What to say of more rows than a sheet holds."""
    found = "more claims than" if rows is None else f"{rows:,} claims, and"
    holds = f"a sheet holds {sheet_rows - 1:,}"
    return f"{found} {holds}; export them as .parquet, .csv or .jsonl"
