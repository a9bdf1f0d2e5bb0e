"""PostgreSQL keeps the lists of the chain as they are, and does not try to compress them.

Revision: 0009, after 0008. They are keys and hashes in hex, of which compression leaves as much as
there was; to try took a tenth of what the server did for a claim that is imported. Lists that are
there stay as they are.
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Store new lists out of line and uncompressed."""
    _store("EXTERNAL")


def downgrade() -> None:
    """Store them as PostgreSQL stores texts."""
    _store("EXTENDED")


def _store(way: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE ledger_entry_rows ALTER COLUMN rows SET STORAGE {way}")
