"""What a format reader gives: stretches of raw text with their place, not yet cleaned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from claims.records import Row

_BREAK = re.compile(r"\r\n?|[\n\f]")
_SAMPLE_LINES = 4000
_SAMPLE_CHARS = 1_000_000
_SAMPLE_LINE_CHARS = 10_000


class Line(NamedTuple):
    """A line of raw text: ``text`` stands at ``start:end``, its line break left out."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing but white space stands on the line."""
        return not self.text or self.text.isspace()


class Part(NamedTuple):
    """A stretch of raw text that belongs to a passage, or what to read in its place."""

    start: int
    end: int
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A passage before cleaning. Captions shown at once share a ``group`` (counted upwards).

    ``row`` says that it is a row of a table.
    """

    parts: tuple[Part, ...]
    speaker: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    headings: tuple[str, ...] = ()
    segment_id: str | None = None
    continues: bool = False
    group: int | None = None
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a reader found. ``text`` is set where the format escapes its text (JSON)."""

    drafts: Iterable[Draft]
    title: str | None = None
    author: str | None = None
    published: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A document as its format is told from it: the text and its first lines that say something."""

    text: str
    lines: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> Sample:
        """The sample of a text: its first 4,000 lines that are not blank, at most 1 MB of them.

        Of a line that has no end only the beginning is looked at.
        """
        found: list[str] = []
        for line in lines(text):
            if len(found) == _SAMPLE_LINES or line.start > _SAMPLE_CHARS:
                break
            if not line.blank:
                found.append(line.text[:_SAMPLE_LINE_CHARS].lstrip("\ufeff"))
        return cls(text, found)

    def share(self, pattern: re.Pattern[str]) -> float:
        """The share of the lines at whose start ``pattern`` matches, from 0 to 1."""
        if not self.lines:
            return 0.0
        return sum(1 for line in self.lines if pattern.match(line)) / len(self.lines)


def lines(text: str) -> Iterator[Line]:
    r"""The lines of a text with their offsets; they end at ``\n``, ``\r\n``, ``\r`` or ``\f``."""
    start = 0
    for match in _BREAK.finditer(text):
        yield Line(start, match.start(), text[start : match.start()])
        start = match.end()
    yield Line(start, len(text), text[start:])


def paragraphs(source: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines in groups that stand between blank lines."""
    group: list[Line] = []
    for line in source:
        if not line.blank:
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def stretch(group: Sequence[Line]) -> Part:
    """The raw text from the first line of a group to the end of its last."""
    return Part(group[0].start, group[-1].end)
