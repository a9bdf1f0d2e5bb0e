"""Review decisions as events, and views that say where they stand.

Revision: 0004, after 0002.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Text, UniqueConstraint

from claims.ledger.dialect import append_only

revision = "0004"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = Text().with_variant(Text(collation="C"), "postgresql")
ACTIONS = "'accept', 'reject', 'correct', 'merge-subjects', 'dismiss', 'note'"

CLAIM_REVIEW = """
CREATE VIEW claim_review AS
SELECT
  r.claim_id,
  CASE r.action WHEN 'accept' THEN 'accepted' WHEN 'reject' THEN 'rejected' ELSE 'corrected' END
    AS review_state,
  r.reason, r.actor, r.recorded_at, r.correction
FROM review r
WHERE r.claim_id IS NOT NULL AND r.action <> 'note' AND NOT EXISTS (
  SELECT 1 FROM review n
  WHERE n.claim_id = r.claim_id AND n.action <> 'note' AND n.seq > r.seq)
"""

# A decision holds for every finding of its kind and attribute that has no claims beyond those of
# the finding that was decided on.
FINDING_REVIEW = """
CREATE VIEW finding_review AS
SELECT
  f.id AS finding_id,
  CASE WHEN r.action = 'accept' THEN 'accepted' WHEN r.cause = 'explained' THEN 'explained'
    ELSE 'dismissed' END AS review_state,
  r.reason, r.actor, r.recorded_at, f.version
FROM current_finding c
JOIN finding f ON f.version = c.version
JOIN review r ON r.seq = (
  SELECT MAX(d.seq)
  FROM review d
  JOIN finding g ON g.version = d.finding_version
  WHERE d.action <> 'note' AND g.kind = f.kind AND COALESCE(g.attribute, '') =
    COALESCE(f.attribute, '') AND NOT EXISTS (
      SELECT 1 FROM finding_claim m
      WHERE m.version = f.version AND NOT EXISTS (
        SELECT 1 FROM finding_claim k
        WHERE k.version = g.version AND k.claim_id = m.claim_id)))
"""

MERGED_SUBJECT = """
CREATE VIEW merged_subject AS
WITH RECURSIVE latest (subject, into_subject) AS (
  SELECT r.subject, r.into_subject
  FROM review r
  WHERE r.action = 'merge-subjects' AND r.into_subject <> r.subject AND NOT EXISTS (
    SELECT 1 FROM review n
    WHERE n.action = 'merge-subjects' AND n.subject = r.subject AND n.seq > r.seq)
), step (subject, into_subject) AS (
  SELECT subject, into_subject FROM latest
  UNION
  SELECT s.subject, l.into_subject FROM step s JOIN latest l ON l.subject = s.into_subject
)
SELECT s.subject, s.into_subject
FROM step s
WHERE NOT EXISTS (SELECT 1 FROM latest l WHERE l.subject = s.into_subject)
"""

VIEWS = {
    "claim_review": CLAIM_REVIEW,
    "finding_review": FINDING_REVIEW,
    "merged_subject": MERGED_SUBJECT,
}


def upgrade() -> None:
    """Make the table of events, its triggers, and the views over it."""
    bind = op.get_bind()
    op.create_table(
        "review",
        Column("id", TEXT, primary_key=True),
        Column("seq", Integer, nullable=False, autoincrement=False),
        Column("run_id", TEXT, ForeignKey("run.id"), nullable=False),
        *(Column(n, TEXT, nullable=False) for n in ("recorded_at", "actor", "action", "reason")),
        Column("claim_id", TEXT, ForeignKey("claim.id")),
        Column("finding_version", TEXT, ForeignKey("finding.version")),
        *(Column(n, TEXT) for n in ("subject", "into_subject", "correction", "cause")),
        UniqueConstraint("seq"),
        CheckConstraint(f"action IN ({ACTIONS})", name="action"),
        CheckConstraint(
            "(CASE WHEN claim_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN finding_version IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN subject IS NULL THEN 0 ELSE 1 END) = 1",
            name="target",
        ),
        CheckConstraint("(action = 'correct') = (correction IS NOT NULL)", name="correction"),
        CheckConstraint("(action = 'merge-subjects') = (into_subject IS NOT NULL)", name="merge"),
        CheckConstraint("(action = 'dismiss') = (cause IS NOT NULL)", name="cause"),
        CheckConstraint("cause IN ('no_conflict', 'explained')", name="cause_kind"),
        CheckConstraint("length(id) = 64 AND seq > 0", name="id"),
        comment="Review decisions as events, in the order of seq; the newest of a claim or "
        "finding holds",
        sqlite_strict=True,
    )
    for column in ("claim_id", "finding_version", "subject", "action"):
        op.create_index(f"ix_review_{column}_seq", "review", [column, "seq"])
    for statement in append_only(bind.dialect.name, "review"):
        op.execute(statement)
    for statement in VIEWS.values():
        op.execute(statement)


def downgrade() -> None:
    """Remove the events of reviews; all else stays, and so do the entries that recorded them."""
    for view in reversed(VIEWS):
        op.execute(f"DROP VIEW {view}")
    op.drop_table("review")
