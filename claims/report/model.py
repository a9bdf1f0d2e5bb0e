"""What a report says, arranged for reading and free of any format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from decimal import Decimal

from claims.reconcile import KINDS
from claims.reconcile.wording import amount, stated
from claims.records import Claim, Finding
from claims.report.number_line import Extent, NumberLine, number_line
from claims.report.quotes import MarkedQuote, marked_quote, printable

TITLES = {
    "conflict": "Contradictions",
    "derivation_conflict": "Refuted by arithmetic",
    "possible_conflict": "Possible contradictions",
    "definition_differs": "Different definitions",
    "changed_over_time": "Changed over time",
    "scope_difference": "Different in scope",
    "derivation_support": "Confirmed by arithmetic",
    "agreement": "Agreements",
    "not_comparable": "Not comparable",
}
ABOUT = {
    "conflict": "Values of one thing that exclude each other.",
    "derivation_conflict": "A stated value that does not follow from the others.",
    "possible_conflict": "Values that may exclude each other; something about them is open.",
    "definition_differs": "Values that fall into two camps, as if two things were meant.",
    "changed_over_time": "Different values of different dates: a series, not a contradiction.",
    "scope_difference": "Different values of different parts, stages or variants.",
    "derivation_support": "Values that follow from others.",
    "agreement": "Values that are given more than once and fit together.",
    "not_comparable": "Values in units that cannot be converted into each other.",
}
CAUSES = {
    "digit transposition": "digits exchanged",
    "misheard": "misheard or misread",
    "scale slip": "a slip of scale",
    "unit slip": "a slip of unit",
    "rounding": "rounding",
    "different scope": "different scope",
    "changed over time": "changed over time",
}
IN_FULL = ("conflict", "derivation_conflict", "possible_conflict", "definition_differs")
_MAX_EVIDENCE = 6
_MAX_VALUES = 12


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim as evidence: what it says, its sentence, and where it stands."""

    claim_id: str
    value: str
    quote: MarkedQuote
    speaker: str | None
    source: str
    time: str | None
    locator: str | None
    modality: str
    review: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remarks:
    """What reviews say, in lines by the ids of findings and claims; which claims they reject;
    and the time that the report is of, if that is not now."""

    findings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    claims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rejected: AbstractSet[str] = frozenset()
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class ValueView:
    """One of the competing values with its evidence; ``more`` mentions are left out."""

    text: str
    likely: bool
    evidence: tuple[Evidence, ...]
    more: int


@dataclass(frozen=True, slots=True)
class TermView:
    """A term of the arithmetic with its evidence."""

    attribute: str
    text: str
    evidence: tuple[Evidence, ...]
    more: int


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as it is shown; ``number`` counts through the whole report."""

    number: int
    id: str
    kind: str
    severity: Decimal
    percent: int
    subject: str
    attribute: str
    scope: str
    values: tuple[ValueView, ...]
    more_values: int
    line: NumberLine | None
    cause: str | None
    likely: str | None
    formula: str | None
    result: str | None
    terms: tuple[TermView, ...]
    explanation: str
    mentions: int
    witnesses: int
    review: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The findings of one kind."""

    kind: str
    title: str
    about: str
    in_full: bool
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class NotCompared:
    """Why claims are in no finding, how many they are, and a few of them."""

    reason: str
    count: int
    examples: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report."""

    title: str
    claims: int
    sources: int
    sections: tuple[Section, ...]
    not_compared: tuple[NotCompared, ...]
    as_of: str | None = None

    @property
    def alarms(self) -> int:
        """How many contradictions there are, possible ones not counted."""
        kinds = ("conflict", "derivation_conflict")
        return sum(len(section.findings) for section in self.sections if section.kind in kinds)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The order of every report: by kind, and within a kind as given."""
    return sorted(findings, key=lambda finding: KINDS.index(finding.kind))


def build(
    findings: Iterable[Finding],
    claims: Mapping[str, Claim],
    title: str,
    remarks: Remarks | None = None,
) -> Report:
    """Arrange findings and their claims for reading, with what reviews say of them."""
    said = remarks or Remarks()
    ordered = in_order(findings)
    views = [
        _remarked(_finding(number, item, claims), said) for number, item in enumerate(ordered, 1)
    ]
    sections = []
    for kind in KINDS:
        members = tuple(view for view in views if view.kind == kind)
        if members:
            section = Section(kind, TITLES[kind], ABOUT[kind], kind in IN_FULL, members)
            sections.append(section)
    return Report(
        title=printable(title),
        claims=len(claims),
        sources=len({claim.source_id for claim in claims.values()}),
        sections=tuple(sections),
        not_compared=_not_compared(ordered, claims, said.rejected),
        as_of=said.as_of,
    )


def evidence(claim_id: str, claim: Claim) -> Evidence:
    """A claim as evidence."""
    return Evidence(
        claim_id=claim_id,
        value=printable(stated(claim)),
        quote=marked_quote(claim),
        speaker=printable(claim.speaker) if claim.speaker else None,
        source=printable(re.split(r"[\\/]", claim.source)[-1] or claim.source),
        time=printable(claim.time) if claim.time else None,
        locator=printable(claim.locator) if claim.locator else None,
        modality=claim.modality,
    )


def _finding(number: int, finding: Finding, claims: Mapping[str, Claim]) -> FindingView:
    taking_part = [claims[i] for i in finding.claim_ids if i in claims]
    # What arithmetic stands against is one value; the claims of the terms are shown as terms.
    rivals = finding.values[:1] if finding.kind == "derivation_conflict" else finding.values
    values = [_value(ids, finding, claims) for ids in rivals[:_MAX_VALUES]]
    derivation = finding.derivation
    scope = ", ".join(f"{key}: {text}" for key, text in sorted(finding.qualifiers.items()))
    return FindingView(
        number=number,
        id=finding.id,
        kind=finding.kind,
        severity=finding.severity,
        percent=int(finding.severity * 100),
        subject=printable(finding.subject or "unknown subject"),
        attribute=attribute_words(finding.attribute),
        scope=printable(scope),
        values=tuple(value for value in values if value.evidence),
        more_values=max(0, len(rivals) - _MAX_VALUES),
        line=_line(finding, claims),
        cause=CAUSES.get(finding.likely_cause, finding.likely_cause)
        if finding.likely_cause
        else None,
        likely=likely_words(finding),
        formula=_formula(derivation.formula) if derivation else None,
        result=_range(derivation.result_lo, derivation.result_hi, derivation.result_unit)
        if derivation
        else None,
        terms=_terms(finding, claims),
        explanation=printable(finding.explanation),
        mentions=len(taking_part),
        witnesses=len({(c.speaker or c.source_id) for c in taking_part}),
    )


def _remarked(view: FindingView, remarks: Remarks) -> FindingView:
    """A finding with the lines of its review, and its evidence with those of theirs."""

    def lines(found: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(printable, found))

    def marked(items: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        known = remarks.claims
        return tuple(replace(i, review=lines(known.get(i.claim_id, ()))) for i in items)

    return replace(
        view,
        review=lines(remarks.findings.get(view.id, ())),
        values=tuple(replace(v, evidence=marked(v.evidence)) for v in view.values),
        terms=tuple(replace(term, evidence=marked(term.evidence)) for term in view.terms),
    )


def likely_words(finding: Finding) -> str | None:
    """The likelier value with its unit, or ``None``."""
    if finding.likely_value is None or finding.likely_unit == "date":
        return None
    return amount(finding.likely_value, finding.likely_unit or "")


def attribute_words(attribute: str | None) -> str:
    """An attribute's key in words."""
    if attribute is None:
        return "unknown attribute"
    name = attribute.removeprefix("count:")
    words = printable(name).replace("_", " ")
    return f"number of: {words}" if attribute.startswith("count:") else words


def _value(ids: Sequence[str], finding: Finding, claims: Mapping[str, Claim]) -> ValueView:
    known = [i for i in ids if i in claims]
    shown = tuple(evidence(i, claims[i]) for i in known[:_MAX_EVIDENCE])
    lead = next((i for i in known if _is_likely(claims[i], finding)), None)
    competing = len(finding.values) > 1
    text = evidence(lead, claims[lead]).value if lead else shown[0].value if shown else ""
    likely = competing and lead is not None
    return ValueView(text, likely, shown, len(known) - len(shown))


def _is_likely(claim: Claim, finding: Finding) -> bool:
    value = claim.value
    return finding.likely_value is not None and (
        value.canonical_lo == finding.likely_value == value.canonical_hi
        and claim.attribute == finding.attribute
    )


def _terms(finding: Finding, claims: Mapping[str, Claim]) -> tuple[TermView, ...]:
    views = []
    for term in finding.derivation.terms if finding.derivation else ():
        known = [i for i in term.claim_ids if i in claims]
        shown = tuple(evidence(i, claims[i]) for i in known[:2])
        text = shown[0].value if shown else _range(term.lo, term.hi, term.unit)
        more = len(known) - len(shown)
        views.append(TermView(attribute_words(term.attribute), text, shown, more))
    return tuple(views)


def _line(finding: Finding, claims: Mapping[str, Claim]) -> NumberLine | None:
    """The number line of competing values; the terms of arithmetic are other quantities."""
    if len(finding.values) < 2 or finding.kind in ("not_comparable", "agreement"):
        return None
    groups = [[claims[i] for i in ids if i in claims] for ids in finding.values]
    own = [[c for c in group if c.attribute == finding.attribute] for group in groups]
    extents = [_extent(group, finding) for group in own if group]
    unit = own[0][0].value.canonical_unit if own and own[0] else None
    band = None
    if finding.derivation is not None:
        band = finding.derivation.result_lo, finding.derivation.result_hi
        if finding.kind == "derivation_conflict":
            extents.append(Extent(*band, likely=finding.likely_value is not None))
    return number_line(extents, unit, band)


def _extent(group: Sequence[Claim], finding: Finding) -> Extent:
    """The most precise statement of a group: a single number, else its first interval."""
    single = [c for c in group if c.value.canonical_lo == c.value.canonical_hi is not None]
    exact = [c for c in single if c.value.modifier == "exact"]
    claim = (exact or single or list(group))[0]
    likely = any(_is_likely(member, finding) for member in group)
    return Extent(claim.value.canonical_lo, claim.value.canonical_hi, likely)


def _formula(formula: str) -> str:
    words = formula.replace("*", "×").replace("/", "÷")
    return printable(words.replace("_", " "))


def _range(lo: Decimal, hi: Decimal, unit: str) -> str:
    ends = dict.fromkeys((amount(lo, unit), amount(hi, unit)))
    return " to ".join(ends)


def _not_compared(
    findings: Sequence[Finding], claims: Mapping[str, Claim], rejected: AbstractSet[str]
) -> tuple[NotCompared, ...]:
    """The claims that no finding names, by reason, the most frequent first."""
    named = {i for finding in findings for i in finding.claim_ids}
    by_reason: dict[str, list[str]] = {}
    for claim_id, claim in claims.items():
        if claim_id not in named:
            reason = "a review rejected it" if claim_id in rejected else _reason(claim)
            by_reason.setdefault(reason, []).append(claim_id)
    groups = sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(
        NotCompared(reason, len(ids), tuple(evidence(i, claims[i]) for i in ids[:_MAX_EVIDENCE]))
        for reason, ids in groups
    )


def _reason(claim: Claim) -> str:
    value = claim.value
    if claim.duplicate_of is not None:
        return "the passage repeats another"
    if claim.modality in ("hypothetical", "question"):
        return "only a hypothesis or a question"
    if claim.subject is None:
        return "what it is about is not known"
    if claim.attribute is None:
        return "which property it gives is not known"
    if value.canonical_lo is None and value.canonical_hi is None and value.date is None:
        return "it gives no number"
    return "no other claim is about the same thing"
