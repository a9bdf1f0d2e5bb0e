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
from typing import TYPE_CHECKING

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
_Asked = tuple[Mention, Mention]


class Comparisons:
    """Factors and the values beside them, taken from claims as they pass by, source by source."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.found: list[Worked] = []
        self._lexicon = Lexicon(vocabulary)
        self._source: str | None = None
        self._given: dict[_About, list[Mention]] = {}
        self._recent: deque[Mention] = deque(maxlen=_BACK)
        self._asked: list[_Asked] = []

    def watch(self, claims: Iterable[tuple[str, Claim]]) -> Iterator[tuple[str, Claim]]:
        """Hand on claims with their ids, by source and place, and take in what is compared."""
        for claim_id, claim in claims:
            if claim.source_id != self._source:
                self._settle()
                self._source = claim.source_id
            if (mention := self._mention(claim_id, claim)) is not None:
                self._take(mention)
            yield claim_id, claim
        self._settle()

    def _mention(self, claim_id: str, claim: Claim) -> Mention | None:
        """An asserted single number about something, or a bound."""
        if claim.subject is None or claim.attribute is None or claim.duplicate_of is not None:
            return None
        value = claim.value
        if claim.modality != "asserted" or value.modifier == "order_of_magnitude":
            return None
        if value.canonical_unit in (None, "date", "percent") or claim.start is None:
            return None
        span = span_of(value, claim.attribute, self._lexicon.vocabulary)
        if span is None:
            return None
        named = replace(claim, subject=self._lexicon.canonical(claim.subject))
        return Mention(named, claim_id, span, claim.start, claim.end or claim.start)

    def _take(self, mention: Mention) -> None:
        if mention.unit != "ratio":
            values = self._given.setdefault(_about(mention), [])
            if len(values) < _MOST:
                values.append(mention)
        elif mention.number is not None and mention.number > 1:
            other = self._beside(mention)
            if other is not None:
                self._asked.append((other, mention))
        self._recent.append(mention)

    def _beside(self, factor: Mention) -> Mention | None:
        """The value of another thing that stands directly before a factor."""
        subject = factor.claim.subject
        others = (item for item in reversed(self._recent) if item.claim.subject != subject)
        other = next(others, None)
        if other is None or other.unit == "ratio" or other.number is None:
            return None
        near = factor.start - other.end <= _BESIDE
        return other if near and other.claim.speaker == factor.claim.speaker else None

    def _settle(self) -> None:
        """Work out what was asked in a source that has come to its end."""
        for other, factor in self._asked:
            name = factor.claim.subject or ""
            known = self._given.get((name, *_about(other)[1:]), ())
            fitting = (
                worked
                for value in sorted(
                    known, key=lambda item: (abs(item.start - factor.start), item.id)
                )
                if (worked := _fitting(value, other, factor)) is not None
            )
            self.found += [*fitting][:1]
        self._given, self._asked = {}, []
        self._recent.clear()


def _about(mention: Mention) -> _About:
    return mention.claim.subject or "", mention.claim.attribute or "", mention.unit


def _fitting(value: Mention, other: Mention, factor: Mention) -> Worked | None:
    """A value that is another one's times a factor, or one of so many parts of it."""
    intervals = {"other": other.span.tight, "factor": factor.span.tight}
    assert other.number is not None
    assert factor.number is not None
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
