"""One claim in full: value, quote in context, provenance, and what the findings say of it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from claims.cli.output import visible
from claims.cli.wording import SHORT_ID, described, number
from claims.ledger import Ledger, StoredClaim
from claims.records import Finding, dumps

WIDTH = 78
SUPPORTING = frozenset({"agreement", "derivation_support"})
CONTRADICTING = frozenset({"conflict", "derivation_conflict", "possible_conflict"})


def show_json(ledger: Ledger, prefix: str) -> str:
    """A claim, its context and its findings as one JSON object."""
    from claims.cli.lookup import claim_json
    from claims.reconcile import finding_to_json

    stored = ledger.claim(prefix)
    findings = ledger.findings_of(stored.id)
    ids = {claim_id for finding in findings for claim_id in finding.claim_ids}
    claims = {other.id: other.claim for other in ledger.claims_by_id(sorted(ids))}
    context = ledger.context(stored.claim)
    return dumps(
        claim_json(stored)
        | {
            "context": None if context is None else [context.before, context.after],
            "findings": [finding_to_json(finding, claims) for finding in findings],
        }
    )


def show_claim(ledger: Ledger, prefix: str) -> str:
    """A claim in full as text of 78 columns."""
    stored = ledger.claim(prefix)
    return "\n".join([*_head(stored), "", *_quote(ledger, stored), "", *_place(ledger, stored), "",
                      *_findings(ledger, stored)])  # fmt: skip


def _head(stored: StoredClaim) -> Iterator[str]:
    claim = stored.claim
    row = claim.to_json()
    yield f"{visible(claim.subject or '(no subject)')} — {visible(claim.attribute or '(no attribute)')}"
    canonical = {**row, "lo": row["canonical_lo"], "hi": row["canonical_hi"],
                 "unit": row["canonical_unit"]}  # fmt: skip
    same = number(row) == number(canonical)
    yield f"{visible(described(row))}  =  {number(row)}" + ("" if same else f"  =  {number(canonical)}")
    narrowed = "; ".join(f"{name}: {value}" for name, value in sorted(claim.qualifiers.items()))
    yield visible(
        f"{claim.modality}, {claim.value.modifier.replace('_', ' ')}, confidence {claim.confidence}"
        + (f"; {narrowed}" if narrowed else "")
    )
    yield f"claim {stored.id}"


def _quote(ledger: Ledger, stored: StoredClaim) -> Iterator[str]:
    context = ledger.context(stored.claim)
    if context is None:
        yield from _wrapped(f"“{stored.claim.quote}” (not checked: the source's text is not here)")
        return
    yield from _wrapped(f"…{context.before}»{context.value_text}«{context.after}…")


def _place(ledger: Ledger, stored: StoredClaim) -> Iterator[str]:
    claim = stored.claim
    yield from _wrapped(f"source   {claim.source}" + (
        f" — {stored.source_title}" if stored.source_title else ""))  # fmt: skip
    yield f"sha-256  {claim.source_id}"
    if claim.start is not None and claim.end is not None:
        source = ledger.source(claim.source_id)
        bytes_at = _bytes(source.text, source.encoding, claim.start, claim.end)
        yield f"place    characters {claim.start}–{claim.end}{bytes_at}"
    for label, value in (("locator ", claim.locator), ("time    ", claim.time),
                         ("speaker ", claim.speaker), ("dated   ", stored.published)):  # fmt: skip
        if value:
            yield visible(f"{label} {value}")
    if claim.duplicate_of:
        yield f"repeats  the passage at character {claim.duplicate_of.start}"


def _bytes(text: str | None, encoding: str | None, start: int, end: int) -> str:
    """The place in bytes, where the text was stored in the encoding's bytes as they are."""
    if text is None or encoding not in ("utf-8", "ascii"):
        return ""
    first = len(text[:start].encode("utf-8"))
    return f", bytes {first}–{first + len(text[start:end].encode('utf-8'))} ({encoding})"


def _findings(ledger: Ledger, stored: StoredClaim) -> Iterator[str]:
    findings = ledger.findings_of(stored.id)
    if not findings:
        yield "No finding names this claim." + (
            " Claims changed since: run claims reconcile." if ledger.needs_reconcile() else "")  # fmt: skip
    groups = (("Contradicted by", CONTRADICTING), ("Supported by", SUPPORTING))
    for heading, kinds in groups:
        yield from _group(heading, [f for f in findings if f.kind in kinds])
    named = CONTRADICTING | SUPPORTING
    yield from _group("See also", [f for f in findings if f.kind not in named])


def _group(heading: str, findings: list[Finding]) -> Iterator[str]:
    for finding in findings:
        kind = finding.kind.replace("_", " ")
        yield from _wrapped(f"{heading} ({kind} {finding.id[:SHORT_ID]}): {finding.explanation}")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(visible(text), WIDTH, break_long_words=True) or [""]
