"""From bytes to a document: decode, tell the format, read, clean, mark what repeats."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from claims.errors import SourceError
from claims.paths import uri_of
from claims.records import Passage, Source
from claims.sources.cleaning import Cleaned, Cleaner
from claims.sources.decoding import check_text
from claims.sources.files import check_size, read_file, shown
from claims.sources.formats import FORMATS_BY_NAME, Format, detect
from claims.sources.limits import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_PASSAGES,
    at_most,
    check_text_size,
    size_words,
    too_many,
)
from claims.sources.plugins import Reader, Readers, Received
from claims.sources.reading import Draft, Reading
from claims.sources.repeats import Repeats, fingerprint, mark_adjacent

MAX_PASSAGE = 100_000
FORMATS: tuple[str, ...] = tuple(reversed(FORMATS_BY_NAME))
_NEWLINE = re.compile(r"\r\n?|\n")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*+\s")


@dataclass(frozen=True, slots=True)
class Document:
    """A source and its passages, in the order of its text."""

    source: Source
    passages: tuple[Passage, ...]


def load_document(
    path: str | Path,
    *,
    uri: str | None = None,
    format: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    published: str | None = None,
    max_bytes: int = MAX_BYTES,
    readers: Readers | None = None,
) -> Document:
    """Read a file. ``uri`` is the path as given, in the text of :func:`claims.paths.uri_of`, unless
    another is given.

    ``format`` is one of :data:`FORMATS`; without it the format is told from the content.
    ``title``, ``author`` and ``published`` (an ISO 8601 date) replace what the text says.
    ``readers`` are plugins for further formats, which are asked first.
    Raises :class:`SourceError` in one line that names the file: it is missing, no regular
    file, larger than ``max_bytes``, not text, or damaged.
    """
    _named(format, readers)
    data = read_file(path, max_bytes)
    name = uri if uri is not None else uri_of(path)
    return read_bytes(
        data,
        name,
        format=format,
        title=title,
        publisher=publisher,
        author=author,
        published=published,
        max_bytes=max_bytes,
        readers=readers,
    )


def read_bytes(
    data: bytes,
    uri: str,
    *,
    format: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    published: str | None = None,
    max_bytes: int = MAX_BYTES,
    readers: Readers | None = None,
) -> Document:
    """Read a document from its bytes (standard input, a download); see :func:`load_document`."""
    _named(format, readers)
    check_size(len(data), uri, max_bytes)
    received = Received(data, shown(uri))
    reader = readers.choose(received, format) if readers else None
    if reader is not None:
        document = _from_plugin(received, uri, reader)
    else:
        text, encoding = received.decoded
        document = _document(data, text, uri, encoding, format)
    given = {"title": title, "publisher": publisher, "author": author, "published": published}
    known = {key: value for key, value in given.items() if value is not None}
    return replace(document, source=replace(document.source, **known))  # type: ignore[arg-type]


def read_text(text: str, uri: str = "text", format: str | None = None) -> Document:
    """Read a string; the source's id is the SHA-256 of its UTF-8 bytes.

    Raises :class:`SourceError` for an unknown format, a text that holds NUL or half a
    surrogate pair, and damaged JSON.
    """
    _named(format)
    return _document(check_text(text, shown(uri)), text, uri, "utf-8", format)


def _named(name: str | None, readers: Readers | None = None) -> Format | None:
    further = readers.names if readers else ()
    if name is None or name in FORMATS_BY_NAME or name in further:
        return FORMATS_BY_NAME.get(name or "")
    allowed = ", ".join((*FORMATS, *further))
    raise SourceError(f"unknown format {name!r}; --format takes one of: {allowed}")


def _from_plugin(received: Received, uri: str, reader: Reader) -> Document:
    """The document that a plugin reads: its reading was checked, and has a text."""

    def read(text: str) -> Reading:
        return reading

    try:
        reading, encoding = reader.read(received)
    except SourceError as error:
        raise SourceError(f"{received.uri}: {error}") from error
    kind = Format(reader.plugin.name, reader.media_type, lambda sample: True, read)
    return _built(received.data, "", uri, encoding, kind)


def _document(data: bytes, text: str, uri: str, encoding: str, format: str | None) -> Document:
    kind = _named(format) or detect(text)
    if len(data) > kind.max_bytes:
        raise SourceError(
            f"{shown(uri)}: larger than {size_words(kind.max_bytes)}, the most for {kind.name}; "
            "split it and try again"
        )
    return _built(data, text, uri, encoding, kind)


def _built(data: bytes, text: str, uri: str, encoding: str, kind: Format) -> Document:
    try:
        check_text_size(text)
        reading = kind.read(text)
        if reading.text is not None:
            text = reading.text
            check_text_size(text)
        source_id = hashlib.sha256(data).hexdigest()
        passages = _passages(source_id, text, reading)
    except SourceError as error:
        raise SourceError(f"{shown(uri)}: {error}") from error
    if kind.strict and not passages and text.strip():
        raise SourceError(f"{shown(uri)}: damaged: nothing in it can be read as {kind.name}")
    source = Source(
        id=source_id,
        uri=uri,
        format=kind.name,
        media_type=kind.media_type,
        encoding=encoding,
        size_bytes=len(data),
        text=text,
        text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        title=reading.title,
        author=reading.author,
        published=reading.published,
    )
    return Document(source, passages)


def _passages(source_id: str, text: str, reading: Reading) -> tuple[Passage, ...]:
    places = _Places(text)
    found: list[Passage] = []
    groups: list[int | None] = []
    headers: dict[int, str] = {}
    cells = 0
    drafts = at_most(_cleaned(text, reading.drafts), MAX_PASSAGES, "passages")
    for draft, cleaned in drafts:
        passage = _passage(source_id, len(found), draft, cleaned, places)
        cells += len(draft.row.cells) if draft.row else 0
        if cells > MAX_CELLS:
            raise too_many(MAX_CELLS, "cells of tables")
        found.append(_under_header(passage, headers) if draft.row else passage)
        groups.append(draft.group)
    return mark_adjacent(Repeats().mark(found), groups)


def _under_header(passage: Passage, headers: dict[int, str]) -> Passage:
    """A row whose wording counts with its table's header: under another it says another thing."""
    row = passage.row
    if row is None:
        return passage
    if row.header:
        headers[row.table] = f"{headers.get(row.table, '')}{passage.text}\n"
        return passage
    return replace(passage, fingerprint=fingerprint(headers.get(row.table, "") + passage.text))


def _cleaned(text: str, drafts: Iterable[Draft]) -> Iterator[tuple[Draft, Cleaned]]:
    """The drafts that say something, cleaned, and cut where they are too long for one passage."""
    cleaner = Cleaner(text)
    for draft in drafts:
        cleaned = cleaner.clean(draft.parts)
        start = 0
        while start < len(cleaned.text):
            end = _cut(cleaned.text, start)
            piece = _trimmed(cleaned, start, end)
            if any(character.isalnum() for character in piece.text):
                yield (replace(draft, continues=True) if start else draft), piece
            start = end


def _trimmed(cleaned: Cleaned, start: int, end: int) -> Cleaned:
    if end - start == len(cleaned.text):
        return cleaned
    text = cleaned.text[start:end]
    start += len(text) - len(text.lstrip())
    return cleaned.cut(start, start + len(text.strip()))


def _cut(text: str, start: int) -> int:
    """The end of the last sentence that fits, or else of the last word."""
    end = start + MAX_PASSAGE
    if end >= len(text):
        return len(text)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, end - 5000, end)]
    if ends:
        return ends[-1]
    blank = text.rfind(" ", end - 5000, end)
    return blank + 1 if blank > 0 else end


class _Places:
    """Line numbers and pages by offset."""

    def __init__(self, text: str) -> None:
        self.lines = [match.end() for match in _NEWLINE.finditer(text)]
        self.pages = [match.end() for match in re.finditer("\f", text)]

    def line(self, offset: int) -> int:
        return bisect_right(self.lines, offset) + 1

    def page(self, offset: int) -> int | None:
        return bisect_right(self.pages, offset) + 1 if self.pages else None


def _passage(
    source_id: str, ordinal: int, draft: Draft, cleaned: Cleaned, places: _Places
) -> Passage:
    start, end = cleaned.pieces[0].raw_start, cleaned.pieces[-1].raw_end
    return Passage(
        source_id=source_id,
        ordinal=ordinal,
        start=start,
        end=end,
        text=cleaned.text,
        pieces=cleaned.pieces,
        line=places.line(start),
        fingerprint=fingerprint(cleaned.text),
        speaker=draft.speaker,
        start_ms=draft.start_ms,
        end_ms=draft.end_ms,
        page=places.page(start),
        headings=draft.headings,
        segment_id=draft.segment_id,
        continues=draft.continues,
        row=draft.row,
    )
