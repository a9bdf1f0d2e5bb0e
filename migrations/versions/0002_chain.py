"""A chain of entries over all rows, so that a change past the triggers is seen.

Revision: 0002, after 0001. The rows that are there already are taken into the chain as they are.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    Text,
    UniqueConstraint,
)

from claims.ledger.chain import adopt
from claims.ledger.dialect import append_only
from claims.ledger.journal import now

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = Text().with_variant(Text(collation="C"), "postgresql")
# Those of 0001, in an order in which none refers to a later one.
TABLES = (
    "run",
    "run_end",
    "source",
    "location",
    "document",
    "passage",
    "claim",
    "claim_change",
    "qualifier",
    "finding",
    "finding_claim",
    "finding_seen",
)


def upgrade() -> None:
    """Make the tables of the chain, and take in the rows that are there."""
    bind = op.get_bind()
    op.create_table(
        "ledger_entry",
        Column("seq", Integer, primary_key=True, autoincrement=False),
        *(
            Column(name, TEXT, nullable=False)
            for name in (
                "recorded_at",
                "actor",
                "kind",
                "counts",
                "rows_sha256",
                "previous_hash",
                "hash",
            )
        ),
        CheckConstraint("seq > 0", name="seq"),
        CheckConstraint("length(hash) = 64 AND length(previous_hash) = 64", name="hash"),
        UniqueConstraint("previous_hash"),
        comment="The chain: one entry per write transaction, with the hash of the entry before",
        sqlite_strict=True,
    )
    op.create_table(
        "ledger_entry_rows",
        Column(
            "entry", Integer, ForeignKey("ledger_entry.seq"), primary_key=True, autoincrement=False
        ),
        Column("table_name", TEXT, primary_key=True),
        Column("rows_sha256", TEXT, nullable=False),
        Column("rows", TEXT, nullable=False),
        comment="The rows that a write transaction added to a table: their keys and hashes",
        sqlite_strict=True,
    )
    op.create_index("ix_ledger_entry_rows_table_name", "ledger_entry_rows", ["table_name"])
    for table in ("ledger_entry", "ledger_entry_rows"):
        for statement in append_only(bind.dialect.name, table):
            op.execute(statement)
    adopt(bind, TABLES, now())


def downgrade() -> None:
    """Remove the chain; all else stays."""
    op.drop_table("ledger_entry_rows")
    op.drop_table("ledger_entry")
