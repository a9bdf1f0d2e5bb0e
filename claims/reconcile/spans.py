"""A duration beside the dates between which it lies: "12 days, from 3 to 7 May"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from claims.reconcile.intervals import INFINITY, Interval
from claims.reconcile.statements import Mention, Statement
from claims.reconcile.worked import Worked, in_words, told

_DAY = Decimal(86400)
_LEADS = re.compile(r"\s*[,(]?\s*(?:from|between)?\s*\Z")
_ENDS = re.compile(r"\s*[,(]\s*(?:for|or|a total of|altogether|lasting|which is|i\.e\.)?\s*\Z")


def spans(statement: Statement) -> Iterator[Worked]:
    """The durations of a sentence that stand directly beside their dates."""
    items = statement.mentions
    for first, second in itertools.pairwise(items):
        if first.unit == "second" and _is_span(second):
            if _LEADS.fullmatch(statement.between(first, second)):
                yield _limited(first, second)
        elif (
            second.unit == "second"
            and _is_span(first)
            and _ENDS.fullmatch(statement.between(first, second))
        ):
            yield _limited(second, first)


def _is_span(mention: Mention) -> bool:
    return mention.unit == "date" and "/" in (mention.claim.value.date or "")


def _limited(duration: Mention, dates: Mention) -> Worked:
    """A duration is at most as long as it is from the first day to the end of the last."""
    days = dates.span.tight
    longest = (days.hi - days.lo) * _DAY
    limit = Interval(-INFINITY, longest)
    return Worked(
        formula="duration <= last day - first day",
        shown=f"{told(dates)} is {in_words(longest, 'second')} at most",
        stated=duration,
        roles=(("dates", dates),),
        unit="second",
        allowed=(limit,),
        generous=(limit,),
        number=longest,
    )
