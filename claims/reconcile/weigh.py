"""How serious a contradiction is, and which of the competing values is likelier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.reconcile.camps import Camp
from claims.reconcile.causes import Cause, Figure, likely_cause
from claims.reconcile.identities import Check, best_number, supported
from claims.reconcile.intervals import EXACT, canonical_step
from claims.reconcile.readings import Reading

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
_FIRMNESS = {"asserted": 2, "reported": 1, "hedged": 0}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The likelier camp and why; the reason alone where nothing decides."""

    camp: Camp | None
    reason: str


def severity(kind: str, camps: Sequence[Camp], decided: bool = False) -> Decimal:
    """From 0 to 1: the size of the gap, the certainty of the claims, and their witnesses.

    A gap of a tenth counts half of one without measure; the certainty is that of the best
    claim for each of the two values that are the least certain; witnesses add up to 15 %.
    ``decided`` says that arithmetic takes a side, which leaves little room for excuses.
    """
    gap = _gap(camps)
    size = gap / (gap + Decimal("0.1")) if gap else Decimal(0)
    surest = sorted(max(m.claim.confidence for m in camp.members) for camp in camps)[:2]
    certainty = sum(surest, Decimal(0)) / max(1, len(surest))
    witnesses = len({member.witness for camp in camps for member in camp.members})
    weight = Decimal("0.85") + Decimal("0.05") * min(witnesses - 1, 3)
    score = size * certainty.sqrt() * weight * _WEIGHTS.get(kind, _OTHER_WEIGHT)
    if decided:
        score += (ONE - score) * Decimal("0.2")
    return min(max(score, Decimal(0)), ONE).quantize(_CENT)


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
    return best_number(camp)


def edge(camp: Camp) -> Decimal | None:
    """A number that stands for the camp: the one said, or the bound."""
    number = best_number(camp)
    if number is not None:
        return number
    ends = [end for end in (camp.core.lo, camp.core.hi) if end.is_finite()]
    return sum(ends, Decimal(0)) / len(ends) if ends else None


def judge(camps: Sequence[Camp], check: Check | None) -> Verdict:
    """Choose by arithmetic, then independent witnesses, then how firmly and exactly it was said."""
    if check is not None and len(fits := supported(check, camps)) == 1:
        return Verdict(fits[0], "the arithmetic supports it")
    if any(m.claim.modality == "negated" for camp in camps for m in camp.members):
        return Verdict(None, "nothing in the sources decides between statement and denial")
    by_witnesses = _single_best(camps, lambda camp: camp.witnesses)
    if by_witnesses is not None:
        count = by_witnesses.witnesses
        return Verdict(by_witnesses, f"{count} independent witnesses give it, more than any other")
    firmest = _single_best(camps, lambda camp: max(map(_firmness, camp.members)))
    if firmest is not None:
        return Verdict(firmest, "it is stated the most firmly")
    exactest = _single_best(camps, lambda camp: any(not _rough(item) for item in camp.members))
    if exactest is not None and _ratio(camps) > _ROUGHLY:
        exactest = None
    if exactest is not None:
        return Verdict(exactest, "it is stated exactly, the other only roughly")
    return Verdict(None, "nothing in the sources decides between the values")


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


def _single_best(camps: Sequence[Camp], key: Callable[[Camp], int]) -> Camp | None:
    """The one camp that scores highest, or ``None`` for a draw."""
    scores = [key(camp) for camp in camps]
    best = max(scores)
    return camps[scores.index(best)] if scores.count(best) == 1 else None


def _ratio(camps: Sequence[Camp]) -> Decimal:
    """How many times the lowest value the highest is; "about" excuses little of it."""
    numbers = [abs(edge(camp) or Decimal(0)) for camp in camps]
    return max(numbers) / min(numbers) if all(numbers) else _ROUGHLY + 1


def _firmness(item: Reading) -> int:
    return _FIRMNESS.get(item.claim.modality, 0)


def _rough(item: Reading) -> bool:
    return item.claim.value.modifier in ("approx", "order_of_magnitude")


def _exact(item: Reading) -> bool:
    return item.claim.value.modifier == "exact"
