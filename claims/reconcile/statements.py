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

from claims.reconcile.intervals import Span, read
from claims.records import Claim

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary

_TOLERANCE = Decimal("0.1")
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


def statements(claims: Iterable[Claim], vocabulary: Vocabulary) -> Iterator[Statement]:
    """The sentences that state several numbers, each wording once, in a fixed order."""
    usable = [claim for claim in claims if claim.duplicate_of is None and _text(claim)]
    usable.sort(key=_place)
    seen: set[str] = set()
    for (_source, text), group in groupby(usable, key=lambda c: (c.source_id, _text(c))):
        items = list(group)
        if not 1 < len(items) <= MOST_MENTIONS or len(text) > LONGEST or text in seen:
            continue
        if len(text.lower()) != len(text):
            continue
        seen.add(text)
        found = [m for claim in items if (m := _mention(claim, text, vocabulary)) is not None]
        mentions = sorted(found, key=lambda mention: (mention.start, mention.id))
        if len(mentions) > 1 and not _overlap(mentions):
            yield Statement(text.lower(), tuple(mentions))


def _place(claim: Claim) -> tuple[str, str, str, int]:
    return claim.source, claim.source_id, _text(claim), claim.start or 0


def _text(claim: Claim) -> str:
    return claim.reading if claim.reading is not None else claim.quote


def _mention(claim: Claim, text: str, vocabulary: Vocabulary) -> Mention | None:
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
    spec = vocabulary.attributes.get(claim.attribute or "")
    span = read(value, spec.tolerance if spec else _TOLERANCE, vocabulary)
    return None if span is None else Mention(claim, claim.id, span, start, end)


def _overlap(mentions: list[Mention]) -> bool:
    return any(a.end > b.start for a, b in pairwise(mentions))
