"""Review decisions as events.

Revision: 0003, after 0002.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Text, UniqueConstraint

from claims.ledger.dialect import append_only

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = Text().with_variant(Text(collation="C"), "postgresql")
ACTIONS = "'accept', 'reject', 'correct', 'merge-subjects', 'dismiss', 'note'"


def upgrade() -> None:
    """Make the table of events and its triggers."""
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
    for column in ("claim_id", "action"):
        op.create_index(f"ix_review_{column}_seq", "review", [column, "seq"])
    for statement in append_only(bind.dialect.name, "review"):
        op.execute(statement)


def downgrade() -> None:
    """Remove the events of reviews; all else stays, and so do the entries that recorded them."""
    op.drop_table("review")
