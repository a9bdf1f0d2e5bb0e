"""The tables of what comparing claims gave."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, column, table

from claims.ledger.schema.columns import (
    are_hashes,
    check,
    integer,
    is_decimal,
    is_json,
    is_one_of,
    key,
    new_table,
    number,
    text_column,
)
from claims.records import FindingKind

finding = new_table(
    "finding",
    "What reconciling said about a set of claims; version is the hash of all that it says",
    key("version"),
    text_column("id"),
    text_column("kind"),
    text_column("severity"),
    text_column("subject", nullable=True),
    text_column("attribute", nullable=True),
    text_column("qualifiers"),
    text_column("value_groups"),
    text_column("explanation"),
    text_column("likely_value", nullable=True),
    text_column("likely_unit", nullable=True),
    text_column("likely_cause", nullable=True),
    text_column("derivation", nullable=True),
    text_column("run_id", "run.id"),
    number("severity"),
    number("likely_value"),
    is_one_of("kind", FindingKind),
    are_hashes("version", "id"),
    check("severity", "severity_number BETWEEN 0 AND 1"),
    is_decimal("severity"),
    is_decimal("likely_value"),
    *is_json("qualifiers"),
    *is_json("value_groups"),
    *is_json("derivation"),
    Index(None, "id"),
    Index(None, "subject", "attribute"),
)

finding_claim = new_table(
    "finding_claim",
    "The claims of a finding: competing values by group, terms of its arithmetic, context",
    key("version", "finding.version"),
    Column("position", Integer, primary_key=True, autoincrement=False),
    text_column("claim_id", "claim.id"),
    text_column("role"),
    integer("group_number", nullable=True),
    check("role", "role IN ('value', 'term', 'context')"),
    check("position", "position >= 0"),
    check("group", "(role = 'value') = (group_number IS NOT NULL)"),
    Index(None, "claim_id"),
)

finding_seen = new_table(
    "finding_seen",
    "Which reconcile run said what; the findings of the latest run are the current ones",
    key("run_id", "run.id"),
    key("version", "finding.version"),
    Index(None, "version"),
)

# A view that the look-ups read; its SQL is in the migrations.
current_finding = table("current_finding", column("version"))
