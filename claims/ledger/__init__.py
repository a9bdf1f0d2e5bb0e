"""The ledger: an append-only SQL store of sources, claims and findings.

The same on SQLite and PostgreSQL; see :class:`Ledger`. Migrations are in
``claims.ledger.migrate``, which loads Alembic, and are not imported here.
"""

from claims.ledger.comparing import Snapshot
from claims.ledger.dialect import DEFAULT_DB
from claims.ledger.dialect.limits import Limits
from claims.ledger.events import LogFilter
from claims.ledger.ledger import Ledger
from claims.ledger.records import (
    Added,
    AttributeCount,
    Context,
    Correction,
    Problem,
    Review,
    ReviewAction,
    Reviewed,
    StoredClaim,
    StoredSource,
    SubjectCount,
)
from claims.ledger.store import Prepared, prepare
from claims.ledger.superseding import FOLDER, folder_mark
from claims.ledger.view import LedgerView

__all__ = [
    "DEFAULT_DB",
    "FOLDER",
    "Added",
    "AttributeCount",
    "Context",
    "Correction",
    "Ledger",
    "LedgerView",
    "Limits",
    "LogFilter",
    "Prepared",
    "Problem",
    "Review",
    "ReviewAction",
    "Reviewed",
    "Snapshot",
    "StoredClaim",
    "StoredSource",
    "SubjectCount",
    "folder_mark",
    "prepare",
]
