"""Tables for people: columns that fit the terminal, however many rows there are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest

GAP = "  "
"""What parts two columns."""
LEAST = 6
"""Where a column would be narrower than that, and than what it holds, there is no table."""
# So many rows have columns of one width, which is known before the first of them is written.
_BATCH = 10_000
_USUAL_WIDTH = 80
# All but characters that are known to take one place.
_ODD = re.compile("[^ -~\u00a0-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")
_BOLD = "\x1b[1m{}\x1b[0m"


def terminal_width() -> int:
    """How many columns the terminal has, also where the output goes to a pager."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    for stream in (0, 1, 2):
        try:
            return os.get_terminal_size(stream).columns or _USUAL_WIDTH
        except OSError:
            continue
    return _USUAL_WIDTH


def table_lines(
    names: Sequence[str], rows: Iterable[Sequence[str]], width: int, *, bold: bool = False
) -> Iterator[str]:
    """The lines of a table, while the rows come; the names may be ``bold``.

    Cells are texts of one line; what does not fit its column goes on below. Columns grow with
    later rows as far as there is room. Where there are too many of them, each row is a list.
    """
    rows = iter(rows)
    needed, heading = [places(name) for name in names], list(names)
    while batch := list(islice(rows, _BATCH)):
        columns = zip(*batch, strict=True)
        needed = [
            max(most, *map(places, column)) for most, column in zip(needed, columns, strict=True)
        ]
        widths = fitted(needed, width)
        if heading and any(
            own < min(most, LEAST) for own, most in zip(widths, needed, strict=True)
        ):
            yield from _lists(names, chain(batch, rows), width)
            return
        for line in _lines(heading, widths) if heading else ():
            yield _BOLD.format(line) if bold else line
        heading = []
        for row in batch:
            yield from _lines(row, widths)


def fitted(needed: Sequence[int], width: int) -> list[int]:
    """Widths of columns that fit together: the widest give up what is too much, alike."""
    room = width - len(GAP) * (len(needed) - 1)
    widths, left = list(needed), len(needed)
    for column in sorted(range(left), key=needed.__getitem__):
        widths[column] = max(min(needed[column], room // left), 1)
        room, left = room - widths[column], left - 1
    return widths


def places(text: str) -> int:
    """How many places of a terminal a text takes."""
    if text.isascii() or not _ODD.search(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _lines(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The lines of a row."""
    if all(places(cell) <= width for cell, width in zip(cells, widths, strict=True)):
        yield _line(cells, widths)
        return
    folded = [list(_folded(cell, width)) for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*folded, fillvalue=""):
        yield _line(parts, widths)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        cell + " " * (width - places(cell)) for cell, width in zip(cells, widths, strict=True)
    ]
    return GAP.join(padded).rstrip()


def _folded(text: str, width: int) -> Iterator[str]:
    """A text in lines, parted between words, and within those that are longer than a line."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if places(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        *whole, line = _chopped(word, width)
        yield from whole
    yield line


def _chopped(word: str, width: int) -> list[str]:
    if places(word) == len(word):
        return [word[start : start + width] for start in range(0, len(word), width)] or [""]
    from rich.cells import chop_cells

    return chop_cells(word, width) or [""]


def _lists(names: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> Iterator[str]:
    """Each row as lines of its own, a name and its cell on each, with an empty line between."""
    side = min(max(map(places, names)), width // 3)
    widths = (side, max(width - side - len(GAP), 1))
    for number, row in enumerate(rows):
        if number:
            yield ""
        for name, cell in zip(names, row, strict=True):
            yield from _lines((name, cell), widths)
