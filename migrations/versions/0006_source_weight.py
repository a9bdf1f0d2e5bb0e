"""The weights that people give to sources.

Revision: 0006, after 0005.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Text

from claims.ledger.dialect import append_only

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table and its triggers."""
    bind = op.get_bind()
    op.create_table(
        "source_weight",
        Column("seq", Integer, primary_key=True, autoincrement=False),
        Column("source_id", TEXT, ForeignKey("source.id"), nullable=False),
        Column("run_id", TEXT, ForeignKey("run.id"), nullable=False),
        *(Column(name, TEXT, nullable=False) for name in ("recorded_at", "actor", "weight")),
        CheckConstraint("seq > 0", name="seq"),
        CheckConstraint("CAST(weight AS NUMERIC) BETWEEN 0 AND 1", name="weight"),
        comment="Weights that people gave to sources, in the order of seq; the newest of a "
        "source holds",
        sqlite_strict=True,
    )
    for statement in append_only(bind.dialect.name, "source_weight"):
        op.execute(statement)


def downgrade() -> None:
    """Remove the weights; the entries that recorded them stay."""
    op.drop_table("source_weight")
