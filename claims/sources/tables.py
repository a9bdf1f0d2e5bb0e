"""Tables in raw text: which lines are rows, and where the cells of a row stand.

Markdown's own tables are found by its parser; here are the cells of their rows, the rows of HTML
tables, and tables in plain text: cells between bars, tabs, commas or runs of blanks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from claims.records import Row
from claims.sources.reading import Line

Cells = tuple[tuple[int, int], ...]
# Fewer lines than these are alike by chance; a cell that is longer is a sentence.
FEWEST_LINES, LONGEST_CELL = 3, 60
# Characters; a cell may be two of them, and takes a hundred bytes.
LARGEST_TABLE = 4 * 1024 * 1024
# The share of the cells under the first line that must be numbers, where no bar says "table".
LEAST_NUMBERS = 0.3
# No cell spans more columns or rows than these.
WIDEST_SPAN, LONGEST_SPAN = 20, 500
_BAR = re.compile(r"(?<!\\)\|")
_FIELD = re.compile(r'[ ]*("(?:[^"]|"")*+"|[^,;"\t]*+)[ ]*([,;\t]|\Z)')
_GAP = re.compile(r"\t+|\s{2,}")
_NUMBER = re.compile(r"[~<>≈≤≥+(−–$€£¥-]*\s?\d[\d.,\s]*[%)\w/°]{0,6}\Z")
_PAIR = re.compile(r"\s*(?:[-*•‣◦+]\s+)?[*_]{0,2}[^\W\d_][^:|.!?]{0,40}:[*_]{0,2}\s+\S.{0,80}\Z")
_HTML = re.compile(r"<(table|/table|tr|t[hd])\b([^<>]{0,500})>|</(tr|t[hd])>", re.IGNORECASE)
_SPAN = re.compile(r"(col|row)span\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)


class Rows(NamedTuple):
    """Lines of a paragraph; where they are a table, ``rows`` has one for each of them."""

    lines: Sequence[Line]
    rows: Sequence[Row | None] = ()


def bar_cells(line: Line) -> Cells:
    """The cells of a row with bars between them, with or without bars at its ends."""
    start, end = _bare(line.text, 0, len(line.text))
    start += line.text.startswith("|", start)
    if end > start and line.text[end - 1] == "|" and line.text[end - 2] != "\\":
        end -= 1
    bars = [match.start() for match in _BAR.finditer(line.text, start, end)]
    bounds = zip([start, *(bar + 1 for bar in bars)], [*bars, end], strict=True)
    return tuple(_placed(line, *bound) for bound in bounds)


def split_tables(group: Sequence[Line]) -> Iterator[Rows]:
    """The lines of a paragraph in stretches that are a table and stretches that are none."""
    if sum(len(line.text) for line in group) > LARGEST_TABLE:
        yield Rows(group)
        return
    written = [line for line in group if any(map(str.isalnum, line.text))]
    found = next(filter(None, (_table(written, cells) for cells in _WAYS)), None)
    if found is None:
        yield Rows(group)
        return
    first, last, rows = found
    if first > 0:
        yield Rows(group[: group.index(written[first])])
    yield Rows(written[first:last], rows)
    if last < len(written):
        yield Rows(group[group.index(written[last]) :])


def is_pair_list(texts: Sequence[str]) -> bool:
    """Whether lines are a list of "key: value", at least every second value with a number."""
    if len(texts) < 2 or not all(map(_PAIR.match, texts)):
        return False
    return 2 * sum(any(map(str.isdigit, text)) for text in texts) >= len(texts)


def html_rows(text: str, start: int, end: int, table: int) -> Iterator[tuple[int, int, Row]]:
    """The rows of an HTML table between two offsets: their stretches of text, and their cells.

    ``table`` is the number of the table that was begun before. A cell over several columns is
    the cell of each of them, and under one over several rows stands an empty one; a row of
    nothing but ``th`` is a header.
    """
    row: list[re.Match[str]] = []
    held: dict[int, int] = {}
    opened = -1
    for tag in _HTML.finditer(text, start, end):
        name = (tag[1] or f"/{tag[3]}").lower()
        if opened >= 0 and name in ("tr", "/tr", "table", "/table"):
            if row:
                yield opened, tag.start(), _html_row(text, row, tag.start(), table, held)
            row, opened = [], -1
        if name == "table":
            table, held = tag.start(), {}
        elif name == "tr":
            opened = tag.end()
        elif opened >= 0:
            row.append(tag)
    if row:
        yield opened, end, _html_row(text, row, end, table, held)


def last_table(text: str, start: int, end: int, table: int) -> int:
    """The number of the HTML table that is open at ``end``: the place where it begins."""
    tags = [m.start() for m in _HTML.finditer(text, start, end) if (m[1] or "").lower() == "table"]
    return tags[-1] if tags else table


def _html_row(
    text: str, tags: Sequence[re.Match[str]], end: int, table: int, held: dict[int, int]
) -> Row:
    """The cells of a row; ``held`` counts by column for how many rows one from above goes on."""
    cells: list[tuple[int, int]] = []
    stops = [*(tag.start() for tag in tags[1:]), end]
    opening = [(tag, stop) for tag, stop in zip(tags, stops, strict=True) if tag[1]]
    for tag, stop in opening:
        _go_on(cells, end, held)
        spans = {name.lower(): int(count) for name, count in _SPAN.findall(tag[2])}
        for _ in range(min(max(spans.get("col", 1), 1), WIDEST_SPAN)):
            held[len(cells)] = min(spans.get("row", 1), LONGEST_SPAN) - 1
            cells.append(_bare(text, tag.end(), stop))
    _go_on(cells, end, held)
    return Row(table, tuple(cells), all(tag[1].lower() == "th" for tag, _ in opening))


def _go_on(cells: list[tuple[int, int]], end: int, held: dict[int, int]) -> None:
    """Add an empty cell where one of a row above spans this row too."""
    while held.get(len(cells), 0) > 0:
        held[len(cells)] -= 1
        cells.append((end, end))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _placed(line: Line, start: int, end: int) -> tuple[int, int]:
    first, last = _bare(line.text, start, end)
    return line.start + first, line.start + last


def _barred(line: Line) -> Cells | None:
    return bar_cells(line) if _BAR.search(line.text) else None


def _fields(line: Line) -> Cells | None:
    """The fields of a line of comma-separated values, quoted ones without their quotes."""
    found, at, marks = [], 0, set()
    while at <= len(line.text):
        match = _FIELD.match(line.text, at)
        if match is None:
            return None
        quoted = match[1].startswith('"') and len(match[1]) > 1
        found.append(_placed(line, match.start(1) + quoted, match.end(1) - quoted))
        marks.add(match[2])
        at = match.end() if match[2] else len(line.text) + 1
    return tuple(found) if len(found) > 1 and len(marks - {""}) == 1 else None


def _spaced(line: Line) -> Cells | None:
    start, end = _bare(line.text, 0, len(line.text))
    gaps = list(_GAP.finditer(line.text, start, end))
    bounds = zip([start, *(g.end() for g in gaps)], [*(g.start() for g in gaps), end], strict=True)
    return tuple(_placed(line, *bound) for bound in bounds) if gaps else None


_WAYS: tuple[Callable[[Line], Cells | None], ...] = (_barred, _fields, _spaced)


def _table(
    group: Sequence[Line], cells_of: Callable[[Line], Cells | None]
) -> tuple[int, int, list[Row]] | None:
    """The first run of lines that are rows: from and to which line, and the rows."""
    cells = [cells_of(line) for line in group]
    first = 0
    while first < len(group):
        last = first
        while last < len(group) and _goes_on(cells[first], cells[last], cells_of):
            last += 1
        run = [row for row in cells[first:last] if row is not None]
        if len(run) >= FEWEST_LINES and _is_table(group[first:last], run, cells_of):
            return first, last, _rows(group[first:last], run)
        first = max(last, first + 1)
    return None


def _goes_on(
    head: Cells | None, row: Cells | None, cells_of: Callable[[Line], Cells | None]
) -> bool:
    return head is not None and row is not None and (cells_of is _barred or len(row) == len(head))


def _is_table(
    group: Sequence[Line], run: Sequence[Cells], cells_of: Callable[[Line], Cells | None]
) -> bool:
    texts = [[_text(line, cell) for cell in row] for line, row in zip(group, run, strict=True)]
    below = [text for row in texts[1:] for text in row if text]
    numbers = sum(_NUMBER.match(text) is not None for text in below)
    longest = max(len(text) for row in texts for text in row)
    return (cells_of is _barred or longest <= LONGEST_CELL) and numbers >= LEAST_NUMBERS * len(
        below
    ) > 0


def _rows(group: Sequence[Line], run: Sequence[Cells]) -> list[Row]:
    table = group[0].start
    head = [_text(group[0], cell) for cell in run[0]]
    named = not any(_NUMBER.match(text) and not _is_year(text) for text in head)
    return [Row(table, cells, named and number == 0) for number, cells in enumerate(run)]


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit()


def _text(line: Line, cell: tuple[int, int]) -> str:
    return line.text[cell[0] - line.start : cell[1] - line.start]
