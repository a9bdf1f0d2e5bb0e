"""The arithmetic that a source does with the numbers that stand side by side in it."""

from __future__ import annotations

import decimal
from collections.abc import Iterable
from typing import TYPE_CHECKING

from claims.reconcile.changes import changes
from claims.reconcile.comparisons import Comparisons
from claims.reconcile.intervals import EXACT
from claims.reconcile.listings import listings
from claims.reconcile.sampling import means
from claims.reconcile.spans import ages, spans
from claims.reconcile.statements import statements
from claims.reconcile.worked import Worked, findings_of
from claims.records import Claim, Finding

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary


def side_by_side(claims: Iterable[tuple[str, Claim]], vocabulary: Vocabulary) -> list[Finding]:
    """What sources work out themselves, and what in a sentence does not add up.

    Changes beside the values before and after, parts and totals, shares of a whole, counts of a
    list, durations beside dates, ages, means of whole numbers, and factors between two things.

    Args:
        claims: claims with their ids, by source and place.
        vocabulary: for units and tolerances.
    """
    found: list[Worked] = []
    comparisons = Comparisons(vocabulary)
    with decimal.localcontext(EXACT):
        for statement in statements(comparisons.watch(claims), vocabulary):
            for rule in (changes, listings, spans, ages, means):
                found += rule(statement)
        return findings_of([*found, *comparisons.found])
