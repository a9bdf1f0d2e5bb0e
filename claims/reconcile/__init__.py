"""Comparing claims: what agrees, what contradicts what, and what follows by arithmetic."""

from claims.reconcile.as_json import finding_to_json
from claims.reconcile.engine import KINDS, reconcile

__all__ = ["KINDS", "finding_to_json", "reconcile"]
