"""What the tables of the chain are said to hold: a transaction may make several entries.

Revision: 0007, after 0006. No table changes; the words are written anew after every migration.
"""

from __future__ import annotations

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing but the words."""


def downgrade() -> None:
    """Nothing but the words."""
