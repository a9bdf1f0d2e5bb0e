"""Arranging findings and their claims for reading, free of any format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claims.reconcile import KINDS, left_out
from claims.reconcile.intervals import Interval, span_of
from claims.reconcile.retold import between, evidence_of_cause, verdict
from claims.reconcile.wording import source_name, stated
from claims.records import Claim, Finding
from claims.report.number_line import MAX_VALUES, Extent, NumberLine, number_line
from claims.report.quotes import cut_left, cut_right, marked_quote, printable
from claims.report.timeline import Timeline, timeline
from claims.report.views import (
    Background,
    Evidence,
    FindingView,
    NotCompared,
    Report,
    Section,
    TermView,
    ValueView,
)
from claims.report.words import (
    ABOUT,
    STYLES,
    TITLES,
    attribute_words,
    cause_words,
    formula_words,
    likely_words,
    scope_words,
)
from claims.vocabulary import Vocabulary

_MAX_EVIDENCE, _MAX_IN_ROWS, _MAX_EXAMPLES = 6, 2, 6
_SIDE = 130


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The order of every report: by kind, and within a kind as given."""
    return sorted(findings, key=lambda finding: KINDS.index(finding.kind))


def background_of(findings: Iterable[Finding], claims: Mapping[str, Claim]) -> Background:
    """What is known beside the findings where the claims are all that there is."""
    named = {claim_id for finding in findings for claim_id in finding.claim_ids}
    sources = {claim.source_id for claim in claims.values()}
    reasons = left_out(claims.items(), named, Vocabulary(), _MAX_EXAMPLES)
    return Background(len(claims), len(sources), tuple(reasons))


def build(
    findings: Iterable[Finding], claims: Mapping[str, Claim], title: str, background: Background
) -> Report:
    """Arrange findings and their claims for reading."""
    maker = _Maker(claims, background)
    views = [maker.finding(number, item) for number, item in enumerate(in_order(findings), 1)]
    sections = []
    for kind in KINDS:
        members = tuple(view for view in views if view.kind == kind)
        if members:
            style = STYLES.get(kind, "card")
            sections.append(Section(kind, TITLES[kind], ABOUT[kind], style, members))
    return Report(
        title=printable(title),
        claims=background.claims,
        sources=background.sources,
        sections=tuple(sections),
        not_compared=tuple(maker.not_compared()),
        as_of=background.as_of,
    )


class _Maker:
    """Makes what is shown of findings from the claims and the background."""

    def __init__(self, claims: Mapping[str, Claim], background: Background) -> None:
        self._claims = claims
        self._background = background

    def finding(self, number: int, finding: Finding) -> FindingView:
        """A finding as it is shown."""
        # What arithmetic stands against is one value; the claims of the terms are shown as terms.
        rivals = finding.values[:1] if finding.kind == "derivation_conflict" else finding.values
        values = [self._value(ids, finding) for ids in rivals[:MAX_VALUES]]
        derivation, decided = finding.derivation, verdict(finding.explanation)
        return FindingView(
            number=number,
            id=finding.id,
            kind=finding.kind,
            severity=finding.severity,
            percent=int(finding.severity * 100),
            subject=printable(finding.subject or "all subjects"),
            attribute=self._attribute(finding.attribute),
            scope=scope_words(finding.qualifiers),
            values=tuple(value for value in values if value.evidence),
            more_values=max(0, len(rivals) - MAX_VALUES),
            line=self._line(finding),
            timeline=self._timeline(finding),
            cause=cause_words(finding),
            evidence=_printable(evidence_of_cause(finding.explanation)),
            likely=_printable(decided.value if decided else None) or likely_words(finding),
            reason=_printable(decided.reason if decided else None),
            formula=formula_words(derivation.formula) if derivation else None,
            result=between(derivation.result_lo, derivation.result_hi, derivation.result_unit)
            if derivation
            else None,
            terms=tuple(self._terms(finding)),
            explanation=printable(finding.explanation),
            review=tuple(map(printable, self._background.reviews.get(finding.id, ()))),
        )

    def not_compared(self) -> Iterable[NotCompared]:
        """What is in no finding, by reason."""
        for item in self._background.left_out:
            ids = [i for i in item.claim_ids if i in self._claims][:_MAX_EXAMPLES]
            examples = tuple(self._evidence(i) for i in ids)
            yield NotCompared(item.words, item.count, examples)

    def _evidence(self, claim_id: str, in_context: bool = False) -> Evidence:
        claim = self._claims[claim_id]
        quote = marked_quote(claim)
        known = self._background.surroundings if in_context else {}
        before, after = known.get(claim_id, ("", ""))
        return Evidence(
            claim_id=claim_id,
            value=printable(stated(claim)),
            quote=quote,
            before=cut_left(printable(before), _SIDE),
            after=cut_right(printable(after), _SIDE),
            speaker=_printable(claim.speaker),
            source=printable(source_name(claim)),
            time=_printable(claim.time),
            locator=_printable(claim.locator),
            date=_printable(self._date(claim_id)) if in_context else None,
            modality=claim.modality,
            review=tuple(map(printable, self._background.claim_reviews.get(claim_id, ()))),
        )

    def _value(self, ids: Sequence[str], finding: Finding) -> ValueView:
        known = self._ranked(ids)
        is_card = STYLES.get(finding.kind, "card") == "card"
        most = _MAX_EVIDENCE if is_card else _MAX_IN_ROWS
        shown = tuple(self._evidence(i, is_card) for i in known[:most])
        lead = next((i for i in known if _is_likely(self._claims[i], finding)), None)
        text = printable(stated(self._claims[lead or known[0]])) if known else ""
        return ValueView(
            text=text,
            likely=len(finding.values) > 1 and lead is not None,
            evidence=shown,
            more=len(known) - len(shown),
            scope=self._scope(known, finding),
            when=self._when(known),
        )

    def _ranked(self, ids: Sequence[str]) -> list[str]:
        """The ids that are known; those that say most, and of other sentences, come first.

        "70 billion parameters" says more than the "70B" within a name.
        """
        seen: set[tuple[str, str]] = set()
        ranked = []
        for claim_id in (i for i in ids if i in self._claims):
            claim = self._claims[claim_id]
            sentence = claim.source_id, claim.quote
            ranked.append((_is_a_name(claim), sentence in seen, claim_id))
            seen.add(sentence)
        return [claim_id for *_, claim_id in sorted(ranked, key=lambda item: item[:2])]

    def _scope(self, ids: Sequence[str], finding: Finding) -> str:
        """What narrows a value beyond the finding's scope: another subject, qualifiers."""
        claims = [self._claims[i] for i in ids]
        subjects = {claim.subject for claim in claims if claim.subject} - {finding.subject}
        parts = [", ".join(sorted(map(printable, subjects)))] if subjects else []
        told = {*finding.qualifiers, *(["as_of"] if finding.kind == "changed_over_time" else [])}
        own = [
            {key: text for key, text in claim.qualifiers.items() if key not in told}
            for claim in claims
        ]
        shared = set.intersection(*(set(item.items()) for item in own)) if own else set()
        return "; ".join([*parts, *filter(None, [scope_words(dict(shared))])])

    def _when(self, ids: Sequence[str]) -> str:
        dates = sorted({when for i in ids if (when := self._date(i))})
        ends = dict.fromkeys([*dates[:1], *dates[-1:]])
        return " to ".join(ends)

    def _date(self, claim_id: str) -> str | None:
        """The date that a claim speaks of, as far as it is known."""
        claim = self._claims[claim_id]
        own = claim.qualifiers.get("as_of") or claim.as_of or claim.published
        return own or self._background.dates.get(claim_id)

    def _terms(self, finding: Finding) -> Iterable[TermView]:
        for term in finding.derivation.terms if finding.derivation else ():
            known = self._ranked(term.claim_ids)
            shown = tuple(self._evidence(i) for i in known[:_MAX_IN_ROWS])
            text = shown[0].value if shown else between(term.lo, term.hi, term.unit)
            more = len(known) - len(shown)
            yield TermView(self._attribute(term.attribute), text, shown, more)

    def _attribute(self, attribute: str | None) -> str:
        """The attribute as its pack calls it, or its key in words."""
        spec = self._background.vocabulary.attributes.get(attribute or "")
        return printable(spec.label) if spec else attribute_words(attribute)

    def _line(self, finding: Finding) -> NumberLine | None:
        """The number line of competing values; the terms of arithmetic are other quantities."""
        alike = finding.subject is not None and finding.kind not in ("not_comparable", "agreement")
        if len(finding.values) < 2 or not alike:
            return None
        groups = [[self._claims[i] for i in ids if i in self._claims] for ids in finding.values]
        own = [[c for c in group if c.attribute == finding.attribute] for group in groups]
        extents = [extent for group in own if (extent := self._extent(group, finding))]
        unit = next((group[0].value.canonical_unit for group in own if group), None)
        derivation, band = finding.derivation, None
        if derivation is not None:
            band = derivation.result_lo, derivation.result_hi
            if finding.kind == "derivation_conflict":
                label = f"by arithmetic: {between(*band, derivation.result_unit)}"
                likely = finding.likely_value is not None
                extents.append(Extent(Interval(*band), printable(label), None, likely))
        return number_line(extents, unit, band)

    def _extent(self, group: Sequence[Claim], finding: Finding) -> Extent | None:
        """The most precise statement of a group: a single number, else its first interval."""
        if not group:
            return None
        single = [c for c in group if c.value.canonical_lo == c.value.canonical_hi is not None]
        exact = [c for c in single if c.value.modifier == "exact"]
        claim = (exact or single or list(group))[0]
        span = span_of(claim.value, claim.attribute, self._background.vocabulary)
        if span is None:
            return None
        # A date is an interval of days; its number is only its year.
        is_date = claim.value.canonical_unit == "date"
        point = claim.value.canonical_lo if single and not is_date else None
        likely = any(_is_likely(member, finding) for member in group)
        return Extent(span.tight, printable(stated(claim)), point, likely)

    def _timeline(self, finding: Finding) -> Timeline | None:
        """The values of a series by date."""
        if finding.kind != "changed_over_time":
            return None
        said, unit = [], None
        for claim_id in (i for ids in finding.values for i in ids if i in self._claims):
            claim = self._claims[claim_id]
            when, number = self._date(claim_id), claim.value.canonical_lo
            if when is not None and number is not None:
                unit = claim.value.canonical_unit
                said.append((when, number, f"{printable(stated(claim))} ({printable(when)})"))
        return timeline(list(dict.fromkeys(said)), unit)


def _is_likely(claim: Claim, finding: Finding) -> bool:
    value = claim.value
    return finding.likely_value is not None and (
        value.canonical_lo == finding.likely_value == value.canonical_hi
        and claim.attribute == finding.attribute
    )


def _is_a_name(claim: Claim) -> bool:
    return (claim.value_text or "") in (claim.subject_text or claim.subject or "")


def _printable(text: str | None) -> str | None:
    return printable(text) if text else None
