"""Tables for people, as wide as the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

GAP = 2
"""How many places part two columns."""
LEAST = 6
"""Where a column would be narrower than that, and than what it holds, there is no table."""


def print_table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows of cells under their names; each row as a list where there are too many columns.

    Cells are texts of one line; what does not fit its column goes on below.
    """
    console = Console(soft_wrap=False, highlight=False, markup=False)
    if _least_width(names, rows) <= console.width:
        console.print(_table(names, rows))
        return
    for number, row in enumerate(rows):
        if number:
            console.print()
        console.print(_list(names, row))


def _least_width(names: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """How many places the columns need, those that hold more of it than ``LEAST`` but so many."""
    columns = zip(names, *rows, strict=True)
    widths = [min(LEAST, max(map(cell_len, column))) for column in columns]
    return sum(widths) + GAP * (len(widths) - 1)


def _table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, GAP, 0, 0))
    for name in names:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _list(names: Sequence[str], row: Sequence[str]) -> Table:
    """A row as lines of a name and its cell."""
    table = Table.grid(padding=(0, GAP, 0, 0))
    table.add_column(overflow="fold", style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, cell in zip(names, row, strict=True):
        table.add_row(Text(name), Text(cell))
    return table
