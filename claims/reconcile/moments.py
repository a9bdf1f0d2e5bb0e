"""Times at which arithmetic is done: values that change go only with those of the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.reconcile.readings import Reading
from claims.reconcile.topics import Topic

# More times than this are not looked at one by one; keeps the cost linear.
MOST_MOMENTS = 400


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, or none for values without one.

    ``known`` is false where values that change come from several sources without a date: they
    may be of different times. ``changing`` says that the date matters at all.
    """

    date: str | None
    known: bool = True
    changing: bool = True


def moments(topics: Sequence[Topic]) -> list[Moment]:
    """The times at which changing values are given, the earliest first."""
    changing = [topic for topic in topics if _changes(topic) and topic.firm]
    if not changing:
        return [Moment(None, changing=False)]
    dates = sorted({date for topic in changing for date in topic.dated if date})
    found = [Moment(date) for date in dates[-MOST_MOMENTS:]]
    undated = {item.claim.source_id for topic in changing for item in topic.dated.get(None, ())}
    return found + ([Moment(None, len(undated) == 1)] if undated else [])


def at(topic: Topic, moment: Moment, named: bool = False) -> Topic | None:
    """The topic as it stands at a time, or ``None`` where nothing is said of it then.

    Where the date has to be ``named`` by the claim itself, that of its source is not enough.
    """
    if not moment.changing or not _changes(topic):
        return topic
    dated = [items for date, items in topic.dated.items() if _same(date, moment.date)]
    kept = tuple(item for items in dated for item in items if not named or _names_date(item))
    return replace(topic, readings=kept) if kept else None


def _names_date(item: Reading) -> bool:
    return bool(item.claim.as_of or item.claim.qualifiers.get("as_of"))


def _same(a: str | None, b: str | None) -> bool:
    if not a or not b:
        return not a and not b
    return a.startswith(b) or b.startswith(a)


def _changes(topic: Topic) -> bool:
    return topic.spec is not None and topic.spec.changes_over_time
