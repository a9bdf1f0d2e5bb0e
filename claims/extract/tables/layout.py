"""How a table is laid out: which rows are headers, which column names the rows, what stands where.

In an upright table the rows are things and the columns their properties; in a transposed one the
first column holds the properties and the headers name things or times.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from claims.extract.names.families import SUFFIXES
from claims.extract.tables.cells import Cell, Measure, measure, read_cell
from claims.extract.tables.headers import Headers, Label, periods
from claims.extract.tables.naming import Naming
from claims.extract.tables.words import listed
from claims.records import Passage

# So many rows show how a table is laid out; the name stands in one of the first columns.
SAMPLE, FIRST_COLUMNS = 60, 3
MOST_HEADERS = 3
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as it is read.

    ``labels`` are its columns' headers; ``names`` is the column that names the rows and
    ``dates`` the one that dates them. ``header_rows`` are the numbers of the passages that are
    headers. Where it is ``transposed``, the rows are properties. ``corner`` says what the names
    are ("model"), ``scope`` is the scale stated for the whole table, ``money`` the same with the
    currency in which all of its money is. ``repeats`` says that several rows have one name, and
    ``years`` are the columns of nothing but years. Where the rows are times, they are ``dated``.
    """

    labels: tuple[Label, ...]
    names: int | None
    dates: int | None
    header_rows: frozenset[int]
    transposed: bool
    corner: str = ""
    scope: Measure | None = None
    money: Measure | None = None
    repeats: bool = False
    years: frozenset[int] = frozenset()
    dated: bool = False

    def label(self, column: int) -> Label:
        """The header of a column; an empty one beyond the last."""
        return self.labels[column] if column < len(self.labels) else Label("")


@dataclass
class LayoutReader:
    """Finds out how tables are laid out; ``is_name`` tells names of things that are known."""

    headers: Headers
    naming: Naming
    is_name: Callable[[str], bool]
    _cells: dict[int, list[Cell]] = field(default_factory=dict)

    def read(self, passages: Sequence[Passage], caption: str) -> Layout:
        """The layout of the rows of a table, given the words that stand before it."""
        sample = [self.cells(passage) for passage in passages[:SAMPLE]]
        heads = _header_rows(passages, sample)
        body = [row for number, row in enumerate(sample) if number not in heads]
        texts = _header_texts([sample[number] for number in sorted(heads)])
        labels = tuple(self.headers.label(*column) for column in texts)
        names = _name_column(labels, body, self._kinds())
        dates = _date_column(labels, body, names)
        corner = labels[names].text if names is not None and names < len(labels) else ""
        columns = [n for n in range(_width(body)) if n not in (names, dates)]
        numeric = [n for n in columns if any(cell.kind == "number" for cell in _column(body, n))]
        named = [row[names].text for row in body if names is not None and names < len(row)]
        scope = self.headers.scope(f"{corner} ({caption})")
        return Layout(
            labels, names, dates, frozenset(heads),
            self._is_transposed(labels, numeric, named, body, corner), corner,
            scope, self._money(scope, body), len({*named} - {""}) < len(named),
            frozenset(n for n in numeric if all_years(_column(body, n))),
            names is not None and _is_dated(labels, body, names),
        )  # fmt: skip

    def cells(self, passage: Passage) -> list[Cell]:
        """The cells of a row, with offsets in the passage's text."""
        text, vocabulary = passage.text, self.headers.vocabulary
        return [read_cell(start, end, text, vocabulary) for start, end in cell_spans(passage)]

    def _money(self, scope: Measure | None, body: Sequence[Sequence[Cell]]) -> Measure | None:
        """A scale without a currency with the one that some cells have: "$1,234", then "700"."""
        if scope is None or (scope.sample is not None and scope.sample.unit is not None):
            return scope
        units = {q.value.unit or "" for row in body for cell in row for q in cell.own}
        known = self.headers.vocabulary.units
        money = [unit for unit in sorted(units) if unit in known and known[unit].prefixes]
        suffix = f"{scope.suffix} {money[0]}" if len(money) == 1 else scope.suffix
        return measure("", suffix, self.headers.vocabulary) or scope

    def _kinds(self) -> frozenset[str]:
        nouns = self.headers.vocabulary.kind_nouns.values()
        return frozenset(noun.lower() for group in nouns for noun in group)

    def _is_transposed(
        self,
        labels: Sequence[Label],
        numeric: Sequence[int],
        named: Sequence[str],
        body: Sequence[Sequence[Cell]],
        corner: str,
    ) -> bool:
        """Whether the rows are properties, by what their names and the headers are."""
        heads = [labels[n] for n in numeric if n < len(labels)]
        rows = [self.headers.label(name) for name in named]
        if not rows or not numeric:
            return False
        if not heads and len(numeric) == 1:  # pairs without a header
            return self._things(rows) <= self._properties(rows)
        kind = corner.lower().rstrip("s") in self._kinds() or corner.lower() == "name"
        score = self._properties(rows) - self._properties(heads)
        score += self._things(heads) - self._things(rows)
        score += HALF * (_mixed([_column(body, n) for n in numeric]) - _mixed(body))
        score += HALF * (corner.lower() in listed("properties")) - 2 * kind
        if heads and all(label.plain in listed("values") or not label.text for label in heads):
            score += 1
        if periods(heads) >= HALF * len(heads) > 0:
            return not kind and self._things(rows) <= self._properties(rows)
        return score > 0

    def _properties(self, labels: Sequence[Label]) -> float:
        """The share of labels that name a property or state a unit."""
        found = [label.unit is not None or self.naming.is_property(label.parts) for label in labels]
        return sum(found) / max(1, len(labels))

    def _things(self, labels: Sequence[Label]) -> float:
        return sum(self.is_name(label.text) for label in labels) / max(1, len(labels))


def cell_spans(passage: Passage) -> list[tuple[int, int]]:
    """Where the cells of a row stand in the passage's text; nothing for what is no row."""
    return [_cleaned(passage, *cell) for cell in passage.row.cells] if passage.row else []


def _cleaned(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Where a stretch of the source's text stands in the passage's cleaned text, without blanks
    at its ends; an empty stretch where nothing of it was left."""
    ends = [piece.raw_end for piece in passage.pieces]
    first, found = bisect_right(ends, start), list[tuple[int, int]]()
    for piece in passage.pieces[first:]:
        if piece.raw_start >= end:
            break
        shift = piece.start - piece.raw_start
        if piece.exact:
            found.append((max(start, piece.raw_start) + shift, min(end, piece.raw_end) + shift))
        else:
            found.append((piece.start, piece.end))
    if not found:
        return 0, 0
    text = passage.text[found[0][0] : found[-1][1]]
    at = found[0][0] + len(text) - len(text.lstrip())
    return at, at + len(text.strip())


def _header_rows(passages: Sequence[Passage], sample: Sequence[Sequence[Cell]]) -> list[int]:
    """The rows that name the columns: those that the format calls so, and those at the beginning
    that hold no number while others do."""
    stated = [n for n, p in enumerate(passages[:SAMPLE]) if p.row is not None and p.row.header]
    if stated == [0] and _is_pair(sample[0]):
        return []
    for number in range(len(stated), min(MOST_HEADERS, len(sample) - 1)):
        row = sample[number]
        filled = [cell for cell in row[1:] if cell.kind != "empty"]
        worded = all(cell.kind == "text" or cell.year for cell in filled)
        unnamed = not row[0].text or not stated
        if not (filled and worded and unnamed and stated in ([], list(range(number)))):
            break
        if not any(cell.kind == "number" for later in sample[number + 1 :] for cell in later):
            break
        stated.append(number)
    return stated


def _is_pair(row: Sequence[Cell]) -> bool:
    """Whether a header of two cells is rather a property with its value."""
    return len(row) == 2 and row[0].kind == "text" and row[1].kind == "number" and not row[1].year


def _header_texts(heads: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The headers above each column; in all but the last row one holds for those without."""
    width = max((len(row) for row in heads), default=0)
    texts: list[list[str]] = [[] for _ in range(width)]
    for number, row in enumerate(heads):
        held = ""
        for column in range(width):
            text = row[column].text if column < len(row) else ""
            if number < len(heads) - 1 and column:
                held = text = text or held
            if text not in texts[column]:
                texts[column].append(text)
    return texts


def _name_column(
    labels: Sequence[Label], body: Sequence[Sequence[Cell]], kinds: frozenset[str]
) -> int | None:
    """The column that names the rows: one whose header says so, else the first of words."""
    worded = [n for n in range(_width(body)) if _share(_column(body, n), "text") > HALF]
    for column in range(_width(body)):
        head = labels[column].text.lower() if column < len(labels) else ""
        said = head.rstrip("s") in kinds or head == "name"
        if said and (column in worded or _are_sizes(_column(body, column))):
            return column
    first = next((n for n in worded if n < FIRST_COLUMNS), None)
    if first is None and _is_dated(labels, body, 0):
        return 0
    return first


def _are_sizes(cells: Sequence[Cell]) -> bool:
    """Whether cells are sizes that name the members of a family: "7B", "13B"."""
    return bool(cells) and all(cell.text[-1:] in SUFFIXES for cell in cells if cell.text)


def _date_column(
    labels: Sequence[Label], body: Sequence[Sequence[Cell]], names: int | None
) -> int | None:
    """The column that dates the rows, if they have names besides."""
    for column in range(min(FIRST_COLUMNS, len(labels))):
        if column != names and labels[column].text.lower() in listed("periods"):
            return column if _is_dated(labels, body, column) else None
    return None


def _is_dated(labels: Sequence[Label], body: Sequence[Sequence[Cell]], column: int) -> bool:
    cells = [cell for cell in _column(body, column) if cell.kind != "empty"]
    head = labels[column].text.lower() if column < len(labels) else ""
    dated = sum(1 for cell in cells if cell.kind == "date" or cell.year)
    return (head in listed("periods") or not head) and dated > HALF * len(cells)


def _share(cells: Sequence[Cell], kind: str) -> float:
    filled = [cell for cell in cells if cell.kind != "empty"]
    return sum(cell.kind == kind for cell in filled) / max(1, len(filled))


def _mixed(lines: Sequence[Sequence[Cell]]) -> float:
    """The share of rows or columns whose numbers are of different units."""
    units = [{_unit(cell) for cell in line if cell.kind == "number"} for line in lines]
    return sum(len(found) > 1 for found in units) / max(1, len(units))


def _unit(cell: Cell) -> str:
    return ",".join(sorted({q.value.canonical_unit or "" for q in cell.own}))


def _column(body: Sequence[Sequence[Cell]], number: int) -> list[Cell]:
    return [row[number] for row in body if number < len(row)]


def _width(body: Sequence[Sequence[Cell]]) -> int:
    return max((len(row) for row in body), default=0)


def all_years(cells: Sequence[Cell]) -> bool:
    """Whether numbers are years, all of them and at least two."""
    numbers = [cell for cell in cells if cell.kind == "number"]
    return len(numbers) > 1 and all(cell.year for cell in numbers)


def is_counter(label: Label) -> bool:
    """Whether a column only numbers the rows."""
    return label.text.lower() in listed("counters")


def is_whole(name: str) -> bool:
    """Whether a row is a sum or mean of the others, and no thing of its own."""
    return name.lower().rstrip(":") in listed("wholes")
