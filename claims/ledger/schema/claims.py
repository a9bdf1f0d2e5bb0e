"""The tables of claims."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, column, table

from claims.ledger.schema.columns import (
    are_hashes,
    check,
    index_of_known,
    integer,
    is_decimal,
    is_json,
    is_one_of,
    key,
    new_table,
    number,
    text_column,
)
from claims.records import Modality, Modifier

claim = new_table(
    "claim",
    "Quantitative claims with their evidence",
    key("id"),
    text_column("source_id", "source.id"),
    text_column("source"),
    integer("passage", nullable=True),
    integer("start_char", nullable=True),
    integer("end_char", nullable=True),
    text_column("value_text", nullable=True),
    text_column("quote"),
    text_column("reading", nullable=True),
    integer("reading_start", nullable=True),
    integer("reading_end", nullable=True),
    text_column("subject", nullable=True),
    text_column("subject_text", nullable=True),
    text_column("attribute", nullable=True),
    text_column("qualifiers"),
    text_column("modality"),
    text_column("modifier"),
    text_column("lo", nullable=True),
    text_column("hi", nullable=True),
    text_column("unit", nullable=True),
    text_column("canonical_lo", nullable=True),
    text_column("canonical_hi", nullable=True),
    text_column("canonical_unit", nullable=True),
    text_column("step", nullable=True),
    text_column("date", nullable=True),
    text_column("speaker", nullable=True),
    text_column("time", nullable=True),
    text_column("locator", nullable=True),
    text_column("confidence"),
    text_column("fingerprint", nullable=True),
    text_column("duplicate_source_id", nullable=True),
    integer("duplicate_start", nullable=True),
    text_column("published", nullable=True),
    text_column("as_of", nullable=True),
    text_column("external_id", nullable=True),
    integer("checked"),
    text_column("search_text"),
    text_column("content_sha256"),
    text_column("run_id", "run.id"),
    number("lo"),
    number("hi"),
    number("canonical_lo"),
    number("canonical_hi"),
    number("confidence"),
    ForeignKeyConstraint(["source_id", "passage"], ["passage.source_id", "passage.ordinal"]),
    is_one_of("modality", Modality),
    is_one_of("modifier", Modifier),
    check("checked", "checked IN (0, 1)"),
    check("span", "start_char >= 0 AND end_char >= start_char"),
    check(
        "checked_place",
        "checked = 0 OR "
        "(start_char IS NOT NULL AND end_char IS NOT NULL AND value_text IS NOT NULL)",
    ),
    check("duplicate", "(duplicate_source_id IS NULL) = (duplicate_start IS NULL)"),
    check("interval", "lo_number <= hi_number"),
    check("canonical_interval", "canonical_lo_number <= canonical_hi_number"),
    check("confidence", "confidence_number BETWEEN 0 AND 1"),
    *map(is_decimal, ("lo", "hi", "canonical_lo", "canonical_hi", "step", "confidence")),
    *is_json("qualifiers"),
    are_hashes("id", "content_sha256"),
    Index(None, "subject", "attribute", "id"),
    Index(None, "attribute", "subject"),
    Index(None, "source_id", "start_char"),
    Index(None, "run_id"),
    index_of_known("speaker"),
    index_of_known("canonical_unit", "canonical_lo_number"),
)

claim_change = new_table(
    "claim_change",
    "Claims that a later reading of their source did not find (withdrawn) or found again",
    key("claim_id", "claim.id"),
    key("run_id", "run.id"),
    integer("run_seq"),
    text_column("change"),
    check("change", "change IN ('withdrawn', 'restored')"),
    check("run_seq", "run_seq > 0"),
    Index(None, "run_id"),
)

qualifier = new_table(
    "qualifier",
    "What narrows a claim, one row per name; the same as claim.qualifiers",
    key("claim_id", "claim.id"),
    key("name"),
    text_column("value"),
    Index(None, "name", "value"),
)

# A view that the look-ups read; its SQL is in the migrations.
withdrawn_claim = table("withdrawn_claim", column("claim_id"))
