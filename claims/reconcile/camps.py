"""Finding rival values: a sweep over sorted intervals, never all pairs.

Intervals are covered by as few common points as possible (greedy by upper end). The readings
that share a point are a camp; a reading that meets several camps belongs to none and is
compatible with each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from claims.reconcile.intervals import Interval, Key, common
from claims.reconcile.readings import Reading

Reader = Callable[[Reading], Interval]
_Value = tuple[Interval, list[Reading]]


@dataclass(frozen=True)
class Camp:
    """Readings whose intervals all meet, and what they have in common.

    ``leaning`` are readings that fit this camp and others, but exclude one that it competes
    with: they contradict that one, and are no witness for a value.
    """

    members: tuple[Reading, ...]
    core: Interval
    leaning: tuple[Reading, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the claims."""
        return tuple(member.id for member in (*self.members, *self.leaning))

    @cached_property
    def witnesses(self) -> int:
        """How many independent witnesses stand behind the value."""
        return len({member.witness for member in self.members})

    @cached_property
    def number(self) -> Decimal | None:
        """The single number of the most precise claim, or ``None`` if all are vague."""
        numbers = [
            (item.claim.value.modifier != "exact", item.span.tight.hi - item.span.tight.lo, number)
            for item in self.members
            if (number := item.nominal) is not None
            and item.span.tight.bounded
            and item.unit != "date"
        ]
        return min(numbers)[2] if numbers else None


@dataclass(frozen=True, slots=True)
class Division:
    """Readings divided into camps by value, and those that fit more than one camp."""

    camps: tuple[Camp, ...]
    neutral: tuple[Reading, ...]


def tight(reading: Reading) -> Interval:
    """What was said."""
    return reading.span.tight


def near(reading: Reading) -> Interval:
    """What was said, with soft edges for orders of magnitude."""
    return reading.span.near


def wide(reading: Reading) -> Interval:
    """What was said, with all the benefit of the doubt."""
    return reading.span.wide


def divide(items: Sequence[Reading], interval: Reader) -> Division:
    """Divide readings into camps of values that meet, in O(n log n); equal ones go together."""
    shared: dict[int, _Value] = {}
    for item in items:
        span = interval(item)
        shared.setdefault(id(span), (span, []))[1].append(item)
    if not shared:
        return Division((), ())
    core = common(span for span, _ in shared.values())
    if core.lower <= core.upper:  # all meet
        return Division((_camp(items, core),), ())
    piles = _piles(shared.values())
    cores = [common(span for span, _ in pile) for pile in piles]
    uppers = [core.upper for core in cores]
    out = {key for key, (span, _) in shared.items() if _touches_two(span, cores, uppers)}
    camps = []
    for pile in piles:
        firm = [value for value in pile if id(value[0]) not in out]
        if firm:
            members = [item for _, equal in firm for item in equal]
            camps.append(_camp(members, common(span for span, _ in firm)))
    return Division(tuple(camps), tuple(item for item in items if id(interval(item)) in out))


def _piles(values: Iterable[_Value]) -> list[list[_Value]]:
    """Values that share a point each, by a sweep over their upper ends."""
    piles: list[list[_Value]] = []
    point = None
    for span, items in sorted(values, key=lambda value: (value[0].upper, value[0].lower)):
        if point is None or span.lower > point:
            piles.append([])
            point = span.upper
        piles[-1].append((span, items))
    return piles


def camp_of(items: Sequence[Reading]) -> Camp:
    """Readings in their order as one value, told by the first of them."""
    return Camp(tuple(items), items[0].span.tight)


def _camp(pile: Sequence[Reading], core: Interval) -> Camp:
    """A camp with its members in the order of the claims, not of their values."""
    return Camp(tuple(sorted(pile, key=lambda item: item.place)), core)


def sided(division: Division, interval: Reader) -> list[Camp]:
    """The camps, with the readings that fit several of them at the one that has most witnesses.

    A reading that excludes none of the camps takes no side and stays out.
    """
    camps = list(division.camps)
    leaning: dict[int, list[Reading]] = {}
    for item in division.neutral:
        fits = [n for n, camp in enumerate(camps) if interval(item).meets(camp.core)]
        if fits and len(fits) < len(camps):
            strongest = max(fits, key=lambda n: (camps[n].witnesses, -n))
            leaning.setdefault(strongest, []).append(item)
    return [replace(camp, leaning=tuple(leaning.get(n, ()))) for n, camp in enumerate(camps)]


def unlisted(camps: Sequence[Camp]) -> list[Camp]:
    """The camps that have a member whose sentence does not also give a rival value.

    "Tens or hundreds of dollars" offers alternatives; it does not contradict itself.
    """
    given = Counter(place for camp in camps for place in {item.sentence for item in camp.members})
    return [camp for camp in camps if any(given[item.sentence] == 1 for item in camp.members)]


def _touches_two(span: Interval, cores: Sequence[Interval], uppers: Sequence[Key]) -> bool:
    """Whether the interval meets more than one of the cores, which lie apart and ascend."""
    index = bisect_left(uppers, span.lower) + 1
    return index < len(cores) and span.meets(cores[index - 1]) and span.meets(cores[index])
