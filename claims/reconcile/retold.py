"""Parts of a finding's explanation, taken out again for those who show them apart.

The paragraph is what is stored; :mod:`claims.reconcile.explain` words the sentences found here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from claims.reconcile.wording import amount

_END = r"\.(?=\s+[^\sa-z]|\s*$)"
_CAUSE = re.compile(rf"Likely cause: [^;.]+; (.+?){_END}")
_LIKELIER = re.compile(rf"The likelier value is (.+?), because (.+?){_END}")
_UNDECIDED = re.compile(rf"((?:Either the value or|Nothing in the sources) .+?){_END}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The likelier value in words and the reason for it; the value is ``None`` without one."""

    value: str | None
    reason: str


def evidence_of_cause(explanation: str) -> str | None:
    """What speaks for the likely cause: "two digits are exchanged: 104 / 140"."""
    found = _CAUSE.search(explanation)
    return found[1] if found else None


def verdict(explanation: str) -> Verdict | None:
    """Which value is likelier and why, or that nothing decides; ``None`` if neither is said."""
    if found := _LIKELIER.search(explanation):
        return Verdict(found[1], found[2])
    if found := _UNDECIDED.search(explanation):
        return Verdict(None, found[1])
    return None


def between(lo: Decimal, hi: Decimal, unit: str) -> str:
    """A stretch of numbers in words: "139 gigabytes to 141 gigabytes", "at most 100 percent"."""
    if not lo.is_finite() or not hi.is_finite():
        bounds = [("at least", lo), ("at most", hi)]
        told = [f"{word} {amount(end, unit)}" for word, end in bounds if end.is_finite()]
        return " and ".join(told) or "any number"
    return " to ".join(dict.fromkeys((amount(lo, unit), amount(hi, unit))))
