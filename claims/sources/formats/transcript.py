"""Transcripts of talk: speaker labels and times, in the layouts that people and PDFs give them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from claims.sources.formats.heads import Head, Heads
from claims.sources.formats.inline import inline_parts
from claims.sources.places import STAMP, parse_stamp
from claims.sources.reading import Draft, Line, Part, Reading, Sample, lines

_LABEL = re.compile(r"\s*+(?:[-*•–—]\s++)?+(?:\*\*|__)?+[^\W\d_][^:\[\]()<>{}|*\n]{0,60}?:")
_PAGE_NUMBER = re.compile(
    r"[\s\-–—]*+(?:page|p\.|pg\.?)?\s*+\d{1,4}(?:\s*+(?:/|of)\s*+\d{1,4})?[\s\-–—]*+\Z", re.I
)
_ADDRESS = re.compile(r"<?(?:https?://|www\.)[^\s<>]{3,500}>?", re.IGNORECASE)
_INNER_TIME = re.compile(
    rf"[\[(](?P<bracketed>{STAMP})[\])]\s*+"
    r"|(?<=[.!?…”\"] )(?P<bare>\d\d:[0-5]\d:[0-5]\d)\s++(?=[A-Z])"
)
_LONG_STAMP = re.compile(r"[^\n]{0,90}?\d{1,2}:[0-5]\d:[0-5]\d(?![\d:])")
_MAX_RESIDUE = 100
_MAX_LABEL_WORDS = 5
_MAX_TITLE = 300


def looks_like(sample: Sample) -> bool:
    """Whether turns begin with times, or with the names of speakers that come again and again."""
    found = [Line(0, len(line), line) for line in sample.lines]
    heads = Heads(found)
    stamped = [line.text for line in found if heads.stamped(line.text)]
    share = len(stamped) / max(1, len(found))
    if len(stamped) >= 3 and share >= 0.1:
        return True
    if stamped and share >= 0.3 and all(_LONG_STAMP.match(line) for line in stamped):
        return True
    labelled = [head for line in found if (head := heads.at(line.text)) and head.speaker]
    talks = len({head.speaker for head in labelled}) >= 2 and len(labelled) >= 4
    blocks = [line for line in found if _LABEL.match(line.text)]
    return talks and len(labelled) >= max(0.3 * len(found), 0.8 * len(blocks))


def read(text: str) -> Reading:
    """A passage for each paragraph of a turn, with its speaker and the time it stands under.

    A paragraph without a head (after a page break) continues the turn. Running footers, page
    numbers and bare addresses are residue of pages and belong to no passage. The lines before
    the first head are the title.
    """
    source = list(lines(text))
    heads = Heads(source)
    reader = _Reader(text, heads, _residue(source, heads))
    drafts = list(reader.read(source))
    return Reading(drafts, title=_title(source, heads))


@dataclass(slots=True)
class _Reader:
    """Walks over the lines; keeps whose turn it is and the paragraph that is being read."""

    text: str
    heads: Heads
    residue: frozenset[int]
    speaker: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    begun: bool = False
    fresh: bool = True
    parts: list[Part] = field(default_factory=list)

    def read(self, source: Sequence[Line]) -> Iterator[Draft]:
        for line in source:
            if line.blank:
                yield from self._flush()
            elif line.start not in self.residue:
                head = self.heads.at(line.text)
                start = line.start
                if head:
                    yield from self._flush()
                    self._turn(head)
                    start += head.end
                self._add(start, line.end)
        yield from self._flush()

    def _turn(self, head: Head) -> None:
        if not self.begun or head.speaker not in (None, self.speaker):
            self.fresh, self.speaker = True, head.speaker
        self.begun = True
        if head.start_ms is not None:
            self.start_ms, self.end_ms = head.start_ms, head.end_ms

    def _add(self, start: int, end: int) -> None:
        if start >= end:
            return
        if self.parts and self.parts[-1].end < start:
            # The line break between two lines of a paragraph reads as a blank.
            self.parts.append(Part(self.parts[-1].end, start))
        self.parts.append(Part(start, end))

    def _flush(self) -> Iterator[Draft]:
        if not self.parts:
            return
        start, end = self.parts[0].start, self.parts[-1].end
        self.parts = []
        for match in _INNER_TIME.finditer(self.text, start, end) if self.begun else ():
            moment = parse_stamp(match["bracketed"] or match["bare"])
            bare = match["bare"] is not None
            if bare and (self.start_ms is None or moment is None or moment < self.start_ms):
                continue
            yield from self._draft(start, match.start())
            start, self.start_ms, self.end_ms = match.end(), moment, None
        yield from self._draft(start, end)

    def _draft(self, start: int, end: int) -> Iterator[Draft]:
        if not self.text[start:end].strip():
            return
        draft = Draft(
            tuple(inline_parts(self.text, start, end)),
            speaker=self.speaker,
            start_ms=self.start_ms,
            end_ms=self.end_ms,
            continues=self.begun and not self.fresh,
        )
        self.fresh = not self.begun
        yield draft if self.begun else replace(draft, speaker=None)


def _residue(source: Sequence[Line], heads: Heads) -> frozenset[int]:
    """The offsets of the lines that belong to pages, not to the talk."""
    alone = [line for line in _standing_alone(source, heads) if len(line.text) <= _MAX_RESIDUE]
    counts = Counter(_shape(line.text) for line in alone)
    return frozenset(
        line.start
        for line in alone
        if _PAGE_NUMBER.match(line.text)
        or _bare_address(line.text)
        or counts[_shape(line.text)] >= (5 if line.text.rstrip()[-1:] in ".!?" else 3)
    )


def _standing_alone(source: Sequence[Line], heads: Heads) -> Iterator[Line]:
    """Single lines between blank ones, after the first head, that are not the text of a head."""
    begun = awaits_text = False
    for index, line in enumerate(source):
        if line.blank:
            continue
        head = heads.at(line.text)
        before = index == 0 or source[index - 1].blank
        after = index + 1 == len(source) or source[index + 1].blank
        if head is None and before and after and begun and not awaits_text:
            yield line
        begun = begun or head is not None
        awaits_text = head is not None and head.end >= len(line.text.rstrip())


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()))


def _bare_address(text: str) -> bool:
    """Whether a line is a web address and at most a label of a few words beside it."""
    rest = _ADDRESS.sub(" ", text)
    return rest != text and len(rest.split()) <= _MAX_LABEL_WORDS and rest.strip()[-1:] not in ".!?"


def _title(source: Sequence[Line], heads: Heads) -> str | None:
    """The lines of the first paragraph, if it stands before the first head."""
    found: list[str] = []
    for line in source:
        if line.blank and not found:
            continue
        if line.blank or heads.at(line.text):
            break
        found.append(line.text.strip("\ufeff \t#*_"))
    title = " ".join(" ".join(found).split()).replace("- ", "-")
    return title if title and len(title) <= _MAX_TITLE else None
