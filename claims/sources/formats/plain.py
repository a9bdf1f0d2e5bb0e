"""Plain text: paragraphs between blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claims.sources.reading import Draft, Line, Reading, Sample, lines, paragraphs, stretch
from claims.sources.tables import is_pair_list, split_tables

MAX_TITLE = 150
_ITEM = re.compile(r"\s*+(?:[-*•‣◦]\s|\d{1,3}[.)]\s)")
_OPEN_END = re.compile(r"[^.!?…:;\"”’')\]]\Z")


def looks_like(sample: Sample) -> bool:
    """Every text is plain text when it is nothing else."""
    return True


def read(text: str) -> Reading:
    """A passage for each paragraph, each item where a paragraph is a list, each row of a table.

    A short first line that stands alone is the title (and a passage as well). A paragraph
    that begins in small letters after one without a full stop continues it.
    """
    return Reading(_drafts(text), title=first_line_title(lines(text)))


def first_line_title(source: Iterator[Line]) -> str | None:
    """The first paragraph, if it is one short line without a full stop and more follows."""
    groups = paragraphs(source)
    first = next(groups, None)
    if first is None or len(first) > 1 or next(groups, None) is None:
        return None
    title = " ".join(first[0].text.strip("\ufeff \t").split())
    return title if len(title) <= MAX_TITLE and not title.endswith((".", ",", ";")) else None


def _drafts(text: str) -> Iterator[Draft]:
    before = ""
    for group in paragraphs(lines(text)):
        for found in split_tables(group):
            for line, row in zip(found.lines, found.rows, strict=False):
                yield Draft((stretch([line]),), row=row)
                before = ""
            for items in _items(found.lines) if not found.rows else ():
                part = stretch(items)
                runs_on = bool(before and _OPEN_END.search(before) and text[part.start].islower())
                yield Draft((part,), continues=runs_on)
                before = items[-1].text.rstrip()[-1:]


def _items(group: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The paragraph itself, or the items of the list that it is."""
    if is_pair_list([line.text for line in group]):
        yield from ([line] for line in group)
        return
    marks = [index for index, line in enumerate(group) if _ITEM.match(line.text)]
    if len(marks) < 2:
        yield group
        return
    for start, end in zip([0, *marks], [*marks, len(group)], strict=True):
        if start < end:
            yield group[start:end]
