"""Sentences with the numbers that stand in them, for the arithmetic that a sentence does itself.

What stands side by side in one sentence belongs together whatever its subject is, so that such
arithmetic needs neither subject nor attribute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from claims.reconcile.intervals import Span, span_of
from claims.records import Claim

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary

# Longer ones are lists or tables run together, in which neighbours need not belong together.
MOST_MENTIONS = 12
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a sentence: its claim, what it says, and where it stands in the sentence."""

    claim: Claim
    id: str
    span: Span
    start: int
    end: int

    @property
    def unit(self) -> str:
        """The canonical unit; empty for a bare number."""
        return self.claim.value.canonical_unit or ""

    @property
    def number(self) -> Decimal | None:
        """The single number that was said, in the canonical unit."""
        value = self.claim.value
        return value.canonical_lo if value.canonical_lo == value.canonical_hi else None

    @property
    def words(self) -> str:
        """The expression, in lower case."""
        return (self.claim.value_text or "").lower()


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence in lower case and its numbers in their order."""

    text: str
    mentions: tuple[Mention, ...]

    def before(self, mention: Mention) -> str:
        """What stands before a number."""
        return self.text[: mention.start]

    def behind(self, mention: Mention) -> str:
        """What stands behind a number."""
        return self.text[mention.end :]

    def between(self, first: Mention, second: Mention) -> str:
        """What stands between two numbers."""
        return self.text[first.end : second.start]


def in_order(claims: Iterable[tuple[str, Claim]]) -> list[tuple[str, Claim]]:
    """Claims with their ids as :func:`statements` needs them: by source and place."""
    placed = [pair for pair in claims if pair[1].start is not None]
    return sorted(placed, key=lambda pair: (pair[1].source_id, pair[1].start or 0, pair[0]))


def statements(claims: Iterable[tuple[str, Claim]], vocabulary: Vocabulary) -> Iterator[Statement]:
    """The sentences that state several numbers, each wording once in a source.

    Args:
        claims: claims with their ids, by source and place.
        vocabulary: for units and tolerances.
    """
    source, seen = None, set[str]()
    for (source_id, text), group in groupby(claims, key=_sentence):
        if source_id != source:
            source, seen = source_id, set()
        items = [(key, claim) for key, claim in group if claim.duplicate_of is None]
        if not 1 < len(items) <= MOST_MENTIONS or len(text) > LONGEST or text in seen:
            continue
        if len(text.lower()) != len(text):
            continue
        seen.add(text)
        found = [m for key, claim in items if (m := _mention(key, claim, text, vocabulary))]
        mentions = sorted(found, key=lambda mention: (mention.start, mention.id))
        if len(mentions) > 1 and not _overlap(mentions):
            yield Statement(text.lower(), tuple(mentions))


def _sentence(pair: tuple[str, Claim]) -> tuple[str, str]:
    return pair[1].source_id, _text(pair[1])


def _text(claim: Claim) -> str:
    return claim.reading if claim.reading is not None else claim.quote


def _mention(key: str, claim: Claim, text: str, vocabulary: Vocabulary) -> Mention | None:
    if claim.modality != "asserted" or not claim.value_text:
        return None
    start, end = claim.reading_start, claim.reading_end
    if start is None or end is None:
        if claim.reading is not None or text.count(claim.value_text) != 1:
            return None
        start = text.index(claim.value_text)
        end = start + len(claim.value_text)
    value = claim.value
    if value.canonical_unit is None:  # a bare number: its digits say how exact it is
        value = replace(value, unit="", canonical_unit="")
    span = span_of(value, claim.attribute, vocabulary)
    return None if span is None else Mention(claim, key, span, start, end)


def _overlap(mentions: list[Mention]) -> bool:
    return any(a.end > b.start for a, b in pairwise(mentions))
