"""The tables of the ledger. Every table is append-only; triggers refuse anything else.

Ids are content hashes (SHA-256 in hex). Decimals are kept as text in plain notation, which is
the truth; a ``*_number`` column beside them serves sorting and filters in SQL. Columns that
hold objects or lists are canonical JSON. Offsets count code points of ``document.text``.
Some checks of claims are spelled otherwise on SQLite, for speed: see migration 0008. The lists of
the chain are stored uncompressed on PostgreSQL: see 0009.
"""

from __future__ import annotations

from claims.ledger.schema.claims import claim, claim_change, qualifier, withdrawn_claim
from claims.ledger.schema.columns import metadata
from claims.ledger.schema.decisions import review, source_weight
from claims.ledger.schema.entries import ledger_entry, ledger_entry_rows
from claims.ledger.schema.findings import current_finding, finding, finding_claim, finding_seen
from claims.ledger.schema.sources import document, location, passage, run, run_end, source

__all__ = [
    "HEAD",
    "REVISIONS",
    "claim",
    "claim_change",
    "current_finding",
    "document",
    "finding",
    "finding_claim",
    "finding_seen",
    "ledger_entry",
    "ledger_entry_rows",
    "location",
    "metadata",
    "passage",
    "qualifier",
    "review",
    "run",
    "run_end",
    "source",
    "source_weight",
    "withdrawn_claim",
]

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009")
"""The schema revisions that this program knows, oldest first."""
HEAD = REVISIONS[-1]
"""The newest of them: that of the tables here."""
