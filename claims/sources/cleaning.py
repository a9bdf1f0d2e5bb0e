"""A copy of raw text that reads well, and the way back from every character of it.

Mojibake is repaired run by run, letters and the accents behind them become one character,
invisible characters go, and white space becomes one blank. A repaired run maps as a whole;
everything else maps character by character.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import ftfy
from ftfy.badness import BADNESS_RE

from claims.records import Passage, Piece
from claims.sources.limits import MAX_STRETCHES, at_most, too_many
from claims.sources.marks import balanced
from claims.sources.reading import Part

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]+")
# Few accents, for a run of thousands says nothing.
_ACCENTS = re.compile("(?<=[^\\W\\d_])[\u0300-\u036f]{1,4}")
# A blank of its own stays as it is; so do the no-break blanks that group digits.
_BLANKS = re.compile(r"\s{2,}|[^\S \u00a0\u2007\u2009\u202f]")
_NEIGHBOURS = 8
_MAX_RUN = 4096


class Edit(NamedTuple):
    """A stretch of raw text that reads as ``instead`` in the cleaned copy."""

    start: int
    end: int
    instead: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Cleaned text and the pieces of raw text that it was made from."""

    text: str
    pieces: tuple[Piece, ...]

    def cut(self, start: int, end: int) -> Cleaned:
        """The cleaned text from ``start`` to ``end``, its offsets counted from ``start``."""
        pieces = []
        for piece in self.pieces[_piece_at(self.pieces, start) :]:
            if piece.start >= end:
                break
            lo, hi = max(piece.start, start), min(piece.end, end)
            raw_start, raw_end = piece.raw_start, piece.raw_end
            if piece.exact:
                raw_start, raw_end = raw_start + lo - piece.start, raw_start + hi - piece.start
            pieces.append(Piece(lo - start, hi - start, raw_start, raw_end, piece.exact))
        return Cleaned(self.text[start:end], tuple(pieces))


class Cleaner:
    """Cleans stretches of one raw text."""

    def __init__(self, text: str) -> None:
        self.text = text
        edits = chain(_repairs(text), _removals(text), _compositions(text))
        self._edits = _apart(sorted(at_most(edits, MAX_STRETCHES, "damaged places")))
        self._starts = [edit.start for edit in self._edits]

    def clean(self, parts: Iterable[Part]) -> Cleaned:
        """The cleaned text of ``parts`` in their order, without blanks at its ends."""
        builder = _Builder(self.text)
        for part in parts:
            if part.instead is not None:
                builder.put(part.instead, part.start, part.end)
            else:
                self._copy(builder, part.start, part.end)
        return builder.finish()

    def _copy(self, builder: _Builder, start: int, end: int) -> None:
        index = bisect_left(self._starts, start)
        while index < len(self._edits) and self._edits[index].end <= end:
            edit = self._edits[index]
            builder.copy(start, edit.start)
            if edit.instead:
                builder.put(edit.instead, edit.start, edit.end)
            start = edit.end
            index += 1
        builder.copy(start, end)


@dataclass(slots=True)
class _Builder:
    raw: str
    chunks: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0
    after_blank: bool = True

    def copy(self, start: int, end: int) -> None:
        """Take raw text over, every run of blanks as a single one."""
        for match in _BLANKS.finditer(self.raw, start, end):
            self._add(self.raw[start : match.start()], start, match.start())
            self._add(" ", match.start(), match.start() + 1)
            start = match.end()
        self._add(self.raw[start:end], start, end)

    def put(self, text: str, start: int, end: int) -> None:
        """Add text that stands for the raw text from ``start`` to ``end`` as a whole."""
        self._add(text, start, end, exact=False)

    def finish(self) -> Cleaned:
        text = "".join(self.chunks)
        length = len(text.rstrip())
        cleaned = Cleaned(text, tuple(self.pieces))
        return cleaned if length == len(text) else cleaned.cut(0, length)

    def _add(self, text: str, start: int, end: int, exact: bool = True) -> None:
        if self.after_blank and text[:1].isspace():
            kept = text.lstrip()
            start += len(text) - len(kept) if exact else 0
            text = kept
        if not text:
            return
        last = self.pieces[-1] if self.pieces else None
        piece = Piece(self.length, self.length + len(text), start, end, exact)
        if last and exact and last.exact and last.raw_end == start:
            self.pieces[-1] = Piece(last.start, piece.end, last.raw_start, end)
        else:
            self.pieces.append(piece)
        if len(self.chunks) >= MAX_STRETCHES:
            raise too_many(MAX_STRETCHES, "gaps in one passage")
        self.chunks.append(text)
        self.length = piece.end
        self.after_blank = text[-1].isspace()


@dataclass(frozen=True, slots=True)
class Joined:
    """Passages joined by blanks, for sentences that run over from one into the next.

    ``starts`` are the offsets of the passages in ``text``.
    """

    text: str
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]

    def passage_at(self, offset: int) -> Passage:
        """The passage that holds the character at ``offset`` (the blank after it included)."""
        return self.passages[max(0, bisect_right(self.starts, offset) - 1)]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source's text that ``text[start:end]`` was made from."""
        if start >= end:
            passage, inner = self._place(start)
            return raw_span(passage, inner, inner)
        first, inner = self._place(start)
        last, inner_end = self._place(end - 1)
        inner_end = min(inner_end + 1, len(last.text))
        return raw_span(first, inner, len(first.text))[0], raw_span(last, 0, inner_end)[1]

    def raw_quote(self, start: int, end: int, source: str) -> tuple[int, int]:
        """The stretch of ``source``, the source's text, to quote for ``text[start:end]``.

        It is :meth:`raw_span`, widened where it would cut a pair of marks in two:
        ``**Sales:** …`` and not ``Sales:** …``.
        """
        return balanced(source, *self.raw_span(start, end))

    def _place(self, offset: int) -> tuple[Passage, int]:
        index = max(0, bisect_right(self.starts, offset) - 1)
        passage = self.passages[index]
        return passage, min(max(offset - self.starts[index], 0), len(passage.text))


def join(passages: Sequence[Passage]) -> Joined:
    """Join one or more passages of one source, in their order, with the way back."""
    starts, offset = [], 0
    for passage in passages:
        starts.append(offset)
        offset += len(passage.text) + 1
    text = " ".join(passage.text for passage in passages)
    return Joined(text, tuple(passages), tuple(starts))


def runs(passages: Iterable[Passage], longest: int) -> Iterator[list[Passage]]:
    """Runs of passages over which sentences may continue, of about ``longest`` characters at
    most; repeats and empty passages are left out."""
    run: list[Passage] = []
    length = 0
    for passage in passages:
        if passage.duplicate_of is not None or not passage.text.strip():
            continue
        if run and (not passage.continues or length + len(passage.text) > longest):
            yield run
            run, length = [], 0
        run.append(passage)
        length += len(passage.text) + 1
    if run:
        yield run


def raw_span(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The stretch of the source's text that ``passage.text[start:end]`` was made from.

    ``start`` and ``end`` are half-open offsets in the cleaned text, the result in the
    source's. Within exact pieces the map is character by character; a repaired piece counts
    as a whole. Raises ``ValueError`` for a span outside the passage's text.
    """
    if not 0 <= start <= end <= len(passage.text):
        raise ValueError(f"no span {start}:{end} in a text of {len(passage.text)} characters")
    if not passage.pieces:
        return passage.start, passage.start
    first = passage.pieces[_piece_at(passage.pieces, start)]
    inside = min(start, first.end) - first.start
    raw_start = first.raw_start + inside if first.exact else first.raw_start
    if start == end:
        return raw_start, raw_start
    last = passage.pieces[_piece_at(passage.pieces, end - 1)]
    raw_end = last.raw_start + end - last.start if last.exact else last.raw_end
    return raw_start, raw_end


def _piece_at(pieces: Sequence[Piece], offset: int) -> int:
    return max(0, bisect_right(pieces, offset, key=lambda piece: piece.start) - 1)


def _removals(text: str) -> Iterator[Edit]:
    for match in _INVISIBLE.finditer(text):
        yield Edit(match.start(), match.end(), "")


def _compositions(text: str) -> Iterator[Edit]:
    """Letters with their accents as characters of their own, as some systems write them."""
    if text.isascii():
        return
    for match in _ACCENTS.finditer(text):
        start, end = match.start() - 1, match.end()
        composed = unicodedata.normalize("NFC", text[start:end])
        if len(composed) < end - start:
            yield Edit(start, end, composed)


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Edits of which none begins within the one before it."""
    found: list[Edit] = []
    for edit in edits:
        if not found or edit.start >= found[-1].end:
            found.append(edit)
    return found


def _repairs(text: str) -> Iterator[Edit]:
    """The runs of characters outside ASCII that are UTF-8 read as another encoding."""
    done = 0
    if text.isascii():
        return
    for match in BADNESS_RE.finditer(text):
        if match.end() <= done:
            continue
        start, end = _run(text, match.start(), match.end(), done)
        done = max(end, match.end())
        if start < end and end - start <= _MAX_RUN:
            repaired = _repair(text, start, end)
            if repaired is not None:
                yield Edit(start, end, repaired)


def _run(text: str, start: int, end: int, floor: int) -> tuple[int, int]:
    while start < end and text[start].isascii():
        start += 1
    while end > start and text[end - 1].isascii():
        end -= 1
    while start > floor and _may_be_bad(text[start - 1]):
        start -= 1
    while end < len(text) and _may_be_bad(text[end]):
        end += 1
    return start, end


def _may_be_bad(character: str) -> bool:
    return not character.isascii() and not _INVISIBLE.match(character)


def _repair(text: str, start: int, end: int) -> str | None:
    """What the run reads as, seen with its neighbours; ``None`` if it is right as it is."""
    run = text[start:end]
    if _INVISIBLE.search(run) or not run.strip():
        return None
    left = _ascii_tail(text[max(0, start - _NEIGHBOURS) : start])
    right = _ascii_head(text[end : end + _NEIGHBOURS])
    fixed = _fixed(left + run + right)
    middle = fixed[len(left) : len(fixed) - len(right)]
    unchanged = middle == run or not middle
    if unchanged or not fixed.startswith(left) or not fixed.endswith(right):
        return None
    return middle


@lru_cache(maxsize=10_000)
def _fixed(text: str) -> str:
    """The text with its encoding repaired; damaged texts have the same few runs again and again."""
    return ftfy.fix_encoding(text)


def _ascii_tail(text: str) -> str:
    while not text.isascii():
        text = text[1:]
    return text


def _ascii_head(text: str) -> str:
    while not text.isascii():
        text = text[:-1]
    return text
