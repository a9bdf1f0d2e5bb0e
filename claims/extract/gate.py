"""The gate that claims of other extractors pass: their evidence must be in the source.

A claim is a mapping with the fields of ``claims extract``, or a :class:`claims.Claim`. Value
and quote must stand, to the letter, at the place that is given; what is not so is refused.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from claims.extract.imported import claim_of
from claims.plugins import BROKEN, said
from claims.records import Claim, Occurrence, Passage, Value
from claims.sources import Document, locator, timestamp
from claims.vocabulary import Vocabulary

UNKNOWN_CONFIDENCE = Decimal("0.5")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Refusal:
    """A claim that was not let through: the kind of reason, and what was found."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Passed:
    """What came through the gate, and what did not; both in the order given."""

    claims: tuple[Claim, ...]
    refused: tuple[Refusal, ...]


class _Refused(Exception):
    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason)
        self.refusal = Refusal(reason, detail)


@dataclass(frozen=True)
class Gate:
    """Lets through the claims of one document whose evidence is there; see :meth:`check`."""

    document: Document
    vocabulary: Vocabulary

    def check(self, items: Iterable[object]) -> Passed:
        """The claims among ``items``, completed from their passages, and the refusals.

        Speaker, time and locator are the passage's where the claim does not say them; a claim
        in a repeated passage is marked as repeated; a confidence that is not given is 0.5.
        """
        starts = [passage.start for passage in self.document.passages]
        claims, refused = [], []
        for item in items:
            try:
                claims.append(self._claim(item, starts))
            except _Refused as error:
                refused.append(error.refusal)
        return Passed(tuple(claims), tuple(refused))

    def _claim(self, item: object, starts: list[int]) -> Claim:
        given = self._fields(item)
        try:
            claim = claim_of(given, self.vocabulary)
        except (ValueError, RecursionError) as error:
            raise _Refused("it is no claim", str(error)) from error
        start = self._check_evidence(claim)
        if isinstance(item, Claim):
            claim = replace(claim, value=_with_step(claim.value, item.value))
        place = bisect_right(starts, start) - 1
        passage = self.document.passages[place] if place >= 0 else None
        if passage is not None and start < passage.end:
            claim = self._placed(claim, start, passage)
        return replace(claim, checked=True)

    def _fields(self, item: object) -> dict[str, Any]:
        """The fields of an item as :func:`claim_of` takes them, the source filled in."""
        if not isinstance(item, Claim | Mapping):
            what = f"{type(item).__name__} is neither a Claim nor a mapping"
            raise _Refused("it is no claim", what)
        try:
            fields = item.to_json() if isinstance(item, Claim) else dict(item)
        except BROKEN as error:
            raise _Refused("it is no claim", said(error)) from error
        for name, value in fields.items():
            if isinstance(value, float):
                what = f"{name} is a float; give a Decimal or a decimal string"
                raise _Refused("it is no claim", what)
            if isinstance(value, int) and not isinstance(value, bool):
                fields[name] = Decimal(value)
        source = self.document.source
        if fields.get("source_id") not in (None, source.id):
            raise _Refused("it belongs to another source", str(fields["source_id"])[:_SHOWN])
        if fields.get("confidence") is None:
            fields["confidence"] = UNKNOWN_CONFIDENCE
        return fields | {"source": source.uri, "source_id": source.id}

    def _check_evidence(self, claim: Claim) -> int:
        """Where the claim's value begins in the source; refused if it or the quote is not there."""
        start, end, text = claim.start, claim.end, self.document.source.text
        if start is None or end is None or not claim.value_text or not claim.quote:
            raise _Refused("it does not say where it stands", "start, end, value_text, quote")
        if not 0 <= start < end <= len(text):
            raise _Refused("its place is outside the source", f"{start}:{end} of 0:{len(text)}")
        if text[start:end] != claim.value_text:
            found = f"at {start}:{end} stands {_short(text[start:end])}"
            raise _Refused("its value is not there", f"{found}, not {_short(claim.value_text)}")
        quote = claim.quote
        if text.find(quote, max(0, end - len(quote)), start + len(quote)) < 0:
            raise _Refused("its quote is not around the value", f"{_short(quote)} at {start}:{end}")
        return start

    def _placed(self, claim: Claim, start: int, passage: Passage) -> Claim:
        """The claim with what its passage tells."""
        time = None if passage.start_ms is None else timestamp(passage.start_ms)
        return replace(
            claim,
            speaker=passage.speaker if claim.speaker is None else claim.speaker,
            time=time if claim.time is None else claim.time,
            locator=locator(passage) if claim.locator is None else claim.locator,
            fingerprint=passage.fingerprint,
            duplicate_of=claim.duplicate_of or self._first(claim, start, passage),
        )

    def _first(self, claim: Claim, start: int, passage: Passage) -> Occurrence | None:
        """Where the value stood first, if the passage repeats an earlier one."""
        first = passage.duplicate_of
        if first is None or first.source_id != claim.source_id or not claim.value_text:
            return first
        moved = first.start + start - passage.start
        same = self.document.source.text.startswith(claim.value_text, moved)
        return replace(first, start=moved) if same else first


def _with_step(value: Value, given: Value) -> Value:
    """A value with the worth of its last digit as its extractor gave it, if that is a number."""
    step = given.step
    sound = step is None or (isinstance(step, Decimal) and step.is_finite() and step >= 0)
    return replace(value, step=step) if sound else value


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
