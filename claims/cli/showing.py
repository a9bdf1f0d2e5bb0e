"""One claim in full: value, quote in context, provenance, and what the findings say of it."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from claims.cli.judging import claim_review_lines, review_lines
from claims.cli.why import Reasoning, step_lines, steps_json
from claims.cli.wording import SHORT_ID, described, indented, number
from claims.ledger import LedgerView, Reviewed, StoredClaim, StoredSource
from claims.records import Finding

SUPPORTING = frozenset({"agreement", "derivation_support"})
CONTRADICTING = frozenset({"conflict", "derivation_conflict", "possible_conflict"})


def claim_and_findings(
    ledger: LedgerView, prefix: str, reasoning: Reasoning | None = None
) -> dict[str, Any]:
    """A claim, its context and its findings as one JSON object; with ``reasoning``, its steps."""
    from claims.cli.judging import review_json, reviewed_json
    from claims.reconcile import finding_to_json

    stored = ledger.claim(prefix)
    findings = ledger.findings_of(stored.id)
    ids = {claim_id for finding in findings for claim_id in finding.claim_ids}
    claims = {other.id: other.current for other in ledger.claims_by_id(sorted(ids))}
    reviews = ledger.finding_reviews(findings)
    context = ledger.context(stored.claim)
    return (
        reviewed_json(stored)
        | {
            "context": None if context is None else [context.before, context.after],
            "findings": [
                finding_to_json(finding, claims)
                | {"review": review_json(reviews[finding.id]) if finding.id in reviews else None}
                | _steps(finding, reasoning)
                for finding in findings
            ],
        }
        | ({} if findings else {"not_compared": _why_not(stored, reasoning)})
    )


def _steps(finding: Finding, reasoning: Reasoning | None) -> dict[str, Any]:
    return {"steps": steps_json(reasoning.steps(finding))} if reasoning else {}


def claim_lines(
    ledger: LedgerView, prefix: str, reasoning: Reasoning | None = None
) -> Iterator[str]:
    """A claim in full as lines for people; with ``reasoning``, each step to its findings."""
    stored = ledger.claim(prefix)
    for part in (_head(stored), _quote(ledger, stored), _place(ledger, stored)):
        yield from part
        yield ""
    yield from _findings(ledger, stored, reasoning)


def _head(stored: StoredClaim) -> Iterator[str]:
    claim = stored.current
    row = claim.to_json()
    about = f"{claim.subject or '(no subject)'} — {claim.attribute or '(no attribute)'}"
    yield from indented(about)
    canonical = {**row, "lo": row["canonical_lo"], "hi": row["canonical_hi"],
                 "unit": row["canonical_unit"]}  # fmt: skip
    said = dict.fromkeys([described(row), number(row), number(canonical)])
    yield from indented(" = ".join(said))
    narrowed = "; ".join(f"{name}: {value}" for name, value in sorted(claim.qualifiers.items()))
    meant = f"{claim.modality}, {claim.value.modifier.replace('_', ' ')}"
    parts = (f"{meant}, confidence {claim.confidence}", narrowed)
    yield from indented("; ".join(filter(None, parts)))
    yield f"claim {stored.id}"
    for line in claim_review_lines(stored):
        yield from indented(line, "review   ", " " * 9)


def _quote(ledger: LedgerView, stored: StoredClaim) -> Iterator[str]:
    context = ledger.context(stored.claim)
    if context is None:
        yield from indented(f"“{stored.claim.quote}” (not checked: the source's text is not here)")
        return
    before, after = (f"…{context.before}", f"{context.after}…")
    yield from indented(
        f"{before if context.before else ''}»{context.value_text}«{after if context.after else ''}"
    )


def _place(ledger: LedgerView, stored: StoredClaim) -> Iterator[str]:
    claim = stored.claim
    title = f" — {stored.source_title}" if stored.source_title else ""
    yield from indented(f"{claim.source}{title}", "source   ", " " * 9)
    yield f"sha-256  {claim.source_id}"
    if claim.start is not None and claim.end is not None:
        place = f"place    characters {claim.start}–{claim.end}"
        yield place + _bytes(ledger.source(claim.source_id), claim.start, claim.end)
    for label, value in (("locator ", claim.locator), ("time    ", claim.time),
                         ("speaker ", claim.speaker), ("dated   ", stored.published)):  # fmt: skip
        if value:
            yield from indented(value, f"{label} ", " " * 9)
    if claim.duplicate_of:
        yield f"repeats  the passage at character {claim.duplicate_of.start}"


def _bytes(source: StoredSource, start: int, end: int) -> str:
    """The place in the source's bytes, if the text encoded again is what was hashed."""
    if source.text is None or source.encoding is None:
        return ""
    data = source.text.encode(source.encoding, "replace")
    for mark in (b"", BOM_UTF8):
        if sha256(mark + data).hexdigest() == source.id:
            first, last = (
                len(mark + source.text[:offset].encode(source.encoding)) for offset in (start, end)
            )
            return f", bytes {first}–{last} ({source.encoding})"
    return ""


def _findings(
    ledger: LedgerView, stored: StoredClaim, reasoning: Reasoning | None
) -> Iterator[str]:
    findings = ledger.findings_of(stored.id)
    reviews = ledger.finding_reviews(findings)
    if not findings:
        why = _why_not(stored, reasoning)
        changed = ledger.time is None and ledger.needs_reconcile()
        stale = " Claims changed since: run claims reconcile." if changed else ""
        yield from indented(f"No finding names this claim{f': {why}' if why else ''}.{stale}")
    for heading in ("Contradicted by", "Supported by", "See also"):
        group = [f for f in findings if _heading(f, stored.id) == heading]
        yield from _group(heading, group, reviews, reasoning)


def _why_not(stored: StoredClaim, reasoning: Reasoning | None) -> str | None:
    """Why no finding names a claim, as far as it is known without the packs."""
    from claims.reconcile.omissions import REASONS, own_reason

    if reasoning is not None:
        return reasoning.left_out(stored)
    rejected = stored.review.state == "rejected"
    reason = "rejected" if rejected else own_reason(stored.current)
    return REASONS[reason] if reason else None


def _heading(finding: Finding, claim_id: str) -> str:
    """What a finding means for a claim: a mere term of its arithmetic is not contradicted."""
    if finding.kind in SUPPORTING:
        return "Supported by"
    competes = any(claim_id in group for group in finding.values)
    return "Contradicted by" if finding.kind in CONTRADICTING and competes else "See also"


def _group(
    heading: str,
    findings: list[Finding],
    reviews: Mapping[str, Reviewed],
    reasoning: Reasoning | None,
) -> Iterator[str]:
    for finding in findings:
        kind = finding.kind.replace("_", " ")
        yield from indented(f"{heading} ({kind} {finding.id[:SHORT_ID]}): {finding.explanation}")
        for line in review_lines(reviews[finding.id]) if finding.id in reviews else ():
            yield from indented(f"[{line}]", "   ")
        if reasoning is not None:
            yield from step_lines(reasoning.steps(finding))
            yield ""
