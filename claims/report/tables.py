"""Reports for programs: JSON objects, and tables with one row for each claim of a finding."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from claims.reconcile import finding_to_json
from claims.records import Claim, Finding, dumps
from claims.report.export.columns import Cell, Column, cells, columns_of
from claims.report.export.text import harmless
from claims.report.export.xlsx import write_sheets
from claims.report.views import Background

Row = dict[str, Any]
_FIELDS = (
    "number", "finding", "kind", "severity", "subject", "attribute", "qualifiers",
    "likely_value", "likely_unit", "likely_cause", "explanation", "formula", "role",
    "claim", "value_text", "lo", "hi", "unit", "canonical_lo", "canonical_hi", "canonical_unit",
    "modifier", "modality", "speaker", "source", "time", "locator", "quote",
    "finding_review", "claim_review",
)  # fmt: skip


COLUMNS = columns_of(_FIELDS)
"""The columns of the tables; beside each exact value, which is text, stands the same number."""
_REASONS = (
    Column("reason", "text", "reason"), Column("count", "integer", "count"),
    Column("what", "text", "what"),
)  # fmt: skip


def to_json(
    findings: Sequence[Finding], claims: Mapping[str, Claim], title: str, background: Background
) -> str:
    """The title, how much was compared, the findings, and what is in no finding.

    Findings are as `claims findings --json` prints them; ``review`` has what reviews say, a text
    a line.
    """
    rows = [dumps(_reviewed(finding, claims, background)) for finding in findings]
    body = ",\n  ".join(rows)
    counts = f'"claims": {background.claims}, "sources": {background.sources}'
    as_of = f' "as_of": {dumps(background.as_of)},\n' if background.as_of else ""
    omitted = dumps([_omitted(item) for item in background.left_out])
    return (
        f'{{"title": {dumps(title)},\n{as_of} {counts},\n "findings": [\n  {body}\n],\n'
        f' "not_compared": {omitted}}}\n'
    )


def to_csv(
    findings: Sequence[Finding], claims: Mapping[str, Claim], title: str, background: Background
) -> str:
    """One row for each claim of each finding; ``role`` is the value it gives, or a term.

    Text that a spreadsheet would run as a formula gets a leading apostrophe.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow([column.name for column in COLUMNS])
    for row in _rows(findings, claims, background):
        writer.writerow(row_cells(row))
    return stream.getvalue()


def to_xlsx(
    findings: Sequence[Finding], claims: Mapping[str, Claim], title: str, background: Background
) -> bytes:
    """A workbook with the rows of :func:`to_csv`, and a sheet of what is in no finding."""
    stream = io.BytesIO()
    omitted = ({"reason": i.reason, "count": i.count, "what": i.words} for i in background.left_out)
    sheets = (
        ("findings", COLUMNS, _rows(findings, claims, background)),
        ("not compared", _REASONS, omitted),
    )
    write_sheets(stream, sheets, title)
    return stream.getvalue()


def row_cells(row: Mapping[str, Any]) -> list[Cell]:
    """A row's cells as CSV holds them: exact numbers in full, nothing that a spreadsheet runs."""
    found = zip(COLUMNS, cells(row, COLUMNS), strict=True)
    return ["" if cell is None else harmless(column, cell) for column, cell in found]


def _reviewed(finding: Finding, claims: Mapping[str, Claim], background: Background) -> Row:
    row = finding_to_json(finding, claims)
    for claim in row["claims"]:
        claim["review"] = list(background.claim_reviews.get(claim["id"], ()))
    return row | {"review": list(background.reviews.get(finding.id, ()))}


def _omitted(item: Any) -> Row:
    return {
        "reason": item.reason, "what": item.words, "count": item.count,
        "claims": list(item.claim_ids),
    }  # fmt: skip


def _rows(
    findings: Sequence[Finding], claims: Mapping[str, Claim], background: Background
) -> Iterator[Row]:
    for number, finding in enumerate(findings, 1):
        review = "; ".join(background.reviews.get(finding.id, ())) or None
        for row in _of_finding(number, finding, claims):
            own = "; ".join(background.claim_reviews.get(row.get("claim", ""), ())) or None
            yield row | {"finding_review": review, "claim_review": own}


def _of_finding(number: int, finding: Finding, claims: Mapping[str, Claim]) -> Iterator[Row]:
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


def _claim(claim_id: str, claim: Claim) -> Row:
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


def _role(claim_id: str, finding: Finding) -> str | None:
    for term in finding.derivation.terms if finding.derivation else ():
        if claim_id in term.claim_ids:
            return f"term {term.attribute}"
    for number, ids in enumerate(finding.values, 1):
        if claim_id in ids:
            return f"value {number}"
    return None


def _words(qualifiers: Mapping[str, str]) -> str | None:
    return "; ".join(f"{key}: {text}" for key, text in sorted(qualifiers.items())) or None
