"""Attributes that change: when the value changed, and what contradicts it in between.

What is said of a changing value over time is read as a few periods with one value each. A claim
that does not fit its period is a slip, or repeats what was true before. The periods are those that
cost the least, at a price for each change and for each claim that does not fit: a Potts model
(Potts 1952), whose best path dynamic programming finds (Viterbi 1967).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from claims.reconcile.camps import Camp, divide, wide
from claims.reconcile.intervals import first_day
from claims.reconcile.readings import Reading

# One claim that does not fit is likelier a slip than two changes, or one at the end.
CHANGE, MISFIT = 1.5, 1.0
# After so many days without a word a changing value is not said to hold still.
STALE = 365
# Values with less support than so many others begin no period; keeps the cost linear.
MOST_VALUES = 24


@dataclass(frozen=True, slots=True)
class Period:
    """A time with one value: the claims that give it, and those that give another meanwhile.

    ``others`` lie between two claims of the value, or at the date of one; ``loose`` are those
    at the ends, which may belong to the time before or after.
    """

    value: Camp
    others: tuple[Reading, ...]
    loose: tuple[Reading, ...]

    @property
    def begin(self) -> str:
        """The date of the first claim of the value."""
        return min(item.date or "" for item in self.value.members)

    @property
    def end(self) -> str:
        """The date of the last claim of the value."""
        return max(item.date or "" for item in self.value.members)


def periods(items: Sequence[Reading]) -> list[Period]:
    """The periods of dated readings, the earliest first."""
    order = sorted(items, key=lambda item: (item.date or "", item.id))
    values = _values(order)
    if not values:
        return []
    found = []
    path = _path(order, values)
    for value, group in groupby(zip(order, path, strict=True), key=lambda pair: pair[1]):
        found.append(_period(values[value], [item for item, _ in group]))
    return [period for period in found if period.value.members]


def _values(items: Sequence[Reading]) -> list[Camp]:
    camps = sorted(divide(items, wide).camps, key=lambda camp: (-camp.witnesses, camp.ids))
    return camps[:MOST_VALUES]


def _path(items: Sequence[Reading], values: Sequence[Camp]) -> list[int]:
    """For each reading the value of its period, by the least cost."""
    costs = [0.0] * len(values)
    before: list[list[int]] = []
    for item in items:
        span = wide(item)
        cheapest = min(range(len(values)), key=costs.__getitem__)
        step = [
            cheapest if costs[cheapest] + CHANGE < cost else value
            for value, cost in enumerate(costs)
        ]
        costs = [
            costs[origin]
            + (CHANGE if origin != value else 0.0)
            + (0.0 if span.meets(values[value].core) else MISFIT)
            for value, origin in enumerate(step)
        ]
        before.append(step)
    value = min(range(len(values)), key=costs.__getitem__)
    path = [value]
    for step in reversed(before[1:]):
        value = step[value]
        path.append(value)
    return path[::-1]


def _period(value: Camp, items: Sequence[Reading]) -> Period:
    fitting = [item for item in items if wide(item).meets(value.core)]
    own = {item.id for item in value.members}
    members = tuple(item for item in fitting if item.id in own)
    dates = [item.date or "" for item in members]
    others: list[Reading] = []
    loose: list[Reading] = []
    for item in items:
        if not wide(item).meets(value.core):
            when = item.date or ""
            inside = bool(dates) and (dates[0] < when < dates[-1] or when in dates)
            (others if inside else loose).append(item)
    leaning = tuple(item for item in fitting if item.id not in own)
    return Period(Camp(members, value.core, leaning), tuple(others), tuple(loose))


def contests(found: Sequence[Period]) -> Iterator[tuple[str, list[Camp]]]:
    """Values that exclude each other at one time: that time, and the values.

    The value of a period against what others give meanwhile; and what is given at one date
    between periods.
    """
    for period in found:
        if period.others:
            when = "/".join(dict.fromkeys((period.begin, period.end)))
            yield when, [period.value, *divide(period.others, wide).camps]
        for when, items in groupby(period.loose, key=lambda item: item.date or ""):
            camps = divide(list(items), wide).camps
            if len(camps) > 1:
                yield when, list(camps)


def current(found: Sequence[Period], newest: str) -> Camp | None:
    """The value that holds at the end: of the last period, or the newest one after it.

    ``None`` where one claim follows a value that several gave, as it may be a slip or a change;
    and where nothing is said of the value for long before the date ``newest``, at which
    something else is said of the subject.
    """
    if not found:
        return None
    last = found[-1]
    newer = [item for item in last.loose if (item.date or "") > last.end]
    if newer and len(last.value.members) > 1:
        return None
    value = divide(newer[-1:], wide).camps[0] if newer else last.value
    said = max(first_day(item.date) or 0 for item in value.members)
    return value if (first_day(newest) or 0) - said <= STALE else None
