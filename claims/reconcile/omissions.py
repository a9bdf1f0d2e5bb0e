"""Why claims are in no finding: counts by reason, so that nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.reconcile.lexicon import Lexicon
from claims.reconcile.readings import comparable, is_small, scope_of
from claims.reconcile.topics import compatible
from claims.records import Claim, Value

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary

REASONS = {
    "not compared": "nothing was compared yet: run claims reconcile",
    "rejected": "a review rejected it",
    "repeated": "the passage repeats another and is the same evidence",
    "hypothetical": "only a hypothesis",
    "question": "only a question",
    "no subject": "what it is about is not known",
    "no attribute": "which property it gives is not known",
    "no number": "it gives no number",
    "passing noun": "it counts what is named in passing (“two things”)",
    "unnamed subject": "what it is about has no name (“the talk”)",
    "generic subject": "it is about things in general (“a large language model”)",
    "alone": "no other claim is about the same thing",
    "other currency": "the others are in another currency, and no rate is given",
    "other unit": "the others are in a unit that nothing converts to its own",
    "other scope": "the others are about another scope",
    "many values": "the attribute can have several values at once",
    "small count": "a small count of things that no pack declares",
    "open": "compared, and neither certain to agree nor to contradict",
}
"""The reasons in the order in which they are looked for, and how they read."""
_Scope = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many claims are in no finding for one ``reason``, and the first few of their ids."""

    reason: str
    count: int
    claim_ids: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The reason as people read it."""
        return REASONS[self.reason]


@dataclass(slots=True)
class _Cell:
    """Claims of one subject and attribute in one unit and scope."""

    mentions: int = 0
    small: bool = True
    unnamed: list[str] = field(default_factory=list)
    count: int = 0


def left_out(
    claims: Iterable[tuple[str, Claim | None]],
    named: Container[str],
    vocabulary: Vocabulary,
    examples: int = 6,
) -> list[LeftOut]:
    """Say of every claim that no finding names why that is so.

    Args:
        claims: all claims with their ids, read one by one; ``None`` for one that was rejected.
        named: the ids of the claims that findings name.
        vocabulary: what the claims were compared with.
        examples: how many ids are kept for each reason.

    Returns:
        The reasons with their counts, the most frequent first. Memory follows the number of
        different things that claims are about, not the number of claims.
    """
    tally = _Tally(vocabulary, examples)
    for claim_id, claim in claims:
        reason = "rejected" if claim is None else own_reason(claim)
        if claim is not None and reason is None:
            tally.compare(claim_id, claim, claim_id in named)
        elif reason is not None and claim_id not in named:
            tally.count(reason, 1, [claim_id])
    return tally.result()


def own_reason(claim: Claim) -> str | None:
    """What a claim itself says against comparing it (a key of :data:`REASONS`), or ``None``."""
    if claim.duplicate_of is not None:
        return "repeated"
    if claim.modality in ("hypothetical", "question"):
        return claim.modality
    if claim.subject is None:
        return "no subject"
    if claim.attribute is None:
        return "no attribute"
    if claim.value.canonical_unit is None or not _has_number(claim.value):
        return "no number"
    if not comparable(claim):
        return "passing noun" if claim.attribute.startswith("count:") else "unnamed subject"
    return None


def _has_number(value: Value) -> bool:
    ends = (value.canonical_lo, value.canonical_hi, value.date)
    return any(end is not None for end in ends)


class _Tally:
    """What was counted so far, and what depends on claims that are still to come."""

    def __init__(self, vocabulary: Vocabulary, examples: int) -> None:
        self._vocabulary = vocabulary
        self._examples = examples
        self._lexicon = Lexicon(vocabulary)
        self._counts: dict[str, int] = {}
        self._ids: dict[str, list[str]] = {}
        self._things: dict[tuple[str, str], dict[tuple[str, _Scope], _Cell]] = {}

    def count(self, reason: str, count: int, ids: Sequence[str]) -> None:
        """Count claims that no finding names."""
        self._counts[reason] = self._counts.get(reason, 0) + count
        kept = self._ids.setdefault(reason, [])
        kept += ids[: self._examples - len(kept)]

    def compare(self, claim_id: str, claim: Claim, is_named: bool) -> None:
        """Keep a claim that was comparable until all claims are known."""
        subject = self._lexicon.canonical(claim.subject or "")
        cells = self._things.setdefault((subject, claim.attribute or ""), {})
        spec = self._vocabulary.attributes.get(claim.attribute or "")
        scope, _ = scope_of(claim, spec, None)
        cell = cells.setdefault((claim.value.canonical_unit or "", scope), _Cell())
        cell.mentions += 1
        value = claim.value
        ends = [end for end in (value.canonical_lo, value.canonical_hi) if end is not None]
        cell.small = cell.small and all(map(is_small, ends))
        if not is_named:
            cell.count += 1
            cell.unnamed += [claim_id][: self._examples - len(cell.unnamed)]

    def result(self) -> list[LeftOut]:
        """The reasons of all claims counted and kept."""
        for (subject, attribute), cells in self._things.items():
            for key, cell in cells.items():
                if cell.count:
                    reason = self._reason(subject, attribute, key, cells)
                    self.count(reason, cell.count, cell.unnamed)
        self._things = {}
        order = sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
        return [LeftOut(reason, count, tuple(self._ids[reason])) for reason, count in order]

    def _reason(
        self,
        subject: str,
        attribute: str,
        key: tuple[str, _Scope],
        cells: Mapping[tuple[str, _Scope], _Cell],
    ) -> str:
        """Why nothing is said of the claims of a cell, by what else there is."""
        if self._lexicon.generic(subject):
            return "generic subject"
        if sum(cell.mentions for cell in cells.values()) == 1:
            return "alone"
        (unit, scope), own = key, cells[key]
        fellows = [other for other in cells if other[0] == unit and other != key]
        if own.mentions == 1 and not fellows:
            return "other currency" if self._is_currency(unit) else "other unit"
        if own.mentions == 1 and not any(compatible(dict(scope), dict(o)) for _, o in fellows):
            return "other scope"
        spec = self._vocabulary.attributes.get(attribute)
        if spec is not None and not spec.single_valued:
            return "many values"
        return "small count" if spec is None and own.small else "open"

    def _is_currency(self, unit: str) -> bool:
        """Whether a unit is the code of a currency; GPUs are counted in whole things."""
        spec = self._vocabulary.units.get(unit)
        return len(unit) == 3 and unit.isupper() and not (spec is not None and spec.discrete)
