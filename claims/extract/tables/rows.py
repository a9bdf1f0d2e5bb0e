"""Quantities of tables, by row and column: the row's name is the subject, the column's header
says what is stated of it, in which unit, and what narrows it; or the other way round."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from claims.extract.context.discourse import Discourse
from claims.extract.links import Link
from claims.extract.tables.cells import Cell, read_cell
from claims.extract.tables.headers import Headers, Label
from claims.extract.tables.layout import Layout, LayoutReader, all_years, is_counter, is_whole
from claims.extract.tables.naming import Naming, expansions_of
from claims.extract.tables.stating import CONDITION, Place, Stating
from claims.extract.tables.things import NOTHING, Thing, Things
from claims.extract.tables.words import listed
from claims.reasons import Reason
from claims.records import Passage
from claims.sources import Document
from claims.vocabulary import Vocabulary

# Formats whose lines may be lists of "key: value".
FORMATS = frozenset({"markdown", "plain"})
# A longer passage before a table is no caption.
LONGEST_CAPTION = 300
# The things of so many rows are known in what follows, and are not what it speaks of.
MENTIONED, IN_PASSING = 20, 0.05
# A longer row is quoted cell by cell.
LONGEST_QUOTE = 600
_PAIR = re.compile(r"\s*(?:[-*•‣◦+]\s+)?([^\W\d_][^:|.!?]{0,40}?)\s*:\s+(\S.{0,60})\Z", re.DOTALL)
Prose = Callable[[str], Sequence[Link]]


@dataclass
class _Table:
    """A table with what was found out about it while its rows are read in order."""

    rows: list[Passage]
    layout: Layout
    topic: Thing
    above: tuple[str, ...]
    section: str = ""
    name: str = ""
    things: set[str | None] = field(default_factory=set)

    def is_header(self, passage: Passage) -> bool:
        number = bisect_left(self.rows, passage.start, key=lambda row: row.start)
        return number in self.layout.header_rows


class Tables:
    """Links the rows of a document's tables, and its pairs "key: value", in their order.

    ``prose`` links a cell that is a sentence; ``discourse`` is the document's.
    """

    def __init__(
        self, document: Document, discourse: Discourse, vocabulary: Vocabulary, prose: Prose
    ) -> None:
        self.document, self.discourse, self.prose = document, discourse, prose
        self.headers = Headers(vocabulary)
        self._rows: dict[int, list[Passage]] = defaultdict(list)
        for passage in document.passages:
            if passage.row is not None:
                self._rows[passage.row.table].append(passage)
        naming = Naming(vocabulary, self._expansions())
        self.things = Things(discourse, vocabulary, naming)
        self.reader = LayoutReader(self.headers, naming, self.things.is_name)
        self.stating = Stating(vocabulary, naming, self.things)
        self._tables: dict[int, _Table] = {}

    def links(self, passage: Passage) -> list[Link] | None:
        """What a passage states as a row of a table or as a pair "key: value"; ``None`` if it is
        neither. Offsets are those of the passage's text."""
        if passage.row is not None:
            return list(self._row(passage, self._table(passage.row.table)))
        if self.document.source.format not in FORMATS:
            return None
        return self._pair(passage)

    def _expansions(self) -> dict[str, str]:
        """What the abbreviations in the first rows of the tables mean."""
        heads = [row.text for rows in self._rows.values() for row in rows[:2]]
        words = [word for text in heads for word in re.findall(r"\w+", text)]
        prose = [p.text for p in self.document.passages if p.row is None]
        return expansions_of(words, prose) if words else {}

    def _table(self, number: int) -> _Table:
        if number not in self._tables:
            rows = self._rows[number]
            before = self.document.passages[rows[0].ordinal - 1]
            close = before.row is None and len(before.text) <= LONGEST_CAPTION
            caption = before.text if close and rows[0].ordinal else ""
            self.things.forget()
            above = (caption, *reversed(rows[0].headings), self.document.source.title or "")
            topic = self.things.topic(above)
            self._tables[number] = _Table(rows, self.reader.read(rows, caption), topic, above)
            self.discourse.begin_sentence()
        return self._tables[number]

    def _row(self, passage: Passage, table: _Table) -> Iterator[Link]:
        cells, layout = self.reader.cells(passage), table.layout
        if table.is_header(passage):
            for cell in cells:
                yield from self.stating.sizes(cell)
            return
        at = layout.names if layout.names is not None and layout.names < len(cells) else None
        values = [n for n in range(len(cells)) if n not in (at, layout.dates)]
        name = cells[at].text if at is not None else ""
        if name and not any(cells[n].text for n in values):
            table.section, table.name = name, ""
            return
        if at is not None:
            yield from self.stating.sizes(cells[at])
            # A name that spans several rows stands in the first of them.
            table.name = name = name or ("" if layout.transposed else table.name)
        place = self._place(cells, name, table)
        quoted = (0, len(passage.text)) if len(passage.text) <= LONGEST_QUOTE else None
        found = [
            (link, layout.label(n).text)
            for n in values
            for link in self._cell(n, cells[n], name, place, table, quoted)
        ]
        yield from _told_apart(found)

    def _cell(
        self,
        number: int,
        cell: Cell,
        name: str,
        place: Place,
        table: _Table,
        quoted: tuple[int, int] | None,
    ) -> Iterator[Link]:
        """The links of a cell whose row says ``place``; the row is quoted, or the cell alone."""
        label = table.layout.label(number)
        if cell.kind == "empty" or (is_counter(label) and (number == 0 or label.text)):
            return
        if cell.kind == "text":
            yield from self._prose(cell, place.thing)
            return
        place = self._under(label, number, place, table)
        shown = _shown(name, label.text)
        for link in self.stating.links(cell, place, quoted or (cell.start, cell.end)):
            yield replace(link, reading=_reading(shown, cell, link))

    def _place(self, cells: Sequence[Cell], name: str, table: _Table) -> Place:
        """What a row says of its cells: in an upright table what they are about, in a transposed
        one what they state."""
        layout = table.layout
        others = [n for n, cell in enumerate(cells) if cell.kind == "text" and n != layout.names]
        texts = {layout.label(n).text: cells[n].text for n in others}
        dates = cells[layout.dates : layout.dates + 1] if layout.dates is not None else ()
        place = Place(
            Label(""), scope=layout.scope, money=layout.money, section=table.section,
            period=next((self.headers.label(cell.text).period for cell in dates), None),
            corner="" if self.things.kind(layout.corner) else layout.corner,
            above=table.above, beside=" | ".join(texts.values()),
        )  # fmt: skip
        if layout.transposed:
            label = self.headers.label(name)
            return replace(place, label=label, unit=label.unit, years=all_years(cells))
        if layout.repeats:
            told = {_key(head): text for head, text in texts.items() if head}
            place = replace(place, qualifiers=told)
        period = self.headers.label(name).period if layout.dated else None
        if period:
            return replace(place, period=period)
        if not name or is_whole(name):
            return replace(place, thing=table.topic, conditions=(name,) if name else ())
        thing = self.things.named(name, layout.corner, table.topic)
        if len(table.things) < MENTIONED and thing.name not in table.things:
            table.things.add(thing.name)
            self.things.mention(thing, IN_PASSING)
        return replace(place, thing=thing, found="row")

    def _under(self, column: Label, number: int, place: Place, table: _Table) -> Place:
        """What a row and a column together say of their cell."""
        place = replace(
            place,
            unit=column.unit or place.unit,
            period=column.period or place.period,
            forecast=column.forecast,
        )
        if not table.layout.transposed:
            if table.layout.dated and self.things.is_name(column.text):
                thing = self.things.named(column.text, "", NOTHING)
                return replace(place, thing=thing, found="header")
            return replace(place, label=column, years=number in table.layout.years)
        text = column.text
        place = replace(place, beside=f"{text} | {place.beside}")
        if not column.parts or column.plain in listed("values"):
            return place
        unnamed = table.topic.name is None and self.things.may_be_name(text)
        if unnamed or self.things.is_name(text):
            thing = self.things.named(text, "", table.topic)
            return replace(place, thing=thing, found="header")
        return replace(place, conditions=column.parts)

    def _prose(self, cell: Cell, thing: Thing | None) -> Iterator[Link]:
        """What a cell states that is a sentence, or a note with numbers in it."""
        if not cell.own:
            return
        if thing is not None:
            self.things.mention(thing)
        for link in self.prose(cell.text):
            quantity = link.quantity
            start, end = quantity.start + cell.start, quantity.end + cell.start
            link = replace(
                link,
                quantity=replace(quantity, start=start, end=end),
                sentence_start=link.sentence_start + cell.start,
                sentence_end=link.sentence_end + cell.start,
            )
            if link.subject is None and thing is not None:
                why = replace(link.why, subject=(Reason("row", (thing.text or "",)),))
                link = replace(link, subject=thing.name, subject_text=thing.text, why=why)
            yield link

    def _pair(self, passage: Passage) -> list[Link] | None:
        """What "key: value" states; ``None`` where it may be something else."""
        match = _PAIR.match(passage.text)
        if match is None:
            return None
        cell = read_cell(match.start(2), match.end(2), passage.text, self.headers.vocabulary)
        if cell.kind not in ("number", "date"):
            return None
        self.things.forget()
        label = self.headers.label(match[1])
        above = (*reversed(passage.headings), self.document.source.title or "")
        thing = None
        if self.things.is_name(match[1]):
            thing, label = self.things.named(match[1], "", NOTHING), Label("")
        place = Place(label, thing, above=above, unit=label.unit, found="row" if thing else "topic")
        links = list(self.stating.links(cell, place, (0, len(passage.text))))
        if any(link.attribute is None or link.quantity.value.unit is None for link in links):
            return None
        self.discourse.begin_sentence()
        return links


def _told_apart(found: Sequence[tuple[Link, str]]) -> Iterator[Link]:
    """The links of a row; those that would say the same of one thing are told apart by their
    columns' headers."""
    alike = Counter(_what(link) for link, _ in found)
    for link, header in found:
        if header and alike[_what(link)] > 1 and CONDITION not in link.qualifiers:
            cues = {**link.why.qualifiers, CONDITION: (Reason("header", (header,)),)}
            link = replace(
                link,
                qualifiers={**link.qualifiers, CONDITION: header.lower()},
                why=replace(link.why, qualifiers=cues),
            )
        yield link


def _what(link: Link) -> tuple[object, ...]:
    return link.subject, link.attribute, tuple(sorted(link.qualifiers.items()))


def _shown(name: str, header: str) -> str:
    """What a reader sees before a cell: the names of its row and column."""
    return "".join(f"{text} | " for text in (name, header) if text)


def _reading(shown: str, cell: Cell, link: Link) -> tuple[str, int]:
    """The cell with the names of its row and column, and where the quantity stands in it."""
    return shown + cell.text, len(shown) + link.quantity.start - cell.start


def _key(header: str) -> str:
    return re.sub(r"\W+", "_", header.lower()).strip("_")
