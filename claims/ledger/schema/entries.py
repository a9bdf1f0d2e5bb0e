"""The tables of the chain."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, UniqueConstraint

from claims.ledger.schema.columns import check, key, new_table, text_column

ledger_entry = new_table(
    "ledger_entry",
    "The chain: an entry for each write transaction, or several for one of very many rows, each "
    "with the hash of the entry before",
    Column("seq", Integer, primary_key=True, autoincrement=False),
    text_column("recorded_at"),
    text_column("actor"),
    text_column("kind"),
    text_column("counts"),
    text_column("rows_sha256"),
    text_column("previous_hash"),
    text_column("hash"),
    check("seq", "seq > 0"),
    check("hash", "length(hash) = 64 AND length(previous_hash) = 64"),
    UniqueConstraint("previous_hash"),
)

ledger_entry_rows = new_table(
    "ledger_entry_rows",
    "The rows of a table that an entry of the chain stands for: their keys and hashes",
    Column("entry", Integer, ForeignKey("ledger_entry.seq"), primary_key=True, autoincrement=False),
    key("table_name"),
    text_column("rows_sha256"),
    text_column("rows"),
    Index(None, "table_name"),
)
