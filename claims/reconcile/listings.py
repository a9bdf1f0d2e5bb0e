"""Numbers listed side by side: shares of a whole, parts of a total, members that are counted.

Only lists that say what they are are taken: "shares of 40%, 35% and 35%", "$12 million: $5
million for staff and $7 million for machines", "three models: 7B, 13B and 70B". A list that may
leave something out, or whose parts may overlap, says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from claims.reconcile.calculating import added
from claims.reconcile.intervals import INFINITY, Interval
from claims.reconcile.statements import Mention, Statement
from claims.reconcile.worked import Worked, in_words, told

_ABOUT = r"(?:(?:about|around|nearly|almost|some|roughly|only|just|another|a|an|the)\s+)?"
_LABEL = r"(?:\s+(?:for|in|from|to|of|on|at|went to|goes to|as|by)\s+[\w'’. -]{1,30}?)?"
# What stands between two parts: a short label of the first and a comma or "and".
_NEXT = re.compile(rf"{_LABEL}(?:\s*[,;]\s*(?:and\s+|or\s+)?|\s+(?:and|plus)\s+)(?:{_ABOUT})\Z")
_NAMED = re.compile(r"(?:\s*[,;]\s*(?:and\s+)?|\s+and\s+)[\w'’.-]+(?: [\w'’.-]+)?\s+(?:\()?\Z")
_PLAIN = re.compile(r"(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*/\s*)\Z")
_END = re.compile(rf"{_LABEL}\s*(?:[.;)]|\Z)")
_PLAIN_END = re.compile(r"(?:\s+[a-z]+)?\s*(?:[.;)]|\Z)")
_SHARES = re.compile(
    r"\b(?:market |respective |relative )?shares(?:\s+of\s+[a-z ]{1,25}?)?(?:\s+(?:are|were))?"
    r"\s*:?\s+\Z|\bshares:\s+\Z"
)
_SPLIT = re.compile(
    r"\b(?:(?:is|are|was|were) (?:split|divided|broken down)|breaks down|consists? of"
    r"|consisting of|(?:is|are|was|were) (?:composed|made up) of)(?:\s+[a-z]+){0,3}?:?\s+\Z"
)
_NO_WHOLE = re.compile(
    r"\b(?:respectively|each|rose|rise|fell|fall|grew|grow\w*|increas\w*|decreas\w*|up|down|gain\w*"
    r"|return\w*|yield\w*|stock|trading|overlap\w*|both|multiple|either|more than one|at least"
    r"|at most|some also|also|compared|versus|from|previous\w*|earlier|last|before|after|then"
    r"|annual\w*|year|month|quarter|week|dropped|lost|discount\w*|off|include\w*|including"
    r"|such as|among|e\.g\.|mostly|mainly|rest|remaining|others?|excluding|without|plus)\b"
)
_SUM_LEADS = re.compile(
    r"\s*(?::|—|–|,?\s+(?:consisting of|comprising|made up of|composed of|divided into"
    rf"|split into))\s+{_ABOUT}\Z"
)
_SUM_ENDS = re.compile(
    rf"{_LABEL}\s*[,;(–—-]?\s*(?:for |or |making |giving |which makes )?(?:a (?:grand )?total of"
    rf"|totall?ing|adding up to|altogether|in total|in all)\s+{_ABOUT}\Z"
)
_COUNT_LEADS = re.compile(
    r"(?:\s*(?::|,?\s+namely,?)\s+(?:the\s+)?"
    r"|(?:\s+(?:that|which)(?:\s+[a-z]+){1,4}?)?\s+(?:are|were)\s+the\s+)\Z"
)
_MOST_MEMBERS = 20
_HUNDRED = Decimal(100)
_SMALL = Decimal("0.02")


def listings(statement: Statement) -> Iterator[Worked]:
    """The lists of a sentence whose sum or number is stated, or limited."""
    runs = list(_runs(statement))
    for run in runs:
        yield from _shares(statement, run)
    for place, item in enumerate(statement.mentions):
        for run in runs:
            if run[0] is not item and item.end <= run[0].start:
                behind = statement.mentions[place + 1 : place + 2]
                if behind and behind[0] is run[0]:
                    yield from _led(statement, item, run)
            elif item.start >= run[-1].end and statement.mentions[place - 1] is run[-1]:
                yield from _totalled(statement, item, run)


def _runs(statement: Statement) -> Iterator[list[Mention]]:
    """The longest lists of numbers of one unit with nothing but labels between."""
    run: list[Mention] = []
    for item in statement.mentions:
        if run and not _continues(statement, run[-1], item):
            if len(run) > 1:
                yield run
            run = []
        run = [*run, item] if item.number is not None else []
    if len(run) > 1:
        yield run


def _continues(statement: Statement, last: Mention, item: Mention) -> bool:
    if item.unit == "date" or last.unit == "date":
        return False
    if item.unit != last.unit and item.unit and last.unit:
        return False
    between = statement.between(last, item)
    return bool(_NEXT.fullmatch(between) or _NAMED.fullmatch(between))


def _shares(statement: Statement, run: Sequence[Mention]) -> Iterator[Worked]:
    """Shares of one whole, which are no more than all of it."""
    percents = [item for item in statement.mentions if item.unit == "percent"]
    lead = re.sub(r"[\w'’.-]+ \Z", "", statement.before(run[0]))  # "shares: Chrome 40%"
    leads = any(
        pattern.search(text) for pattern in (_SHARES, _SPLIT)
        for text in (statement.before(run[0]), lead)
    )  # fmt: skip
    if run[0].unit != "percent" or len(percents) != len(run) or not leads:
        return
    if _NO_WHOLE.search(statement.text) or any(m.unit == "date" for m in statement.mentions):
        return
    if not _END.match(statement.behind(run[-1])) or not _exclusive(statement, run):
        return
    total = _sum([item.span.tight for item in run])
    if total is None or total.lo <= _HUNDRED:
        return
    number = sum((item.number or Decimal(0) for item in run), Decimal(0))
    last = run[-1]
    rest = [item.span for item in run[:-1]]
    room = [_sum([getattr(span, name) for span in rest]) for name in ("tight", "wide")]
    limits = [Interval(-INFINITY, _HUNDRED - part.lo) for part in room if part is not None]
    if len(limits) < 2:
        return
    calculation = " + ".join(map(told, run))
    yield Worked(
        formula="sum of shares <= 100 percent",
        shown=f"{calculation} = {in_words(number, 'percent')}, more than the whole",
        stated=last,
        roles=tuple((f"share {place}", item) for place, item in enumerate(run, 1)),
        unit="percent",
        allowed=(limits[0],),
        generous=(limits[1],),
        number=_HUNDRED - (number - (last.number or Decimal(0))),
        slack=_SMALL,
        said=f"shares of one whole are more than all of it: {calculation} = "
        f"{in_words(number, 'percent')}",
    )


def _exclusive(statement: Statement, run: Sequence[Mention]) -> bool:
    """Whether the parts are not told apart by where they are: each place has a whole of its own."""
    between = [statement.between(a, b) for a, b in pairwise(run)]
    behind = statement.behind(run[-1])[:30]
    return not any(re.match(r"\s+(?:in|at|on)\s", text) for text in [*between, behind])


def _led(statement: Statement, head: Mention, run: Sequence[Mention]) -> Iterator[Worked]:
    """A total or a count and the list that it announces."""
    between = statement.between(head, run[0])
    if head.number is None or _NO_WHOLE.search(statement.text):
        return
    if head.unit and head.unit in {item.unit for item in run} | {""} and _same(head, run):
        if _SUM_LEADS.fullmatch(between) and _END.match(statement.behind(run[-1])):
            yield from _total(head, run, ":" in between)
    elif _is_count(head) and _COUNT_LEADS.fullmatch(between) and _flat(statement, run):
        yield _count(head, run)


def _totalled(statement: Statement, total: Mention, run: Sequence[Mention]) -> Iterator[Worked]:
    """A list and the total behind it."""
    between = statement.between(run[-1], total)
    if total.number is None or not _same(total, run) or _NO_WHOLE.search(statement.text):
        return
    if _SUM_ENDS.fullmatch(between):
        yield from _total(total, run, False)


def _same(head: Mention, run: Sequence[Mention]) -> bool:
    """Whether all are in one unit; parts may leave it out where the total has it."""
    return bool(head.unit) and all(item.unit == head.unit for item in run)


def _total(head: Mention, run: Sequence[Mention], overlapping: bool) -> Iterator[Worked]:
    tight, wide = (_sum([getattr(item.span, name) for item in run]) for name in ("tight", "wide"))
    if tight is None or wide is None or head.unit in ("percent", "ratio", "date"):
        return
    number = sum((item.number or Decimal(0) for item in run), Decimal(0))
    things = head.claim.value.step is None  # things may be counted in two parts; money is not
    yield Worked(
        formula="total = sum of the parts",
        shown=f"{' + '.join(map(told, run))} = {in_words(number, head.unit)}",
        stated=head,
        roles=tuple((f"part {place}", item) for place, item in enumerate(run, 1)),
        unit=head.unit,
        allowed=(tight,),
        generous=(wide,),
        number=number,
        slack=_SMALL,
        doubt="the parts may overlap, or be only some" if things and overlapping else "",
    )


def _is_count(head: Mention) -> bool:
    """Whether a number says how many things there are, exactly and in whole things."""
    value = head.claim.value
    whole = value.step is None and value.modifier == "exact" and bool(head.unit)
    return whole and head.number is not None and 2 <= head.number <= _MOST_MEMBERS


def _flat(statement: Statement, run: Sequence[Mention]) -> bool:
    """Whether nothing but commas and "and" stands in the list, and nothing behind it."""
    between = [statement.between(a, b) for a, b in pairwise(run)]
    return all(_PLAIN.fullmatch(text) for text in between) and bool(
        _PLAIN_END.match(statement.behind(run[-1]))
    )


def _count(head: Mention, run: Sequence[Mention]) -> Worked:
    members = Decimal(len(run))
    return Worked(
        formula="count = number of members listed",
        shown=f"{len(run)} are listed: {', '.join(map(told, run))}",
        stated=head,
        roles=tuple((f"member {place}", item) for place, item in enumerate(run, 1)),
        unit=head.unit,
        allowed=(Interval(members, members),),
        generous=(Interval(members, members),),
        number=members,
    )


def _sum(intervals: Sequence[Interval]) -> Interval | None:
    total = Interval(Decimal(0), Decimal(0))
    for interval in intervals:
        if not interval.bounded:
            return None
        total = added(total, interval)
    return total
