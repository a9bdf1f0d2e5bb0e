"""Reports for programs: JSON objects, and a table with one row for each claim of a finding."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from claims.reconcile import finding_to_json
from claims.records import FORMULA_STARTS, Claim, Finding, dumps, plain
from claims.report.model import Remarks

COLUMNS = (
    "number", "finding", "kind", "severity", "subject", "attribute", "qualifiers",
    "likely_value", "likely_unit", "likely_cause", "explanation", "formula", "role", "claim",
    "value_text", "lo", "hi", "unit", "canonical_lo", "canonical_hi", "canonical_unit",
    "modifier", "modality", "speaker", "source", "time", "locator", "quote", "finding_review",
    "claim_review",
)  # fmt: skip


def to_json(
    findings: Sequence[Finding],
    claims: Mapping[str, Claim],
    title: str,
    remarks: Remarks | None = None,
) -> str:
    """The title and the findings, each as `claims findings --json` prints it; ``review`` has
    what reviews say, a text a line."""
    said = remarks or Remarks()
    rows = [dumps(_reviewed(finding, claims, said)) for finding in findings]
    body = ",\n  ".join(rows)
    as_of = f' "as_of": {dumps(said.as_of)},\n' if said.as_of else ""
    return f'{{"title": {dumps(title)},\n{as_of} "findings": [\n  {body}\n]}}\n'


def _reviewed(finding: Finding, claims: Mapping[str, Claim], said: Remarks) -> dict[str, Any]:
    row = finding_to_json(finding, claims)
    for claim in row["claims"]:
        claim["review"] = list(said.claims.get(claim["id"], ()))
    return row | {"review": list(said.findings.get(finding.id, ()))}


def to_csv(
    findings: Sequence[Finding], claims: Mapping[str, Claim], remarks: Remarks | None = None
) -> str:
    """One row for each claim of each finding; ``role`` is the value it gives, or a term.

    Text that a spreadsheet would run as a formula gets a leading apostrophe.
    """
    said = remarks or Remarks()
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for number, finding in enumerate(findings, 1):
        for row in _rows(number, finding, claims):
            row["finding_review"] = "; ".join(said.findings.get(finding.id, ())) or None
            row["claim_review"] = "; ".join(said.claims.get(row.get("claim", ""), ())) or None
            writer.writerow([cell(row.get(name)) for name in COLUMNS])
    return stream.getvalue()


def cell(value: Any) -> str:
    """A value as the text of a table's cell; ``None`` is empty, numbers keep all digits."""
    if value is None:
        return ""
    if isinstance(value, (int, Decimal)):
        return plain(Decimal(value))
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _rows(number: int, finding: Finding, claims: Mapping[str, Claim]) -> Iterator[dict[str, Any]]:
    shared = {
        "number": number,
        "finding": finding.id,
        "kind": finding.kind,
        "severity": finding.severity,
        "subject": finding.subject,
        "attribute": finding.attribute,
        "qualifiers": _words(finding.qualifiers),
        "likely_value": finding.likely_value,
        "likely_unit": finding.likely_unit,
        "likely_cause": finding.likely_cause,
        "explanation": finding.explanation,
        "formula": finding.derivation.formula if finding.derivation else None,
    }
    known = [(i, claims[i]) for i in finding.claim_ids if i in claims]
    if not known:
        yield shared
    for claim_id, claim in known:
        yield shared | _claim(claim_id, claim) | {"role": _role(claim_id, finding)}


def _claim(claim_id: str, claim: Claim) -> dict[str, Any]:
    value = claim.value
    return {
        "claim": claim_id,
        "value_text": claim.value_text,
        "lo": value.lo,
        "hi": value.hi,
        "unit": value.unit,
        "canonical_lo": value.canonical_lo,
        "canonical_hi": value.canonical_hi,
        "canonical_unit": value.canonical_unit,
        "modifier": value.modifier,
        "modality": claim.modality,
        "speaker": claim.speaker,
        "source": claim.source,
        "time": claim.time,
        "locator": claim.locator,
        "quote": claim.quote,
    }


def _role(claim_id: str, finding: Finding) -> str:
    for term in finding.derivation.terms if finding.derivation else ():
        if claim_id in term.claim_ids:
            return f"term {term.attribute}"
    for number, ids in enumerate(finding.values, 1):
        if claim_id in ids:
            return f"value {number}"
    return ""


def _words(qualifiers: Mapping[str, str]) -> str:
    return "; ".join(f"{key}: {text}" for key, text in sorted(qualifiers.items()))
