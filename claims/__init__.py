"""Quantitative claims: read them from sources, keep them in a ledger, compare them.

The names here load what they need when they are first used, so that look-ups stay fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from claims.errors import ClaimsError
from claims.records import Claim, Finding, Quantity, Value

if TYPE_CHECKING:
    from claims import extract, quantities
    from claims.ledger import Ledger

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
]


def __getattr__(name: str) -> object:
    if name in ("extract", "quantities"):  # packages that can be called
        return import_module(f"claims.{name}")
    if name == "Ledger":
        return import_module("claims.ledger").Ledger
    raise AttributeError(f"module 'claims' has no attribute {name!r}")
