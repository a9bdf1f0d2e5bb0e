"""Ledgers of older schemas, as the programs of their time made them: dumps, one per engine."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

DUMPS = Path(__file__).parent / "ledger" / "schemas"
OLD_REVISIONS = tuple(sorted({path.name.split(".")[0] for path in DUMPS.iterdir()}))


def restore(db_url: str, revision: str) -> None:
    """Put the ledger of an older schema into an empty database."""
    if "://" not in db_url:
        with closing(sqlite3.connect(db_url)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript((DUMPS / f"{revision}.sqlite.sql").read_text("utf-8"))
        return
    import psycopg

    plain = db_url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute((DUMPS / f"{revision}.postgresql.sql").read_text("utf-8").encode())
