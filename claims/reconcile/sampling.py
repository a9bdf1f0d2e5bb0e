"""Means of whole numbers: not every mean is possible in a small sample.

The mean of n whole numbers is a multiple of 1/n; a mean that is reported with more digits and is
none cannot be right. This is the GRIM test (N. J. L. Brown and J. A. J. Heathers, *The GRIM
Test*, Social Psychological and Personality Science 8, 2017). It is done only where the sentence
says that the numbers are whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from claims.reconcile.intervals import EXACT, Interval
from claims.reconcile.statements import Mention, Statement
from claims.reconcile.worked import Worked, told

_WHOLE = re.compile(r"\b(?:integers?|whole numbers?|integer-valued|whole-number)\b")
_MEAN = re.compile(r"\b(?:mean|average|averaged|m)\b(?:\s+[a-z]+){0,2}?\s*(?:of|was|is|=|:)?\s*\Z")
_PEOPLE = re.compile(
    r"(?:participant|patient|subject|respondent|student|child|person|people|volunteer|men|women"
    r"|adult|rater|player|item|answer|response|pupil)"
)
_LARGEST = Decimal(100000)


def means(statement: Statement) -> Iterator[Worked]:
    """The means of a sentence that says how many whole numbers they are taken of."""
    if not _WHOLE.search(statement.text):
        return
    sizes = [item for item in statement.mentions if _is_size(statement, item)]
    found = [item for item in statement.mentions if _is_mean(statement, item)]
    if len(sizes) == 1 and len(found) == 1 and _can_tell(found[0], sizes[0]):
        yield _possible(found[0], sizes[0])


def _is_size(statement: Statement, item: Mention) -> bool:
    number, value = item.number, item.claim.value
    if number is None or value.modifier != "exact" or not 1 < number <= _LARGEST or number % 1:
        return False
    named = bool(_PEOPLE.search(item.words)) and value.step is None
    return named or bool(re.search(r"\bn\s*=\s*\Z", statement.before(item)))


def _is_mean(statement: Statement, item: Mention) -> bool:
    value = item.claim.value
    decimals = value.step is not None and 0 < value.step < 1 and value.modifier == "exact"
    return decimals and item.number is not None and bool(_MEAN.search(statement.before(item)))


def _can_tell(mean: Mention, size: Mention) -> bool:
    """Whether the sample is so small that there are means that it cannot have."""
    return EXACT.multiply(mean.claim.value.step or Decimal(0), size.number or Decimal(0)) < 1


def _possible(mean: Mention, size: Mention) -> Worked:
    """The mean against the nearest one that whole numbers can have."""
    assert mean.number is not None
    assert size.number is not None
    span = mean.span.tight
    lowest = (span.lo * size.number).to_integral_value(ROUND_CEILING)
    below = EXACT.divide(lowest - 1, size.number)
    above = EXACT.divide(lowest, size.number)
    # Halves are rounded either way, so that the upper end may be meant as well.
    fits = above <= span.hi
    nearest = above if fits or above - mean.number < mean.number - below else below
    places = -int(mean.claim.value.step.adjusted()) if mean.claim.value.step else 2
    shown = " and ".join(str(round(number, places)) for number in (below, above))
    point = Interval(mean.number, mean.number) if fits else Interval(nearest, nearest)
    return Worked(
        formula="mean = whole number / size of the sample",
        shown=f"the means of {told(size)} that are next to it are {shown}",
        stated=mean,
        roles=(("size of the sample", size),),
        unit=mean.unit,
        allowed=(point,),
        generous=(point,),
        number=nearest,
        slack=Decimal(0),
    )
