"""How much the witnesses count: weights that people give, what reviews taught, how it was said.

A source that nothing is known about is right with the probability :data:`PRIOR`. Review decisions
on its claims for an attribute move that, by the mean of a Beta distribution, and for no other
attribute: of the flight times that a source gives, the scheduled ones may be right and the actual
ones wrong. How far sources agree with each other teaches nothing here, for on real data
weighting them by that loses to a plain vote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from claims.records import Modality

ONE = Decimal(1)
# A Beta(4, 1): what is assumed of a source counts as much as five decisions.
RIGHT_BEFORE, WRONG_BEFORE = 4, 1
PRIOR = Decimal(RIGHT_BEFORE) / (RIGHT_BEFORE + WRONG_BEFORE)
# Fewer decisions teach nothing about a source.
MIN_REVIEWS = 3
MANNERS: Mapping[Modality, Decimal] = {
    "asserted": ONE, "negated": ONE, "reported": Decimal("0.6"), "hedged": Decimal("0.4"),
}  # fmt: skip
FORECAST = Decimal("0.4")

Judged = Mapping[tuple[str, str], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Credit:
    """What is known about sources besides what they say.

    ``weights`` are given by people, from 0 (no witness at all) to 1, by the source's id; a source
    without one has 1. ``judged`` says of a source's id and an attribute how many of its claims
    reviews found right and wrong, ``accepted`` holds the ids of the claims found right.
    """

    weights: Mapping[str, Decimal] = field(default_factory=dict)
    judged: Judged = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()

    def weight(self, source_id: str) -> Decimal:
        """The weight that a source was given, or 1."""
        return self.weights.get(source_id, ONE)

    def accuracy(self, source_id: str, attribute: str) -> Decimal:
        """How probably a claim of a source for an attribute is right.

        The mean of the Beta posterior over the review decisions; the prior below
        :data:`MIN_REVIEWS` of them.
        """
        right, wrong = self.judged.get((source_id, attribute), (0, 0))
        if right + wrong < MIN_REVIEWS:
            return PRIOR
        number = RIGHT_BEFORE + WRONG_BEFORE + right + wrong
        return Decimal(RIGHT_BEFORE + right) / number


NOTHING_KNOWN = Credit()


def manner(modality: Modality, *, observed: bool) -> Decimal:
    """What a claim counts by how it was put: one that is asserted and no forecast counts whole."""
    said = MANNERS.get(modality, FORECAST)
    return said if observed else min(said, FORECAST)
