"""Quantitative claims: read them from sources, keep them in a ledger, compare them.

The names here load what they need when they are first used, so that look-ups stay fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.errors import ClaimsError
from claims.records import Claim, Finding, Quantity, Value

if TYPE_CHECKING:
    from claims.api import extract, quantities
    from claims.ledger import Ledger
    from claims.reconcile import reconcile

__version__ = "0.1.0"
__all__ = [
    "Claim",
    "ClaimsError",
    "Finding",
    "Ledger",
    "Quantity",
    "Value",
    "__version__",
    "extract",
    "quantities",
    "reconcile",
]


def __getattr__(name: str) -> object:
    if name in ("extract", "quantities"):
        from claims import api

        return getattr(api, name)
    if name == "Ledger":
        from claims.ledger import Ledger

        return Ledger
    if name == "reconcile":
        from claims.reconcile import reconcile

        return reconcile
    raise AttributeError(f"module 'claims' has no attribute {name!r}")
