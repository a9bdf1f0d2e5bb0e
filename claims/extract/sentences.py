"""The sentences of a text, bounded: speech without full stops is cut where its lines end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from claims.extract.links import Sentence
from claims.extract.names.openings import DATELINE

# In characters. No quote should be longer, and no cue that is farther off bears on a quantity.
LONGEST_SENTENCE = 600
LONGEST_SYMBOL = 20
_SIZED = re.compile(r"\d[A-Z]\.\Z")
# Where a document keeps its text.
TEXT = "claims.text"


def text_of(doc: Doc) -> str:
    """The text of a document, kept with it: spaCy puts it together anew at each access."""
    text: str | None = doc.user_data.get(TEXT)
    if text is None:
        text = doc.user_data[TEXT] = doc.text
    return text


def sentences(doc: Doc) -> Iterator[Sentence]:
    """The sentences of a document with their names and quantities, in order.

    They begin where the pipeline says, behind symbols ("265 km/h.") and behind datelines; one that
    is too long is cut at the end of a passage (``doc._.breaks``) or else at a blank, never inside a
    quantity or name.
    """
    text = text_of(doc)
    starts = [token.idx for token in doc if token.is_sent_start or _follows_symbol(token, text)]
    starts = sorted({*starts, *(line.end() for line in DATELINE.finditer(text))} - {len(text)})
    spans = sorted((item.start, item.end) for item in (*doc._.names, *doc._.quantities))
    name_starts = [name.start for name in doc._.names]
    quantity_starts = [quantity.start for quantity in doc._.quantities]
    bare_starts = [number.start for number in doc._.bare]
    for start, end in _bounded(text, starts, doc._.breaks, spans):
        yield Sentence(
            start,
            text[start:end],
            doc._.names[bisect_left(name_starts, start) : bisect_left(name_starts, end)],
            doc._.quantities[
                bisect_left(quantity_starts, start) : bisect_left(quantity_starts, end)
            ],
            doc._.bare[bisect_left(bare_starts, start) : bisect_left(bare_starts, end)],
            speaker=_speaker(doc, start),
        )


def _speaker(doc: Doc, start: int) -> str | None:
    place = bisect_right(doc._.breaks, start) - 1
    speakers: Sequence[str | None] = doc._.speakers
    return speakers[place] if 0 <= place < len(speakers) else None


def _follows_symbol(token: Token, text: str) -> bool:
    """Whether a sentence begins behind a symbol or a size that spaCy leaves its full stop."""
    before = token.idx - 1
    if not token.is_title or before < 1 or text[before - 1 : before + 1] != ". ":
        return False
    word = text[max(text.rfind(" ", 0, before), before - LONGEST_SYMBOL) : before]
    return any(sign in word for sign in "/%°²³") or _SIZED.search(word) is not None


def _bounded(
    text: str,
    starts: Sequence[int],
    breaks: Sequence[int],
    spans: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, int]]:
    """Half-open offsets of the sentences, none much longer than the limit."""
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        while end - start > LONGEST_SENTENCE:
            cut = _cut(text, start, breaks, spans)
            yield from _stripped(text, start, cut)
            start = cut
        yield from _stripped(text, start, end)


def _cut(text: str, start: int, breaks: Sequence[int], spans: Sequence[tuple[int, int]]) -> int:
    """Where to end a sentence that is too long: always behind ``start``."""
    limit = start + LONGEST_SENTENCE
    place = bisect_right(breaks, limit) - 1
    if place >= 0 and breaks[place] > start:
        cut = breaks[place]
    else:
        blank = text.rfind(" ", start + 1, limit)
        cut = blank + 1 if blank > 0 else limit
    inside = bisect_left(spans, (cut, 0)) - 1
    if inside >= 0 and spans[inside][0] < cut < spans[inside][1]:
        span_start, span_end = spans[inside]
        cut = span_start if span_start > start else span_end
    return cut


def _stripped(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    stop = start + len(text[start:end].rstrip())
    return [(start, stop)] if stop > start else []
