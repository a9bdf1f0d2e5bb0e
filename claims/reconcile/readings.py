"""Claims as the reconciler reads them: comparable ones, without copies, with their witness."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.reconcile.credit import NOTHING_KNOWN, ONE, PRIOR, Credit, manner
from claims.reconcile.intervals import Span, first_day, last_day, span_of
from claims.reconcile.lexicon import Lexicon
from claims.records import Claim, Value

if TYPE_CHECKING:
    from claims.vocabulary import AttributeSpec

# Nouns that are counted in passing ("two things", "one way"): such counts say nothing that
# another sentence could contradict or confirm.
_PASSING = """
    thing way example kind sort type time part piece bit point case reason step side question
    answer word item number one other lot place moment idea aspect option
"""
PASSING_NOUNS = frozenset(_PASSING.split())
_ROLE = re.compile(
    r"(?:speaker|spk|person|voice)?[\s_#-]*\d+|unknown|host|guest|narrator|interviewer|anchor",
    re.IGNORECASE,
)
# "The talk", "a typical firm": what has no name may be another thing in the next sentence.
DESCRIBED = re.compile(r"(?:the|an?) [^A-Z]*")
_SMALL = 20
Place = tuple[str, str | None, str | None]
# What a claim's qualifier "basis" may say of a number that nobody observed.
UNOBSERVED = frozenset({"forecast", "projection", "computed", "estimate", "target"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A comparable claim.

    ``scope`` holds its qualifiers with the attribute's defaults filled in, ``date`` the time
    that it speaks of. ``witness`` names who vouches for it: claims of one witness are not
    independent. ``copies`` is how many repetitions of its passage were left out, ``place`` its
    number in the order of the sources and their texts. ``weight`` is that of its source,
    ``accuracy`` the probability that its source is right about the attribute. A forecast or a
    figure that somebody computed is not ``observed``. ``accepted`` says that a review found the
    claim right.
    """

    claim: Claim
    id: str
    subject: str
    attribute: str
    unit: str
    span: Span
    scope: tuple[tuple[str, str], ...]
    witness: str
    date: str | None
    copies: int
    place: int
    weight: Decimal = ONE
    accuracy: Decimal = PRIOR
    observed: bool = True
    accepted: bool = False

    @property
    def firm(self) -> bool:
        """Whether the claim is asserted, of something that was observed."""
        return self.claim.modality == "asserted" and self.observed

    @property
    def manner(self) -> Decimal:
        """What the claim counts by how it was put, from 0 to 1."""
        return manner(self.claim.modality, observed=self.observed)

    @property
    def sentence(self) -> tuple[str, str]:
        """What identifies the sentence: values given side by side are not rivals."""
        return self.claim.source_id, self.claim.quote

    @property
    def nominal(self) -> Decimal | None:
        """The single number that was said, in the canonical unit."""
        value = self.claim.value
        return value.canonical_lo if value.canonical_lo == value.canonical_hi else None


def readings(
    claims: Iterable[tuple[str, Claim]],
    lexicon: Lexicon,
    published: Mapping[str, str],
    credit: Credit = NOTHING_KNOWN,
) -> list[Reading]:
    """The comparable claims, given with their ids, in a fixed order whatever that of ``claims``.

    ``published`` gives the date of a source by its id, for claims that name none themselves;
    ``credit`` is what is known about the sources.

    Left out are claims without subject, attribute or number, counts of passing nouns,
    questions and hypotheses, and repetitions of a passage.
    """
    order = sorted(claims, key=_order)
    kept: dict[str, Claim] = {}
    copies: dict[tuple[object, ...], int] = {}
    first: dict[tuple[object, ...], Place] = {}
    origins = {(claim.source_id, claim.start) for _, claim in order}
    for claim_id, claim in order:
        if not comparable(claim):
            continue
        copied = _copy_of(claim, origins, first)
        if copied is not None:
            copies[copied] = copies.get(copied, 0) + 1
        else:
            kept.setdefault(claim_id, claim)
    reader, result = _Reader(lexicon, published, credit), []
    for place, (claim_id, claim) in enumerate(kept.items()):
        count = sum(copies.pop(key, 0) for key in _copy_keys(claim)) if copies else 0
        if (reading := reader.read(claim, claim_id, count, place)) is not None:
            result.append(reading)
    return result


def comparable(claim: Claim) -> bool:
    """Whether a claim says enough, and firmly enough, to be compared with others."""
    value = claim.value
    if claim.subject is None or claim.attribute is None or value.canonical_unit is None:
        return False
    if claim.modality in ("hypothetical", "question") or DESCRIBED.fullmatch(claim.subject):
        return False
    if claim.attribute.startswith("count:"):
        noun = claim.attribute.removeprefix("count:").strip().split(" ")[0]
        return noun.casefold() not in PASSING_NOUNS
    return True


def is_small(number: Decimal) -> bool:
    """Whether a count is so small that it may be of parts of many things: two such counts of what
    no pack declares hardly ever compete."""
    return -_SMALL < number < _SMALL


def common_scope(items: Iterable[Reading]) -> dict[str, str]:
    """The qualifiers that all of the readings share, as the first of them writes them."""
    members = list(items)
    scopes = [set(item.scope) for item in members]
    shared = sorted(set.intersection(*scopes)) if scopes else []
    written = members[0].claim.qualifiers if members else {}
    return {key: written.get(key, text) for key, text in shared}


def _order(item: tuple[str, Claim]) -> tuple[str, int, str, str]:
    claim_id, claim = item
    return claim.source, -1 if claim.start is None else claim.start, claim.source_id, claim_id


def _copy_of(
    claim: Claim,
    origins: AbstractSet[tuple[str, int | None]],
    first: dict[tuple[object, ...], Place],
) -> tuple[object, ...] | None:
    """The key under which a repetition is counted, or ``None`` for a first occurrence."""
    place = claim.source_id, claim.locator, claim.time
    if claim.duplicate_of is not None:
        origin = claim.duplicate_of.source_id, claim.duplicate_of.start
        key: tuple[object, ...] = ("at", *origin)
        if origin in origins or first.setdefault(key, place) != place:
            return key
        return None
    for key in _copy_keys(claim)[1:]:
        if first.setdefault(key, place) != place:
            return key
    return None


def _copy_keys(claim: Claim) -> list[tuple[object, ...]]:
    keys: list[tuple[object, ...]] = [("at", claim.source_id, claim.start)]
    if claim.fingerprint is not None:
        text = claim.value_text or claim.quote
        keys.append(("text", claim.fingerprint, text, claim.subject, claim.attribute))
    return keys


@dataclass(frozen=True, slots=True)
class _Reader:
    """What claims are read with; equal values are worked out once."""

    lexicon: Lexicon
    published: Mapping[str, str]
    credit: Credit
    spans: dict[tuple[Value, str], Span | None] = field(default_factory=dict)

    def read(self, claim: Claim, claim_id: str, copies: int, place: int) -> Reading | None:
        """A comparable claim; ``None`` where its number is none."""
        assert claim.subject is not None
        assert claim.attribute is not None
        assert claim.value.canonical_unit is not None
        span = self._span(claim.value, claim.attribute)
        if span is None:
            return None
        dated = self.published.get(claim.source_id)
        spec = self.lexicon.vocabulary.attributes.get(claim.attribute)
        scope, when = scope_of(claim, spec, dated)
        return Reading(
            claim=claim,
            id=claim_id,
            subject=self.lexicon.canonical(claim.subject),
            attribute=claim.attribute,
            unit=claim.value.canonical_unit,
            span=span,
            scope=scope,
            witness=witness_of(claim),
            date=when,
            copies=copies,
            place=place,
            weight=self.credit.weight(claim.source_id),
            accuracy=self.credit.accuracy(claim.source_id, claim.attribute),
            observed=_observed(claim, claim.published or dated),
            accepted=claim_id in self.credit.accepted,
        )

    def _span(self, value: Value, attribute: str) -> Span | None:
        key = value, attribute
        if key not in self.spans:
            self.spans[key] = span_of(value, attribute, self.lexicon.vocabulary)
        return self.spans[key]


def scope_of(
    claim: Claim, spec: AttributeSpec | None, published: str | None
) -> tuple[tuple[tuple[str, str], ...], str | None]:
    """The qualifiers with defaults, and the date that the claim speaks of."""
    filled = (spec.qualifiers if spec else {}) | dict(claim.qualifiers)
    when = claim.as_of or claim.published or published
    if spec is not None and spec.changes_over_time:
        when = filled.pop("as_of", None) or when
    items = ((key, " ".join(str(text).casefold().split())) for key, text in filled.items())
    return tuple(sorted(items)), when


def _observed(claim: Claim, published: str | None) -> bool:
    """Whether a claim tells of something that had come about when it was published."""
    if str(claim.qualifiers.get("basis", "")).casefold() in UNOBSERVED:
        return False
    when = claim.value.date if claim.value.canonical_unit == "date" else None
    begin = first_day(when or claim.qualifiers.get("as_of") or claim.as_of)
    end = last_day(published)
    return begin is None or end is None or begin <= end


def witness_of(claim: Claim) -> str:
    """Who vouches for a claim."""
    return witness(claim.source_id, claim.speaker)


@lru_cache(maxsize=4096)
def witness(source_id: str, speaker: str | None) -> str:
    """A named speaker, or else the source: labels such as "Speaker 1" name nobody."""
    name = " ".join((speaker or "").casefold().split())
    if name and not _ROLE.fullmatch(name):
        return f"speaker {name}"
    return f"source {source_id} {name}".rstrip()
