"""Times beside dates: "12 days, from 3 to 7 May", "born in 1815, died in 1852 aged 36"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from claims.reconcile.calculating import DAY
from claims.reconcile.intervals import INFINITY, Interval
from claims.reconcile.statements import Mention, Statement
from claims.reconcile.worked import Worked, in_words, told

_LEADS = re.compile(r"\s*[,(]?\s*(?:from|between)?\s*\Z")
_BORN = re.compile(r"\bborn\s+(?:(?:on|in)\s+)?(?:the\s+)?\Z")
_DIED = re.compile(r"\b(?:died|killed|murdered|executed)\s+(?:there\s+)?(?:on|in)\s+(?:the\s+)?\Z")
_AGED = re.compile(r"\s*,?\s+(?:when he was|when she was|at the age of|at age|aged|at)\s+\Z")
_OF_ONE = re.compile(
    r"[\s,();–-]*(?:(?:in|at|near)\s[\w ,'’-]{1,40}?[\s,();–-]+)?(?:(?:and|who|he|she|it)\s+)*"
    rf"{_DIED.pattern}"
)
_OTHERS = re.compile(
    r"\b(?:his|her|their|whose|son|daughter|wife|husband|father|mother|brother|sister|child"
    r"|children|friend|and (?!died|was|he|she|who))\b"
)
_MORE = re.compile(r"\b(?:and|then|again|later|as|before|after|also|plus|with|including|except)\b")
_ENDS = re.compile(r"\s*[,(]\s*(?:for|or|a total of|altogether|lasting|which is|i\.e\.)?\s*\Z")


def spans(statement: Statement) -> Iterator[Worked]:
    """The durations of a sentence that stand directly beside their dates."""
    items = statement.mentions
    for first, second in pairwise(items):
        if _MORE.search(statement.behind(second)):
            continue  # the dates may be those of a part
        if first.unit == "second" and _is_span(second):
            if _LEADS.fullmatch(statement.between(first, second)):
                yield _limited(first, second)
        elif (
            second.unit == "second"
            and _is_span(first)
            and _ENDS.fullmatch(statement.between(first, second))
        ):
            yield _limited(second, first)


def ages(statement: Statement) -> Iterator[Worked]:
    """The age at death of somebody whose birth and death the sentence dates.

    Ages are counted in years that are over: at 34 one has lived for up to 35.
    """
    items = statement.mentions
    births = [item for item in items if _is_day(item) and _BORN.search(statement.before(item))]
    for death, age in pairwise(items):
        if len(births) != 1 or births[0].start > death.start or not _is_age(age):
            continue
        if not _is_day(death) or not _DIED.search(statement.before(death)):
            continue
        lived = statement.between(births[0], death)
        if not _OF_ONE.fullmatch(lived) or _OTHERS.search(lived):
            continue
        if _AGED.fullmatch(statement.between(death, age)):
            yield _lived(births[0], death, age)


def _is_day(mention: Mention) -> bool:
    return mention.unit == "date" and "/" not in (mention.claim.value.date or "/")


def _is_age(mention: Mention) -> bool:
    return mention.unit in ("year", "") and mention.number is not None


def _lived(birth: Mention, death: Mention, age: Mention) -> Worked:
    born, died = birth.span.tight, death.span.tight
    lo = _completed(born.hi - 1, died.lo)
    hi = _completed(born.lo, died.hi - 1)
    years = Interval(Decimal(lo), Decimal(hi))
    whole = list(dict.fromkeys((lo, hi)))
    return Worked(
        formula="age = year of death - year of birth",
        shown=f"{told(death)} - {told(birth)} = {' to '.join(map(str, whole))} years",
        stated=age,
        roles=(("death", death), ("birth", birth)),
        unit="year",
        allowed=(years,),
        generous=(years,),
        number=Decimal(whole[-1]) if (age.number or 0) > whole[-1] else Decimal(whole[0]),
        slack=Decimal(0),
    )


def _completed(first: Decimal, last: Decimal) -> int:
    """The years that are over between two days counted from the year 1."""
    start, end = (date.fromordinal(max(1, int(day))) for day in (first, last))
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def _is_span(mention: Mention) -> bool:
    return mention.unit == "date" and "/" in (mention.claim.value.date or "")


def _limited(duration: Mention, dates: Mention) -> Worked:
    """A duration is at most as long as it is from the first day to the end of the last."""
    days = dates.span.tight
    longest = (days.hi - days.lo) * DAY
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
