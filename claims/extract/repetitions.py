"""Claims of passages that repeat a passage of an earlier source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from claims.records import Claim, Occurrence
from claims.sources import Document

# Shorter passages are alike by chance ("Thanks for having me").
SHORTEST_REPEATED = 12


class Repetitions:
    """Remembers the passages of all documents so far, to tell what a later one repeats."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str | None, str | None], Occurrence] = {}

    def mark(self, document: Document, claims: Iterable[Claim]) -> Iterator[Claim]:
        """The claims of a document, those in passages of earlier sources marked as repeated."""
        long = {
            passage.fingerprint
            for passage in document.passages
            if len(passage.text.split()) >= SHORTEST_REPEATED
        }
        for claim in claims:
            if claim.fingerprint not in long or claim.start is None:
                yield claim
                continue
            key = claim.fingerprint, claim.value_text, claim.reading
            here = Occurrence(claim.source_id, claim.start)
            first = self._first.setdefault(key, here)
            repeated = first.source_id != claim.source_id and claim.duplicate_of is None
            yield replace(claim, duplicate_of=first) if repeated else claim
