"""A full-text index over the words of claims, and these words in three parts.

Revision: 0005, after 0004. The index holds the folded words of ``claim.search_text`` and nothing
else: on SQLite an FTS5 table that is filled with the claims, on PostgreSQL a GIN index.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Connection, bindparam, column, select, table, update

from claims.ledger.dialect import append_only
from claims.ledger.rows import search_text

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Blanks alone part words, for those of search_text are folded and cut already. Which claim has a
# word is all that the index knows: phrases and ranks are found in the text itself.
SQLITE = (
    "CREATE VIRTUAL TABLE claim_search USING fts5(search_text, content='claim', "
    "content_rowid='rowid', detail=none, columnsize=0, "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*' separators '|/'\")",
    "INSERT INTO claim_search (claim_search) VALUES ('rebuild')",
)
POSTGRESQL = ("CREATE INDEX claim_search ON claim USING gin (CAST(search_text AS tsvector))",)
_BATCH = 1_000
_CLAIM = table(
    "claim",
    *(
        column(name)
        for name in (
            "id",
            "subject",
            "attribute",
            "value_text",
            "quote",
            "speaker",
            "search_text",
        )
    ),
)


def upgrade() -> None:
    """Write the words of the claims that are there in their three parts, and index them."""
    bind = op.get_bind()
    off, on = _guards(bind.dialect.name)
    op.execute(off)
    _write_words(bind)
    op.execute(on)
    for statement in SQLITE if bind.dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Remove the index; the words stay as they are."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE claim_search")
    else:
        op.execute("DROP INDEX claim_search")


def _write_words(bind: Connection) -> None:
    change = (
        update(_CLAIM)
        .where(_CLAIM.c.id == bindparam("claim"))
        .values(search_text=bindparam("words"))
    )
    last = ""
    while True:
        statement = select(_CLAIM).where(_CLAIM.c.id > last).order_by(_CLAIM.c.id).limit(_BATCH)
        rows = bind.execute(statement).mappings().all()
        if not rows:
            return
        bind.execute(change, [{"claim": row["id"], "words": search_text(row)} for row in rows])
        last = rows[-1]["id"]


def _guards(dialect: str) -> tuple[str, str]:
    """What lets claims be changed for a moment, and what refuses it again."""
    if dialect == "sqlite":
        return "DROP TRIGGER claim_no_update", append_only(dialect, "claim")[0]
    trigger = "TRIGGER claim_append_only"
    return f"ALTER TABLE claim DISABLE {trigger}", f"ALTER TABLE claim ENABLE {trigger}"
