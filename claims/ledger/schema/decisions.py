"""The tables of what people decided: reviews, and weights of sources."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer

from claims.ledger.records import ReviewAction
from claims.ledger.schema.columns import check, is_one_of, key, new_table, text_column

review = new_table(
    "review",
    "Review decisions as events, in the order of seq; the newest of a claim or finding holds",
    key("id"),
    Column("seq", Integer, nullable=False, unique=True, autoincrement=False),
    text_column("run_id", "run.id"),
    text_column("recorded_at"),
    text_column("actor"),
    text_column("action"),
    text_column("reason"),
    text_column("claim_id", "claim.id", nullable=True),
    text_column("finding_version", "finding.version", nullable=True),
    text_column("subject", nullable=True),
    text_column("into_subject", nullable=True),
    text_column("correction", nullable=True),
    text_column("cause", nullable=True),
    is_one_of("action", ReviewAction),
    check(
        "target",
        "(CASE WHEN claim_id IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN finding_version IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN subject IS NULL THEN 0 ELSE 1 END) = 1",
    ),
    check("correction", "(action = 'correct') = (correction IS NOT NULL)"),
    check("merge", "(action = 'merge-subjects') = (into_subject IS NOT NULL)"),
    check("cause", "(action = 'dismiss') = (cause IS NOT NULL)"),
    check("cause_kind", "cause IN ('no_conflict', 'explained')"),
    check("id", "length(id) = 64 AND seq > 0"),
    Index(None, "claim_id", "seq"),
    Index(None, "action", "seq"),
)

source_weight = new_table(
    "source_weight",
    "Weights that people gave to sources, in the order of seq; the newest of a source holds",
    Column("seq", Integer, primary_key=True, autoincrement=False),
    text_column("source_id", "source.id"),
    text_column("run_id", "run.id"),
    text_column("recorded_at"),
    text_column("actor"),
    text_column("weight"),
    check("seq", "seq > 0"),
    check("weight", "CAST(weight AS NUMERIC) BETWEEN 0 AND 1"),
)
