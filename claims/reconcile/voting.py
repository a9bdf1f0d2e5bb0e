"""The vote of independent witnesses on which of some values is true, and how probable that is.

The rule is that of ACCU: X. L. Dong, L. Berti-Équille, D. Srivastava, "Integrating conflicting
data: the role of source dependence", PVLDB 2(1), 2009. A witness that is right with the
probability ``A``, and else gives any of ``n`` false values alike, adds ``ln(n A / (1 - A))`` to
the value it gives; the probabilities of the values are as the exponentials of their sums. Two
things differ. ``A`` is not estimated from how far the sources agree with each other, but is that of
:class:`claims.reconcile.credit.Credit`, so that the vote is a plain one until there are reviews;
and a vote counts as much as the weight of the source and the manner of the claim allow.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal

from claims.reconcile.camps import Camp
from claims.reconcile.credit import PRIOR
from claims.reconcile.readings import Reading

Vote = Callable[[Reading], float]

# Arithmetic over other claims weighs as much as so many witnesses.
ARITHMETIC = 3
_CENT = Decimal("0.01")
MOST = Decimal("0.99")
_DIGITS = 9


def scores(camps: Sequence[Camp], supported: Camp | None = None) -> list[float]:
    """The sum of votes for each of the values, of which arithmetic may have ``supported`` one."""
    false_values = max(1, len(camps) - 1)

    def vote(item: Reading) -> float:
        return float(item.weight * item.manner) * _log_odds(item.accuracy, false_values)

    bonus = ARITHMETIC * _log_odds(PRIOR, false_values)
    return [total(camp, vote) + (bonus if camp is supported else 0.0) for camp in camps]


def total(camp: Camp, vote: Vote) -> float:
    """The votes for a value, one for each independent witness: that of its best claim.

    The sum is exact before it is rounded, so that it does not depend on the order.
    """
    votes: dict[str, float] = {}
    for item in camp.members:
        own = vote(item)
        votes[item.witness] = max(own, votes.get(item.witness, own))
    return round(math.fsum(votes.values()), _DIGITS)


def leader(numbers: Sequence[float]) -> int | None:
    """The index of the one greatest number, or ``None`` for a draw."""
    best = max(numbers)
    return numbers.index(best) if numbers.count(best) == 1 else None


def probability(numbers: Sequence[float], index: int) -> Decimal:
    """How probable the value with this sum of votes is among the others; never above 0.99."""
    best = max(numbers)
    parts = [math.exp(number - best) for number in numbers]
    share = parts[index] / math.fsum(parts)
    return min(Decimal(repr(share)).quantize(_CENT), MOST)


def _log_odds(accuracy: Decimal, false_values: int) -> float:
    return math.log(float(false_values * accuracy / (1 - accuracy)))
