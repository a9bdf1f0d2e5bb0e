"""Comparing claims: what agrees, what contradicts what, and what follows by arithmetic."""

from claims.reconcile.as_json import finding_to_json
from claims.reconcile.engine import KINDS, reconcile
from claims.reconcile.omissions import LeftOut, left_out

__all__ = ["KINDS", "LeftOut", "finding_to_json", "left_out", "reconcile"]
