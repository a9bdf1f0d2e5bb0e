"""A factor between two things, told beside a value of one: "B had 10,000 pages; A has a hundred
times more", against what the same source gives for the other.

What the factor is one of is not said in so many words, so that it can only support a value:
where nothing fits, nothing follows.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from claims.reconcile.calculating import evaluate
from claims.reconcile.intervals import EXACT, span_of
from claims.reconcile.lexicon import Lexicon
from claims.reconcile.statements import Mention
from claims.reconcile.worked import IN_ONE_SOURCE, NEAR, Worked, in_words, told
from claims.records import Claim
from claims.vocabulary.expressions import Identity

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary

# The value that a factor goes with stands so many characters before it at most: a sentence.
_BESIDE = 120
# Of one thing so many values of an attribute are kept, and so many claims are looked back over.
_MOST, _BACK = 8, 4
_WAYS = tuple(
    (Identity.parse(f"value = {right}"), sign)
    for right, sign in (("other * factor", "x"), ("other / factor", "/"))
)
_About = tuple[str, str, str]


class _Said(NamedTuple):
    """A claim with its id, and the name that the packs use for its subject."""

    id: str
    claim: Claim
    subject: str

    @property
    def is_factor(self) -> bool:
        """Whether it says how many times something is something else."""
        return self.claim.value.canonical_unit == "ratio"

    def about(self, subject: str) -> _About:
        """What it would be about if it were said of a subject."""
        return subject, self.claim.attribute or "", self.claim.value.canonical_unit or ""


class Comparisons:
    """Factors and the values beside them, taken from claims as they pass by, source by source."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.found: list[Worked] = []
        self._lexicon = Lexicon(vocabulary)
        self._source: str | None = None
        self._given: dict[_About, list[_Said]] = {}
        self._recent: deque[_Said] = deque(maxlen=_BACK)
        self._asked: list[tuple[_Said, _Said]] = []

    def watch(self, claims: Iterable[tuple[str, Claim]]) -> Iterator[tuple[str, Claim]]:
        """Hand on claims with their ids, by source and place, and take in what is compared."""
        for claim_id, claim in claims:
            if claim.source_id != self._source:
                self._settle()
                self._source = claim.source_id
            if claim.subject is not None and _is_plain(claim):
                self._take(_Said(claim_id, claim, self._lexicon.canonical(claim.subject)))
            yield claim_id, claim
        self._settle()

    def _take(self, said: _Said) -> None:
        if not said.is_factor:
            values = self._given.setdefault(said.about(said.subject), [])
            if len(values) < _MOST:
                values.append(said)
        elif (other := self._beside(said)) is not None:
            self._asked.append((other, said))
        self._recent.append(said)

    def _beside(self, factor: _Said) -> _Said | None:
        """The value of another thing that stands directly before a factor."""
        others = (said for said in reversed(self._recent) if said.subject != factor.subject)
        other = next(others, None)
        if other is None or other.is_factor or other.claim.speaker != factor.claim.speaker:
            return None
        near = (factor.claim.start or 0) - (other.claim.end or 0) <= _BESIDE
        return other if near else None

    def _settle(self) -> None:
        """Work out what was asked in a source that has come to its end."""
        for other, factor in self._asked:
            place = factor.claim.start or 0
            known = self._given.get(other.about(factor.subject), ())
            order = sorted(known, key=lambda said: (abs((said.claim.start or 0) - place), said.id))
            terms = [self._mention(said) for said in (other, factor)]
            worked = (_fitting(self._mention(said), *terms) for said in order)
            self.found += [item for item in worked if item is not None][:1]
        self._given, self._asked = {}, []
        self._recent.clear()

    def _mention(self, said: _Said) -> Mention | None:
        claim = said.claim
        span = span_of(claim.value, claim.attribute, self._lexicon.vocabulary)
        named = replace(claim, subject=said.subject)
        return None if span is None else Mention(named, said.id, span, 0, 0)


def _is_plain(claim: Claim) -> bool:
    """Whether a claim asserts a number of things or of a measure, where its source says it."""
    value = claim.value
    return (
        claim.modality == "asserted"
        and claim.start is not None
        and claim.attribute is not None
        and claim.duplicate_of is None
        and value.modifier != "order_of_magnitude"
        and value.canonical_unit not in (None, "date", "percent")
    )


def _fitting(value: Mention | None, other: Mention | None, factor: Mention | None) -> Worked | None:
    """A value that is another one's times a factor, or one of so many parts of it."""
    if value is None or other is None or other.number is None:
        return None
    if factor is None or factor.number is None or factor.number <= 1:
        return None
    intervals = {"other": other.span.tight, "factor": factor.span.tight}
    for identity, sign in _WAYS:
        result = evaluate(identity.right, intervals)
        if result is None:
            continue
        number = _applied(sign, other.number, factor.number)
        worked = Worked(
            formula=f"{identity} {IN_ONE_SOURCE}",
            shown=f"{told(other)} {sign} {told(factor)} = {in_words(number, value.unit)}",
            stated=value,
            roles=(("other", other), ("factor", factor)),
            unit=value.unit,
            allowed=(result,),
            generous=(result,),
            number=number,
            together=False,
        )
        if worked.fits and worked.gap <= NEAR:
            return worked
    return None


def _applied(sign: str, number: Decimal, factor: Decimal) -> Decimal:
    return EXACT.multiply(number, factor) if sign == "x" else EXACT.divide(number, factor)
