"""Contradictions told to people: the values, who gives them where, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from claims.cli.judging import review_lines
from claims.cli.wording import SHORT_ID, described, indented, place, quoted
from claims.records import Claim, Finding

if TYPE_CHECKING:
    from claims.ledger import Reviewed

MENTIONS = 3
QUOTE_SIZE = 300
_INDENT = "   "


def tell(
    found: Sequence[Finding],
    claims: Mapping[str, Claim],
    reviews: Mapping[str, Reviewed] | None = None,
) -> Iterator[str]:
    """Lines on each finding, numbered; ``claims`` holds those that the findings name, by id, and
    ``reviews`` where the review of findings stands."""
    for index, finding in enumerate(found, 1):
        kind = finding.kind.replace("_", " ")
        about = f"{finding.subject or 'all subjects'} — {finding.attribute or 'no attribute'}"
        head = f"{index}. {about}: {kind}"
        yield from indented(
            f"{head} (severity {finding.severity}, {finding.id[:SHORT_ID]})", "", _INDENT
        )
        for group in _groups(finding):
            yield from _group([claim_id for claim_id in group if claim_id in claims], claims)
        yield from _arithmetic(finding, claims)
        yield from indented(finding.explanation, _INDENT)
        review = (reviews or {}).get(finding.id)
        for line in review_lines(review) if review else ():
            yield from indented(f"[{line}]", _INDENT)
        yield ""


def _groups(finding: Finding) -> Sequence[Sequence[str]]:
    """The ids of what competes; of a value that arithmetic refutes, without the terms of that."""
    if finding.kind == "derivation_conflict" and finding.derivation is not None:
        terms = {claim_id for term in finding.derivation.terms for claim_id in term.claim_ids}
        return [group for group in finding.values if not terms.issuperset(group)]
    return finding.values or (finding.claim_ids,)


def _group(ids: Sequence[str], claims: Mapping[str, Claim]) -> Iterator[str]:
    chosen = of_different_sources(ids, claims)[:MENTIONS]
    for claim_id in chosen:
        yield from _mention(claim_id, claims[claim_id])
    if more := len(ids) - len(chosen):
        yield f"{_INDENT * 2}and {more} more mention{'s' if more > 1 else ''}"


def _mention(claim_id: str, claim: Claim) -> Iterator[str]:
    by_review = " (by review)" if claim.corrects else ""
    said = f"* {described(claim.to_json())}{by_review}  [{claim_id[:SHORT_ID]}] {place(claim)}"
    yield from indented(said, _INDENT, _INDENT * 2)
    yield from indented(quoted(claim, QUOTE_SIZE), _INDENT * 2)


def _arithmetic(finding: Finding, claims: Mapping[str, Claim]) -> Iterator[str]:
    """One mention of each term of a contradiction's arithmetic."""
    if finding.derivation is None:
        return
    yield from indented(f"By arithmetic, {finding.derivation.formula}:", _INDENT)
    for term in finding.derivation.terms:
        known = [claim_id for claim_id in term.claim_ids if claim_id in claims]
        # "70 billion parameters" says more than the "70B" within a name.
        for claim_id in sorted(known, key=lambda known_id: _is_a_name(claims[known_id]))[:1]:
            yield from _mention(claim_id, claims[claim_id])


def _is_a_name(claim: Claim) -> bool:
    return (claim.value_text or "") in (claim.subject_text or claim.subject or "")


def of_different_sources(ids: Sequence[str], claims: Mapping[str, Claim]) -> list[str]:
    """Ids in their order, but one of each source before a second of any."""
    seen: dict[str, int] = {}
    ranked = []
    for claim_id in ids:
        source_id = claims[claim_id].source_id
        ranked.append((seen.get(source_id, 0), claim_id))
        seen[source_id] = seen.get(source_id, 0) + 1
    return [claim_id for _, claim_id in sorted(ranked, key=lambda pair: pair[0])]
