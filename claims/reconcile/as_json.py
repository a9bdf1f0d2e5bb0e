"""Findings as objects of the command line's contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claims.records import Claim, Derivation, Finding

_VALUE_FIELDS = ("lo", "hi", "unit", "canonical_lo", "canonical_hi", "canonical_unit")


def finding_to_json(finding: Finding, claims: Mapping[str, Claim]) -> dict[str, Any]:
    """A finding as `claims findings --json` prints it, its claims written out.

    Args:
        finding: the finding.
        claims: claims by id; ids of the finding that are missing there are left out.

    Returns:
        A JSON object whose numbers are ``Decimal``; :func:`claims.records.dumps` writes them.
    """
    known = [(claim_id, claims[claim_id]) for claim_id in finding.claim_ids if claim_id in claims]
    return {
        "id": finding.id,
        "kind": finding.kind,
        "severity": finding.severity,
        "subject": finding.subject,
        "attribute": finding.attribute,
        "qualifiers": dict(finding.qualifiers),
        "claims": [_claim(claim_id, claim) for claim_id, claim in known],
        "values": [list(ids) for ids in finding.values],
        "likely_value": finding.likely_value,
        "likely_unit": finding.likely_unit,
        "likely_cause": finding.likely_cause,
        "explanation": finding.explanation,
        "derivation": _derivation(finding.derivation),
    }


def _claim(claim_id: str, claim: Claim) -> dict[str, Any]:
    return {
        "id": claim_id,
        "source": claim.source,
        "source_id": claim.source_id,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "value_text": claim.value_text,
        **{name: getattr(claim.value, name) for name in _VALUE_FIELDS},
        "date": claim.value.date,
        "modifier": claim.value.modifier,
        "modality": claim.modality,
        "subject": claim.subject,
        "attribute": claim.attribute,
        "speaker": claim.speaker,
        "time": claim.time,
        "locator": claim.locator,
        "external_id": claim.external_id,
    }


def _derivation(derivation: Derivation | None) -> dict[str, Any] | None:
    if derivation is None:
        return None
    return {
        "formula": derivation.formula,
        "terms": [
            {
                "attribute": term.attribute,
                "lo": term.lo,
                "hi": term.hi,
                "unit": term.unit,
                "claims": list(term.claim_ids),
            }
            for term in derivation.terms
        ],
        "result_lo": derivation.result_lo,
        "result_hi": derivation.result_hi,
        "result_unit": derivation.result_unit,
    }
