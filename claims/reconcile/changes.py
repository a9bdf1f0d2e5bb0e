"""A change beside its two values: "grew 33% from $10 million to $15 million", "doubled from …".

Only tight grammar is taken: the two values are joined by "from … to …", and what says how far
it went stands directly before or behind them. Rates ("a year", "on average") say something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter

from claims.reconcile.calculating import evaluate
from claims.reconcile.intervals import EXACT, Interval
from claims.reconcile.statements import Mention, Statement
from claims.reconcile.worked import Worked, in_words, told
from claims.vocabulary.expressions import Expression, Identity

_ABOUT = r"(?:(?:about|around|nearly|almost|some|roughly|over|more than|less than|just|only)\s+)?"
_WHEN = r"(?:\s+(?:in|on|at|by)\s+[\w ,]{1,20}?)?"
_TO = re.compile(rf"{_WHEN},?\s+(?:up |down )?to\s+{_ABOUT}(?:a |an )?\Z")
_FROM = re.compile(rf"{_WHEN},?\s+(?:up |down )?from\s+{_ABOUT}(?:a |an )?\Z")
_LEADS = re.compile(rf"(?:\A|.*\W)from\s+{_ABOUT}(?:a |an )?\Z", re.DOTALL)
# Between the change and the first value: "33%, from", "by 33% from", "doubled its staff from".
_CHANGE_FIRST = re.compile(
    r"(?:\s*[,(]\s*|\s+(?:(?!(?:and|or|but|while|when|as|where|which|that)\b)[\w'’-]+ ){0,4}?)"
    rf"(?:up |down )?from\s+{_ABOUT}(?:a |an )?\Z"
)
_CHANGE_TO = re.compile(rf",?\s+to\s+{_ABOUT}(?:a |an )?\Z")
# Between the second value and the change: ", an increase of", " (up", ", or".
_CHANGE_LAST = re.compile(
    rf"{_WHEN}\s*[,(–—:;-]\s*(?:(?:or|that is|i\.e\.|meaning|which is|representing|a|an|the)\s+)*"
    r"(?:\w+\s+)?(?:increase|rise|growth|gain|jump|surge|decline|drop|fall|decrease|reduction|loss"
    rf"|change|up|down|plus|minus|or|a|an)\b\s*(?:of\s+|by\s+)?{_ABOUT}(?:a |an )?\Z"
)
_MOVES = re.compile(
    r"\b(?:by|up|down|rose|risen|rise|grew|grown|grow|increase\w*|climb\w*|jump\w*|surg\w*|gain\w*"
    r"|expand\w*|fell|fallen|fall|declin\w*|drop\w*|decreas\w*|shr[aiu]nk\w*|slump\w*|cut|reduc\w*"
    rf"|plung\w*|improv\w*)\s+(?:by\s+)?(?:an?\s+)?{_ABOUT}\Z"
)
_CHANGE_NOUN = re.compile(
    r"\s*(?:increase|rise|growth|gain|jump|surge|decline|drop|fall|decrease|reduction|cut)\b"
)
_RATE = re.compile(
    r"\b(?:annual\w*|yearly|monthly|weekly|daily|per|each|every|a (?:year|month|week|day|decade)"
    r"|average\w*|compound\w*|cagr|points? of|real terms|adjusted|inflation|constant"
    r"|respectively|another|further|relative|compared|expected|forecast)\b|year.(?:on|over).year"
)
_MULTIPLIED = re.compile(r"(?:doubl|tripl|trebl|quadrupl|quintupl|sextupl)")
_HALVED = re.compile(r"hal(?:ved|ving|ves?)\b")
_RATIO = re.compile(r"\bratio\b|\bcompress|\bfactor\b")
_INTO = re.compile(r"(?:\s+of(?:\s+[a-z]+){1,2})?,?\s+(?:down\s+)?(?:in)?to\s+(?:about\s+)?\Z")
_RATIO_FIRST = re.compile(r"\s*[:(,–—-]\s*(?:from\s+)?\Z")
# A change may be so many percent points off before it is wrong; and ratios are told loosely.
_FAR = Decimal(1000)
_POINTS, _LOOSE = Decimal(2), Decimal("0.1")
_RELATIVE = Identity.parse("change = (after / before - 1) * 100").right
_INVERSE = Identity.parse("change = (1 - after / before) * 100").right
_TIMES = Identity.parse("factor = after / before").right
_PARTS = Identity.parse("factor = before / after").right
_MORE = Identity.parse("factor = after / before - 1").right
_GAIN = Identity.parse("change = after - before").right
_LOSS = Identity.parse("change = before - after").right
_FORMULAS = {
    "percent": "change = after / before - 1",
    "factor": "factor = after / before",
    "difference": "change = after - before",
}


def changes(statement: Statement) -> Iterator[Worked]:
    """The changes of a sentence that are stated together with both values."""
    for before, after, first, last in _pairs(statement):
        for change in statement.mentions:
            if change in (before, after) or not _belongs(statement, change, first, last):
                continue
            worked = change_between(change, before, after)
            if worked is not None:
                yield worked
                break
    yield from _ratios(statement)


def _pairs(statement: Statement) -> Iterator[tuple[Mention, Mention, Mention, Mention]]:
    """Values joined by "from … to": the one before, the one after, and the first and last."""
    items = [m for m in statement.mentions if m.unit != "date"]
    for first, last in pairwise(items):
        if not _alike(first, last):
            continue
        between = statement.between(first, last)
        if _TO.fullmatch(between) and _LEADS.fullmatch(statement.before(first)):
            yield first, last, first, last
        elif _FROM.fullmatch(between) and re.search(r"\bto\s+\S*\Z", statement.before(first)):
            yield last, first, first, last


def _alike(a: Mention, b: Mention) -> bool:
    """Whether two numbers may be values of one thing, none with a scale that is left out."""
    if (a.unit != b.unit and a.unit and b.unit) or not a.number or not b.number:
        return False
    if any(m.unit == "kelvin" and m.claim.value.unit != "kelvin" for m in (a, b)):
        return False  # half as many degrees more is no half of the temperature
    low, high = sorted((a.number, b.number))
    return low > 0 and high <= low * _FAR


def _belongs(statement: Statement, change: Mention, first: Mention, last: Mention) -> bool:
    """Whether a number says how far it is from one value to the other, by where it stands."""
    if change.end <= first.start:
        led = _leads(statement, change, first)
    else:
        led = change.start >= last.end and _follows(statement, change, last)
    return led and not _is_rate(statement, change)


def _leads(statement: Statement, change: Mention, first: Mention) -> bool:
    """Whether a change stands before its values: "rose 33%, from", "a 33% increase from"."""
    between, behind = statement.between(change, first), statement.behind(change)
    if any(change.end <= m.start < first.start for m in statement.mentions):
        return False
    if not _CHANGE_FIRST.fullmatch(between) and not _CHANGE_TO.fullmatch(between):
        return False
    moved = _MOVES.search(statement.before(change)) or _CHANGE_NOUN.match(behind)
    return moved is not None or _verb(change)


def _follows(statement: Statement, change: Mention, last: Mention) -> bool:
    """Whether a change stands behind its values: ", an increase of 33%", " (up 33%"."""
    between, behind = statement.between(last, change), statement.behind(change)
    others = [m for m in statement.mentions if m.unit != "date"]
    if any(last.end <= m.start < change.start for m in others):
        return False
    named = _CHANGE_NOUN.match(behind) is not None or _verb(change)
    beside = named and re.fullmatch(r"\s*[,(–—-]\s*(?:an?\s+)?", between) is not None
    return beside or _CHANGE_LAST.fullmatch(between) is not None


def _verb(change: Mention) -> bool:
    return bool(_MULTIPLIED.match(change.words) or _HALVED.match(change.words))


def _is_rate(statement: Statement, change: Mention) -> bool:
    """Whether the sentence speaks of a rate near the change, or compares something else."""
    near = statement.text[max(0, change.start - 40) : change.end + 30]
    return bool(_RATE.search(near))


def change_between(
    change: Mention, before: Mention, after: Mention, together: bool = True
) -> Worked | None:
    """A stated change against the values before and after it.

    Args:
        change: in percent, percent points, times, or the unit of the values.
        before: the value that it starts from.
        after: the value that it leads to.
        together: whether all stand in one sentence.

    Returns:
        The arithmetic, or ``None`` where the units or an open interval do not allow it.
    """
    asked = _asked(change, (before.unit, after.unit))
    results = _worked_out(asked[1], before, after) if asked else None
    if asked is None or results is None:
        return None
    kind, allowed, generous = asked[0], *results
    number, shown = _shown(kind, before, after, change)
    doubt = "the sentence says a ratio loosely" if kind == "factor" and not _verb(change) else ""
    return Worked(
        formula=_FORMULAS[kind],
        shown=shown,
        stated=change,
        roles=(("after", after), ("before", before)),
        unit=change.unit,
        allowed=tuple(_ordered(allowed, number)),
        generous=tuple(generous),
        number=number,
        slack=max(_LOOSE, EXACT.divide(_POINTS, max(abs(number), _POINTS)))
        if kind == "percent"
        else _LOOSE,
        doubt=doubt,
        together=together,
    )


def _asked(change: Mention, units: tuple[str, str]) -> tuple[str, list[Expression]] | None:
    """What kind of change it is between values in these units, and what it may be worked out as."""
    if change.unit == "percent" or (change.unit == "percentage point" and "percent" in units):
        points = change.unit == "percentage point"
        kind, ways = ("difference", []) if points else ("percent", [_RELATIVE, _INVERSE])
        if "percent" in units:  # "up 2 percent, from 4 to 6" is said of points as well
            ways += [_GAIN, _LOSS]
        return kind, ways
    if change.unit == "ratio":
        return "factor", _multiples(change)
    return ("difference", [_GAIN, _LOSS]) if change.unit and change.unit in units else None


def _worked_out(
    ways: Sequence[Expression], before: Mention, after: Mention
) -> tuple[list[Interval], list[Interval]] | None:
    """What comes out of two values as they were said, and with all the benefit of the doubt;
    ``None`` where anything could."""
    found = []
    for reading in (attrgetter("tight"), attrgetter("wide")):
        values = {"before": reading(before.span), "after": reading(after.span)}
        results = [result for way in ways if (result := evaluate(way, values)) is not None]
        if len(results) < len(ways):
            return None
        found.append(results)
    return found[0], found[1]


def _multiples(change: Mention) -> list[Expression]:
    """How many times it is, or how much more; "cut by a factor of three" divides."""
    ways: list[Expression] = [_TIMES]
    if not _MULTIPLIED.match(change.words):
        ways += [_PARTS] if not _HALVED.match(change.words) else []
        ways += [_MORE]
    if _HALVED.match(change.words) and (change.number or 0) > 1:
        ways = [_PARTS]
    return ways


def _ordered(results: Sequence[Interval], number: Decimal) -> list[Interval]:
    """The results, the one that holds the number shown first."""
    return sorted(results, key=lambda result: not result.meets(Interval(number, number)))


def _shown(kind: str, before: Mention, after: Mention, change: Mention) -> tuple[Decimal, str]:
    """What comes out, and the calculation in numbers."""
    old, new = before.number, after.number
    assert old is not None
    assert new is not None
    if kind == "percent":
        number = abs(EXACT.divide(new - old, old)) * 100
        text = f"{told(after)} / {told(before)} - 1 = {in_words((new / old - 1) * 100, 'percent')}"
        return number, f"the change is {text}"
    if kind == "factor":
        number = EXACT.divide(new, old)
        if number < 1 <= (change.number or 1):
            number = EXACT.divide(old, new)
            return number, f"{told(before)} / {told(after)} = {in_words(number, 'ratio')}"
        return number, f"{told(after)} / {told(before)} = {in_words(number, 'ratio')}"
    number = abs(new - old)
    high, low = (after, before) if new >= old else (before, after)
    return number, f"{told(high)} - {told(low)} = {in_words(number, change.unit)}"


def _ratios(statement: Statement) -> Iterator[Worked]:
    """A ratio and the two values that make it up: "a compression of 100x: 10 TB to 140 GB"."""
    items = statement.mentions
    for ratio, first, last in zip(items, items[1:], items[2:], strict=False):
        if _is_ratio_of(statement, ratio, first, last):
            high, low = sorted((first, last), key=_size, reverse=True)
            results = _worked_out([_PARTS], high, low)
            if results is not None:
                number = EXACT.divide(_size(high), _size(low))
                yield Worked(
                    formula="ratio = larger / smaller",
                    shown=f"{told(high)} / {told(low)} = {in_words(number, 'ratio')}",
                    stated=ratio,
                    roles=(("larger", high), ("smaller", low)),
                    unit="ratio",
                    allowed=tuple(results[0]),
                    generous=tuple(results[1]),
                    number=number,
                )


def _is_ratio_of(statement: Statement, ratio: Mention, first: Mention, last: Mention) -> bool:
    """Whether a ratio is said to be that of the two values behind it."""
    if ratio.unit != "ratio" or ratio.number is None or not _alike(first, last):
        return False
    if not first.unit or first.unit in ("ratio", "percent", "date"):
        return False
    joined = _RATIO_FIRST.fullmatch(statement.between(ratio, first))
    into = _INTO.fullmatch(statement.between(first, last))
    return bool(joined and into and _RATIO.search(statement.before(ratio)))


def _size(mention: Mention) -> Decimal:
    return mention.number or Decimal(0)
