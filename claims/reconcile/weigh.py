"""How serious a contradiction is, and which of the competing values is likelier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.reconcile import voting
from claims.reconcile.camps import Camp
from claims.reconcile.causes import Cause, Figure, likely_cause
from claims.reconcile.identities import Check, decided, supported
from claims.reconcile.intervals import EXACT, canonical_step
from claims.reconcile.readings import Reading
from claims.reconcile.retold import NO_SIDE, NO_VALUE

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary

ONE = Decimal(1)
_YEAR_DAYS = Decimal(365)
_CENT = Decimal("0.01")
_WEIGHTS = {"conflict": ONE, "derivation_conflict": Decimal("0.9")}
_OTHER_WEIGHT = Decimal("0.5")
_ROUGHLY = Decimal("1.25")
_UNRELATED = Decimal(100)
# From this confidence on, what a claim is about is not in doubt.
_CERTAIN = Decimal("0.95")
_LIKELY = Decimal("0.17")
# Of two values that are supported alike, the one that is stated exactly.
_EXACTLY = Decimal("0.6")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The likelier camp, why and how probably; the reason alone where nothing decides."""

    camp: Camp | None
    reason: str
    probability: Decimal | None = None


def severity(kind: str, camps: Sequence[Camp], decided: bool = False) -> Decimal:
    """From 0 to 1: the size of the gap, the certainty of the claims, and their witnesses.

    A gap of a tenth counts half of one without measure; the certainty is that of the best
    claim for each of the two values that are the least certain; witnesses add up to 15 %.
    It counts as much as the best claim of the second strongest value does, by the weight of its
    source and how it was put. ``decided`` says that arithmetic takes a side, which leaves little
    room for excuses.
    """
    gap = _gap(camps)
    size = gap / (gap + Decimal("0.1")) if gap else Decimal(0)
    surest = sorted(max(m.claim.confidence for m in camp.members) for camp in camps)[:2]
    certainty = sum(surest, Decimal(0)) / max(1, len(surest))
    witnesses = len({member.witness for camp in camps for member in camp.members})
    weight = Decimal("0.85") + Decimal("0.05") * min(witnesses - 1, 3)
    score = size * certainty.sqrt() * weight * _WEIGHTS.get(kind, _OTHER_WEIGHT) * _rival(camps)
    if decided:
        score += (ONE - score) * Decimal("0.2")
    return min(max(score, Decimal(0)), ONE).quantize(_CENT)


def likely_about_one(camps: Sequence[Camp]) -> bool:
    """Whether two of the values are likely enough what was said, of what it is said to be about.

    The confidence of a claim is how probable that is; below one in six it is no contradiction.
    """
    surest = sorted(max(m.claim.confidence for m in camp.members) for camp in camps)[-2:]
    return len(surest) < 2 or surest[0] * surest[1] >= _LIKELY


def _rival(camps: Sequence[Camp]) -> Decimal:
    """What the second strongest of the values counts, from 0 to 1."""
    strengths = sorted(max(item.weight * item.manner for item in c.members) for c in camps)
    return strengths[-2] if len(strengths) > 1 else ONE


def _gap(camps: Sequence[Camp]) -> Decimal:
    """How far the extremes are apart: from 0 to 1 of the larger, for dates of a year."""
    numbers = [number for camp in camps if (number := edge(camp)) is not None]
    if len(numbers) < 2 or any(m.claim.modality == "negated" for c in camps for m in c.members):
        return ONE
    low, high = min(numbers), max(numbers)
    if camps[0].members[0].unit == "date":
        return min(ONE, (high - low) / _YEAR_DAYS)
    largest = max(abs(low), abs(high))
    return min(ONE, (high - low) / largest) if largest else Decimal(0)


def likely_number(camp: Camp | None) -> Decimal | None:
    """The number to report as likelier; a date or a bound is told in words only."""
    if camp is None or camp.members[0].unit == "date":
        return None
    return camp.number


def edge(camp: Camp) -> Decimal | None:
    """A number that stands for the camp: the one said, or the bound."""
    number = camp.number
    if number is not None:
        return number
    ends = [end for end in (camp.core.lo, camp.core.hi) if end.is_finite()]
    return sum(ends, Decimal(0)) / len(ends) if ends else None


def judge(camps: Sequence[Camp], check: Check | None) -> Verdict:
    """Choose what a review found right, or else by the vote of witnesses and arithmetic, then by
    how exactly it was said.

    Arithmetic that the sentence of a value does itself is no witness for it, and comes last.
    See :mod:`claims.reconcile.voting` for the vote and its source.
    """
    accepted = [camp for camp in camps if any(item.accepted for item in camp.members)]
    if len(accepted) == 1:
        return Verdict(accepted[0], "a review found it right", voting.MOST)
    if any(m.claim.modality == "negated" for camp in camps for m in camp.members):
        return Verdict(None, NO_SIDE)
    fits = supported(check, camps) if check is not None else []
    computed = fits[0] if len(fits) == 1 and decided(check, camps) else None
    votes = voting.scores(camps, computed)
    best = voting.leader(votes)
    if best is not None:
        camp = camps[best]
        reason = "the arithmetic supports it" if camp is computed else _reason(camps, best)
        return Verdict(camp, reason, voting.probability(votes, best))
    tied = [camp for camp, number in zip(camps, votes, strict=True) if number == max(votes)]
    exact = [camp for camp in tied if any(not _rough(item) for item in camp.members)]
    if len(exact) == 1 and _ratio(camps) <= _ROUGHLY:
        chance = (_EXACTLY * 2 * voting.probability(votes, camps.index(exact[0]))).quantize(_CENT)
        return Verdict(exact[0], "it is stated exactly, the other only roughly", chance)
    if len(fits) == 1:
        return Verdict(fits[0], "its own sentence works it out, and the other value stands alone")
    return Verdict(None, NO_VALUE)


def _reason(camps: Sequence[Camp], best: int) -> str:
    """Which of the things that make up the vote speaks for a value."""
    if voting.leader([camp.witnesses for camp in camps]) == best:
        return f"{camps[best].witnesses} independent witnesses give it, more than any other"
    ways: tuple[tuple[voting.Vote, str], ...] = (
        (lambda item: float(item.weight), "its sources were given more weight"),
        (lambda item: float(item.accuracy), "reviews found its sources right more often"),
        (lambda item: float(item.manner), "it is stated the most firmly"),
    )
    for vote, reason in ways:
        if voting.leader([voting.total(camp, vote) for camp in camps]) == best:
            return reason
    return "its witnesses count more than those of any other"


def plausible_rivals(camps: Sequence[Camp], vocabulary: Vocabulary) -> list[list[Camp]]:
    """The camps in groups that may be about one thing.

    Values more than a hundredfold apart that no single slip connects are likelier to be
    about different things, unless it is certain for both that they are about the subject.
    """
    order = sorted(camps, key=lambda camp: edge(camp) or Decimal(0))
    groups = [order[:1]]
    for low, high in pairwise(order):
        far = _ratio([low, high]) > _UNRELATED and low.members[0].unit != "date"
        if (
            far
            and not (_certain(low) and _certain(high))
            and cause_between([low, high], vocabulary) is None
        ):
            groups.append([])
        groups[-1].append(high)
    return [group for group in groups if group]


def _certain(camp: Camp) -> bool:
    return any(item.claim.confidence >= _CERTAIN for item in camp.members)


def cause_between(camps: Sequence[Camp], vocabulary: Vocabulary) -> Cause | None:
    """The single slip that explains two competing values; none is sought between more."""
    if len(camps) != 2:
        return None
    a, b = (figure(_best(camp), vocabulary) for camp in camps)
    return likely_cause(a, b) if a is not None and b is not None else None


def figure(item: Reading | None, vocabulary: Vocabulary) -> Figure | None:
    """The reading's number as written, or ``None`` where it is not a single number."""
    if item is None or item.nominal is None or item.unit == "date":
        return None
    value = item.claim.value
    if value.lo is None or value.lo != value.hi or value.unit is None:
        return None
    return Figure(value.lo, value.unit, item.nominal, item.unit, canonical_step(value, vocabulary))


def derived_figure(check: Check, like: Figure) -> Figure | None:
    """The number that comes out of the arithmetic, written in the unit of a stated figure."""
    if check.nominal is None or not like.number or not like.canonical:
        return None
    factor = EXACT.divide(like.canonical, like.number)
    number = EXACT.divide(check.nominal, factor)
    return Figure(number, like.unit, check.nominal, like.canonical_unit, Decimal(0))


def _best(camp: Camp) -> Reading | None:
    """The member that states a single number the most precisely."""
    single = [item for item in camp.members if item.nominal is not None]
    width = {item.id: item.span.tight.hi - item.span.tight.lo for item in single}
    return min(single, key=lambda item: (not _exact(item), width[item.id], item.id), default=None)


def _ratio(camps: Sequence[Camp]) -> Decimal:
    """How many times the lowest value the highest is; "about" excuses little of it."""
    numbers = [abs(edge(camp) or Decimal(0)) for camp in camps]
    return max(numbers) / min(numbers) if all(numbers) else _ROUGHLY + 1


def _rough(item: Reading) -> bool:
    return item.claim.value.modifier in ("approx", "order_of_magnitude")


def _exact(item: Reading) -> bool:
    return item.claim.value.modifier == "exact"
