"""How a finding came about, step by step: for `claims show --why`.

The steps are worked out again from the claims, by the same functions that compare them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from claims.reconcile.camps import near, tight, wide
from claims.reconcile.intervals import EXACT, Interval, common
from claims.reconcile.lexicon import Lexicon
from claims.reconcile.omissions import REASONS, own_reason
from claims.reconcile.readings import Reading, readings
from claims.reconcile.retold import between, evidence_of_cause, verdict
from claims.reconcile.wording import amount, heading, listed, plural, sentence, source_name, stated
from claims.records import Claim, Finding, plain

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary

MAX_CLAIMS = 6
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reasoning: its ``label``, what is said, and the claims it rests on."""

    label: str
    text: str
    claim_ids: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The step as an object."""
        return {"step": self.label, "text": self.text, "claims": list(self.claim_ids)}


def steps(
    finding: Finding,
    claims: Mapping[str, Claim],
    vocabulary: Vocabulary,
    published: Mapping[str, str] | None = None,
) -> list[Step]:
    """Every step from the claims to the finding.

    Args:
        finding: what is to be explained.
        claims: the claims of the finding by id, and whatever else is said of its subject.
        vocabulary: what the claims were compared with.
        published: the dates of sources by their ids.

    Returns:
        What was read and left out, the scope, each value with its witnesses and intervals, how
        the intervals lie, the arithmetic, the cause, and what decided.
    """
    order = readings(claims.items(), Lexicon(vocabulary), published or {})
    read = {item.id: item for item in order}
    groups = [[read[i] for i in ids if i in read] for ids in _rivals(finding)]
    groups = [group for group in groups if group]
    return [
        *_left_out(finding, claims, read, vocabulary),
        *_scopes([item for group in groups for item in group]),
        *(step for group in groups for step in _value(group)),
        *_comparison(groups),
        *_arithmetic(finding, groups),
        *_outcome(finding),
    ]


def bracketed(interval: Interval, unit: str, factor: Decimal = Decimal(1)) -> str:
    """An interval in a unit worth ``factor``: "[139.5, 140.5) gigabytes"; dates as dates."""
    if unit == "date":
        return _days(interval)
    low, high = (_number(EXACT.divide(end, factor)) for end in (interval.lo, interval.hi))
    opening = "(" if interval.lo_open or not interval.lo.is_finite() else "["
    closing = ")" if interval.hi_open or not interval.hi.is_finite() else "]"
    return f"{opening}{low}, {high}{closing} {plural(unit)}"


def _rivals(finding: Finding) -> Sequence[Sequence[str]]:
    """The groups of ids that stand for values; not those that only give the arithmetic."""
    terms = finding.derivation.terms if finding.derivation else ()
    of_terms = {claim_id for term in terms for claim_id in term.claim_ids}
    return [ids for ids in finding.values if not of_terms.issuperset(ids)] or finding.values


def _left_out(
    finding: Finding,
    claims: Mapping[str, Claim],
    read: Mapping[str, Reading],
    vocabulary: Vocabulary,
) -> Iterator[Step]:
    """How many claims there are of what the finding is about, and which were not compared."""
    same = {i: c for i, c in claims.items() if c.attribute == finding.attribute}
    taking = [i for i in finding.claim_ids if i in same]
    first = next((read[i] for i in taking if i in read), None)
    about = heading(first, vocabulary) if first else finding.attribute or "it"
    text = f"{_count(len(same), 'claim')} speak of {about}; {len(taking)} take part here"
    yield Step("claims", sentence(text), tuple(taking))
    by_reason: dict[str, list[str]] = {}
    for claim_id, claim in same.items():
        if claim_id not in taking and (reason := own_reason(claim)):
            by_reason.setdefault(reason, []).append(claim_id)
    for reason, ids in by_reason.items():
        yield Step("left out", sentence(f"{len(ids)}: {REASONS[reason]}"), tuple(ids))


def _scopes(items: Sequence[Reading]) -> Iterator[Step]:
    scopes = {item.scope: item for item in items}
    words = [", ".join(f"{key}: {text}" for key, text in scope) or "none" for scope in scopes]
    if words and words != ["none"]:
        one = "the scope of all" if len(words) == 1 else "the scopes"
        yield Step("scope", sentence(f"{one}, defaults filled in: {'; '.join(words)}"))


def _value(group: Sequence[Reading]) -> Iterator[Step]:
    """A value: who vouches for it, and what each of its claims stands for."""
    witnesses: dict[str, list[str]] = {}
    for item in group:
        witnesses.setdefault(_witness(item), []).append(item.id)
    copies = sum(item.copies for item in group)
    told = f"{stated(group[0].claim)}: {_count(len(witnesses), 'witness')}"
    told += f" ({listed(list(witnesses)[:MAX_CLAIMS])}) in {_count(len(group), 'mention')}"
    if copies:
        told += f"; {_count(copies, 'copy')} of the same passage left out"
    yield Step("value", sentence(told), tuple(item.id for item in group))
    for item in group[:MAX_CLAIMS]:
        yield Step("interval", _reading(item), (item.id,))


def _reading(item: Reading) -> str:
    """What a claim's value stands for, strictly and generously."""
    strict, soft, generous = (_as_written(item, of(item)) for of in (tight, near, wide))
    text = f"{stated(item.claim)} is {strict}"
    if soft != strict:
        text += f", with soft edges {soft}"
    if generous not in (strict, soft):
        text += f", with all benefit of the doubt {generous}"
    when = f", said of {item.date}" if item.date else ""
    manner = "" if item.claim.modality == "asserted" else f", {item.claim.modality}"
    return text + when + manner


def _as_written(item: Reading, interval: Interval) -> str:
    value = item.claim.value
    for number, canonical in ((value.lo, value.canonical_lo), (value.hi, value.canonical_hi)):
        if number and canonical and value.unit:
            return bracketed(interval, value.unit, EXACT.divide(canonical, number))
    return bracketed(interval, item.unit)


def _comparison(groups: Sequence[Sequence[Reading]]) -> Iterator[Step]:
    """How the intervals of neighbouring values lie to each other."""
    cores = [(common(map(wide, group)), group) for group in groups]
    order = sorted(cores, key=lambda core: (core[0].lower, core[0].upper))
    for (low, first), (high, second) in pairwise(order):
        pair = f"{stated(first[0].claim)} and {stated(second[0].claim)}"
        if first[0].unit != second[0].unit:
            yield Step("compared", sentence(f"{pair}: no rate between the units is known"))
        elif low.meets(high):
            yield Step("compared", sentence(f"{pair} have numbers in common"))
        else:
            gap = _gap(high.lo - low.hi, first[0].unit)
            yield Step("compared", sentence(f"{pair} have no number in common{gap}"))


def _gap(size: Decimal, unit: str) -> str:
    if not size.is_finite() or size <= 0:
        return ""
    if unit == "date":
        return f", {_count(int(size), 'day')} lie between them"
    return f", {amount(size, unit)} lie between them"


def _arithmetic(finding: Finding, groups: Sequence[Sequence[Reading]]) -> Iterator[Step]:
    derivation = finding.derivation
    if derivation is None:
        return
    for term in derivation.terms:
        span = between(term.lo, term.hi, term.unit)
        yield Step("term", f"{term.attribute}: {span}.", term.claim_ids)
    unit = derivation.result_unit
    result = between(derivation.result_lo, derivation.result_hi, unit)
    yield Step("arithmetic", f"{derivation.formula} gives {result}.")
    allowed = Interval(derivation.result_lo, derivation.result_hi)
    for group in groups:
        if group[0].unit == unit:
            fits = "meets" if allowed.meets(common(map(near, group))) else "excludes"
            text = f"that {fits} {stated(group[0].claim)}"
            yield Step("arithmetic", sentence(text), tuple(item.id for item in group))


def _outcome(finding: Finding) -> Iterator[Step]:
    if finding.likely_cause:
        evidence = evidence_of_cause(finding.explanation)
        text = ": ".join(filter(None, [finding.likely_cause, evidence]))
        yield Step("cause", sentence(text))
    decided = verdict(finding.explanation)
    if decided is not None:
        text = f"{decided.value}, because {decided.reason}" if decided.value else decided.reason
        yield Step("likelier", sentence(text))
    kind = finding.kind.replace("_", " ")
    yield Step("finding", sentence(f"{kind} of severity {plain(finding.severity)}"))


def _witness(item: Reading) -> str:
    kind, _, name = item.witness.partition(" ")
    if kind == "speaker":
        return item.claim.speaker or name
    return source_name(item.claim)


def _number(number: Decimal) -> str:
    """A number in digits with its thousands set apart; at most twelve digits that count."""
    if not number.is_finite():
        return "∞" if number > 0 else "-∞"
    if number.adjusted() >= 15:
        return f"{number.normalize(EXACT):E}"
    places = max(0, _DIGITS - 1 - number.adjusted()) if number else 0
    whole, _, rest = plain(round(number, places)).partition(".")
    return f"{int(whole):,}" + (f".{rest}" if rest else "") if whole != "-0" else f"-0.{rest}"


def _days(interval: Interval) -> str:
    first, after = int(interval.lo), int(interval.hi)
    last = after - 1 if interval.hi_open else after
    ends = dict.fromkeys(date.fromordinal(day).isoformat() for day in (first, last))
    return " to ".join(ends)


def _count(number: int, noun: str) -> str:
    if number == 1:
        return f"1 {noun}"
    ending = "ies" if noun.endswith("y") and noun != "day" else "es" if noun.endswith("s") else "s"
    return f"{number} {noun.removesuffix('y') if ending == 'ies' else noun}{ending}"
