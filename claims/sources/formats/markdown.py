"""Markdown: a passage for each paragraph, list item and table row, under its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from claims.records import Row, is_date
from claims.sources.formats.inline import inline_parts
from claims.sources.reading import Draft, Line, Part, Reading, Sample, lines
from claims.sources.tables import bar_cells, html_rows, is_pair_list, last_table

BLOCK_CHARS = 64 * 1024
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
_FENCE = re.compile(r"[ \t>]{0,20}+(```+|~~~+)")
_SIGNS = (
    (re.compile(r" {0,3}#{1,6}[ \t]+\S"), 2.0),
    (re.compile(r" {0,3}(?:```|~~~)"), 2.0),
    (re.compile(r"\s{0,3}\|?\s*+:?-{3,}:?\s*+\|[\s:|-]*+\Z"), 2.0),
    (re.compile(r"\s{0,3}<table\b", re.IGNORECASE), 2.0),
    (re.compile(r"[^\[\n]{0,300}!?\[[^\[\]\n]{1,300}\]\([^()\s]{1,500}\)"), 1.0),
    (re.compile(r"[^*\n]{0,300}\*\*[^\s*][^*\n]{0,300}\*\*"), 0.7),
    (re.compile(r"\s{0,12}[-*+][ \t]+\S"), 0.4),
    (re.compile(r" {0,3}>[ \t]?\S"), 0.4),
)
_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n((?:[^\r\n]{0,2000}\r?\n){0,200}?)(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)"
)
_FIELD = re.compile(r"^(title|author|date|published)[ \t]*:[ \t]*(\S[^\r\n]*)", re.MULTILINE)
_ISO_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}(?=[T\s]|\Z)")
_NO_TEXT = re.compile(r"\s*<(?:script|style|template|svg|!|\?)", re.IGNORECASE)
_BOLD_LINE = re.compile(r"\s*(?:\*\*|__)([^*_\n]{1,150})(?:\*\*|__):?\s*\Z")
_LEAD = 7


def looks_like(sample: Sample) -> bool:
    """Whether Markdown's marks are there: a heading, fence or table, or several of the others."""
    score = 0.0
    for pattern, weight in _SIGNS:
        score += weight * min(3, sum(1 for line in sample.lines if pattern.match(line)))
    return score >= 2


def read(text: str) -> Reading:
    """A passage for each paragraph, list item, heading and table row, marks left out.

    A passage's ``headings`` are those it stands under; a line in bold of its own counts as the
    lowest. Code blocks, comments, link targets and front matter are no text; the front
    matter gives title, author and date.
    """
    fields, begin = _front_matter(text)
    title = fields.get("title") or _first_heading(text, begin)
    published = _ISO_DATE.match(fields.get("published") or fields.get("date") or "")
    return Reading(
        _drafts(text, begin),
        title=title,
        author=fields.get("author"),
        published=published[0] if published and is_date(published[0]) else None,
    )


def _front_matter(text: str) -> tuple[dict[str, str], int]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, 0
    found = _FIELD.findall(match[1])
    return {name: value.strip().strip("\"'") for name, value in reversed(found)}, match.end()


def _first_heading(text: str, begin: int) -> str | None:
    for line in lines(text[begin : begin + BLOCK_CHARS]):
        match = _HEADING.match(line.text)
        if match:
            return _plain(text, begin + line.start + match.end(), begin + line.end).rstrip("# ")
    return None


def _plain(text: str, start: int, end: int) -> str:
    parts = inline_parts(text, start, end)
    return " ".join("".join(p.instead or text[p.start : p.end] for p in parts).split())


@dataclass(slots=True)
class _Outline:
    """The headings in force, by level, and where the last table began."""

    levels: list[tuple[int, str]] = field(default_factory=list)
    table: int = 0

    def enter(self, level: int, heading: str) -> None:
        self.levels = [item for item in self.levels if item[0] < level]
        if heading:
            self.levels.append((level, heading))

    def above(self, level: int) -> tuple[str, ...]:
        return tuple(heading for held, heading in self.levels if held < level)

    @property
    def path(self) -> tuple[str, ...]:
        return self.above(_LEAD + 1)


def _drafts(text: str, begin: int) -> Iterator[Draft]:
    parser = MarkdownIt("commonmark").enable("table").disable(["code", "reference"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    outline = _Outline()
    for block in _blocks(text, begin):
        chunk = "\n".join(line.text.replace("\x00", " ") for line in block)
        yield from _walk(text, block, parser.parse(chunk), outline)


def _blocks(text: str, begin: int) -> Iterator[list[Line]]:
    """The lines in blocks of bounded size, cut at blank lines outside code fences.

    The parser takes a hundred bytes of memory for each byte that it is given.
    """
    block: list[Line] = []
    size, fence = 0, ""
    for line in lines(text):
        if line.start < begin:
            continue
        match = _FENCE.match(line.text)
        if match and not fence:
            fence = match[1]
        elif match and match[1].startswith(fence):
            fence = ""
        full = size >= BLOCK_CHARS and line.blank and not fence
        if full or size >= 16 * BLOCK_CHARS:
            yield block
            block, size = [], 0
        block.append(line)
        size += len(line.text) + 1
    if block:
        yield block


def _walk(
    text: str, block: Sequence[Line], tokens: Sequence[Token], outline: _Outline
) -> Iterator[Draft]:
    level = row = None
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "table_open" and token.map:
            outline.table = block[token.map[0]].start
        elif token.type == "tr_open" and token.map:
            row = block[token.map[0]]
            cells = Row(outline.table, bar_cells(row), header=row.start == outline.table)
            yield Draft(tuple(_row_parts(text, row)), headings=outline.path, row=cells)
        elif token.type == "html_block" and token.map:
            yield from _html(text, block[token.map[0] : token.map[1]], outline)
        elif token.type == "tr_close":
            row = None
        elif token.type == "inline" and token.map and row is None:
            stretches = _stretches(block[token.map[0] : token.map[1]], token.content)
            for lines_of_one in _apart(text, stretches):
                yield _paragraph(text, lines_of_one, level, outline)
            level = None


def _apart(text: str, stretches: list[Part]) -> list[list[Part]]:
    """The lines of a paragraph as one, or each of a list of "key: value" for itself."""
    if is_pair_list([text[part.start : part.end] for part in stretches]):
        return [[part] for part in stretches]
    return [stretches] if stretches else []


def _paragraph(text: str, stretches: list[Part], level: int | None, outline: _Outline) -> Draft:
    start, end = stretches[0].start, stretches[-1].end
    if level is None and len(stretches) == 1 and _BOLD_LINE.match(text[start:end]):
        level = _LEAD
    parts = list(_within(inline_parts(text, start, end), stretches))
    if level is None:
        return Draft(tuple(parts), headings=outline.path)
    heading = " ".join("".join(p.instead or text[p.start : p.end] for p in parts).split())
    outline.enter(level, heading)
    return Draft(tuple(parts), headings=outline.above(level))


def _stretches(block: Sequence[Line], content: str) -> list[Part]:
    """Where the lines of a paragraph stand, without the marks of the lists that hold it."""
    found = []
    for line, piece in zip(block, content.split("\n"), strict=False):
        wanted = piece.strip()
        at = line.text.rfind(wanted) if wanted else -1
        if at >= 0:
            found.append(Part(line.start + at, line.start + at + len(wanted)))
    return found


def _within(parts: Iterator[Part], stretches: list[Part]) -> Iterator[Part]:
    """The parts that lie in the stretches; each line break between two of them is a blank."""
    index = 0
    for part in parts:
        while index < len(stretches) and stretches[index].end < part.start:
            index += 1
        for held in range(index, len(stretches)):
            inside = stretches[held]
            if held > 0:
                gap = stretches[held - 1].end
                if part.start <= gap < part.end and part.instead is None:
                    yield Part(gap, gap + 1)
            if inside.start >= part.end:
                break
            start, end = max(part.start, inside.start), min(part.end, inside.end)
            if start < end:
                yield part if part.instead is not None else Part(start, end)


def _row_parts(text: str, row: Line) -> Iterator[Part]:
    """A table's row with the bars between its cells, without those at its ends."""
    inner = row.text.strip()
    start = row.start + row.text.find(inner)
    end = start + len(inner)
    start += inner.startswith("|")
    end -= inner.endswith("|") and not inner.endswith("\\|") and end > start
    return inline_parts(text, start, end)


def _html(text: str, block: Sequence[Line], outline: _Outline) -> Iterator[Draft]:
    """The text between the tags of an HTML block, row by row where it holds a table; none of a
    script, style or comment."""
    if not block or (_NO_TEXT.match(block[0].text) and "-->" not in block[-1].text[:-3]):
        return
    start, end = block[0].start, block[-1].end
    for first, last, row in html_rows(text, start, end, outline.table):
        if start < first:
            yield Draft(tuple(inline_parts(text, start, first)), headings=outline.path)
        yield Draft(tuple(inline_parts(text, first, last)), headings=outline.path, row=row)
        start = last
    if start < end:
        yield Draft(tuple(inline_parts(text, start, end)), headings=outline.path)
    outline.table = last_table(text, block[0].start, end, outline.table)
