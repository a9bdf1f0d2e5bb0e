"""The paragraphs that explain findings to somebody who has to act on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.reconcile.camps import Camp, camp_of
from claims.reconcile.causes import Cause
from claims.reconcile.identities import Check, explained, supported
from claims.reconcile.readings import Reading
from claims.reconcile.retold import told_cause, told_likelier
from claims.reconcile.weigh import Verdict
from claims.reconcile.wording import amount, heading, listed, sentence, stated, times, who
from claims.records import plain
from claims.vocabulary.expressions import AS_OF, Operation, needs_parentheses

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary
    from claims.vocabulary.expressions import Expression

_MAX_PLACES = 3
_MAX_VALUES = 6
_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
_MODALITIES = {"hedged": "with a hedge", "reported": "as hearsay", "negated": "as a denial"}


def stated_value(camp: Camp) -> str:
    """The value of a camp in the words that most of its most precise claims use."""
    number = camp.number
    precise = [item for item in camp.members if item.nominal == number] or list(camp.members)
    words = [stated(item.claim) for item in precise]
    return max(words, key=words.count)


def places(camp: Camp) -> str:
    """Who gives the camp's value, and where; copies are told apart from mentions."""
    everywhere = list(dict.fromkeys(f"{who(m.claim)}{_manner(m)}" for m in camp.members))
    told = everywhere[:_MAX_PLACES]
    if (rest := len(everywhere) - _MAX_PLACES) > 0:
        told.append(f"{rest} more {'mention' if rest == 1 else 'mentions'}")
    text = listed(told)
    if copies := sum(item.copies for item in camp.members):
        text += f"; {copies} {'repetition' if copies == 1 else 'repetitions'} of the passage"
        text += " counted as the same evidence"
    return text


def rivalry(camps: Sequence[Camp], vocabulary: Vocabulary) -> str:
    """Which values compete, who gives them and how far apart they are."""
    subject = heading(camps[0].members[0], vocabulary)
    values = [stated_value(camp) for camp in camps[:_MAX_VALUES]]
    if (more := len(camps) - _MAX_VALUES) > 0:
        values.append(f"{more} more")
    count = _COUNTS.get(len(camps), str(len(camps)))
    parts = [sentence(f"{count} values are given for {subject}: {listed(values)}")]
    for value, camp in zip(values, camps[:_MAX_VALUES], strict=False):
        parts.append(sentence(f"{value}: {places(camp)}"))
    if gap := _gap(camps):
        parts.append(gap)
    if len({item.witness for camp in camps for item in camp.members}) == 1:
        parts.append("All values come from the same witness.")
    return " ".join(parts)


def _gap(camps: Sequence[Camp]) -> str:
    edges = [number for camp in camps if (number := camp.number) is not None]
    unit = camps[0].members[0].unit
    if len(edges) < 2 or unit == "date" or min(edges) <= 0:
        return ""
    low, high = min(edges), max(edges)
    if low == high:
        return ""
    apart = amount(high - low, unit)
    return sentence(f"they lie {apart} apart: the highest is {times(high, low)} times the lowest")


def because(cause: Cause | None) -> str:
    """The likely cause with its evidence, or nothing."""
    return told_cause(cause.name, cause.evidence) if cause else ""


def arithmetic(check: Check) -> str:
    """The calculation in numbers: "70 billion parameters x 2 bytes = 140 gigabytes"."""
    terms = {factor.topic.attribute: _term(factor.camp) for factor in check.factors}
    if check.as_of:
        terms[AS_OF] = check.as_of
    text = _calculation(check.right, terms)
    if check.relation == "<=":
        return f"{text} = {amount(check.nominal or check.result.hi, check.target.unit)} at most"
    if check.nominal is not None:
        return f"{text} = {amount(check.nominal, check.target.unit)}"
    return f"{text} = {_range(check.result.lo, check.result.hi, check.target.unit)}"


def _calculation(expression: Expression, terms: Mapping[str, str], above: str = "") -> str:
    if not isinstance(expression, Operation):
        return terms[expression] if isinstance(expression, str) else plain(expression)
    left, right = expression.left, expression.right
    sign = "x" if expression.sign == "*" else expression.sign
    before = _calculation(left, terms, expression.sign)
    behind = _calculation(right, terms, expression.sign + ")")
    text = f"{before} {sign} {behind}"
    return f"({text})" if needs_parentheses(expression.sign, above) else text


def _term(camp: Camp) -> str:
    number = camp.number
    unit = camp.members[0].unit
    if unit == "date":
        return stated_value(camp)
    return amount(number, unit) if number is not None else _range(camp.core.lo, camp.core.hi, unit)


def _range(lo: Decimal, hi: Decimal, unit: str) -> str:
    return " to ".join(dict.fromkeys((amount(lo, unit), amount(hi, unit))))


def ruling(check: Check, camps: Sequence[Camp]) -> str:
    """What the arithmetic says of the competing values."""
    fits = supported(check, camps)
    text = arithmetic(check)
    if len(fits) == len(camps):
        return sentence(f"{text} fits every value given and decides nothing")
    if not fits:
        return sentence(f"{text} fits none of the values given")
    against = [stated_value(camp) for camp in camps if camp not in fits]
    if any(explained(check, camp) for camp in fits):
        told = f"{text} is what the sentence says that gives {stated_value(fits[0])}"
        return sentence(f"{told}; that it adds up is no second witness")
    which = "the latter" if fits == [camps[-1]] and len(camps) == 2 else ""
    which = which or listed([stated_value(camp) for camp in fits])
    return sentence(f"{text} supports {which} and refutes {listed(against)}")


def likelier(verdict: Verdict) -> str:
    """The likelier value and why, or that nothing decides."""
    if verdict.camp is None:
        return sentence(verdict.reason)
    value = stated_value(verdict.camp)
    chance = verdict.probability
    probable = "" if chance is None else f" (probability {plain(chance)})"
    return told_likelier(value, verdict.reason + probable)


def agreement(items: Sequence[Reading], vocabulary: Vocabulary) -> str:
    """What agrees, how often it was said, and by how many independent witnesses."""
    camp = camp_of(items)
    subject = heading(items[0], vocabulary)
    witnesses = camp.witnesses
    by = "one witness" if witnesses == 1 else f"{witnesses} independent witnesses"
    values = list(dict.fromkeys(stated(item.claim) for item in items))
    said = "one value is given" if len(values) == 1 else "values that fit together are given"
    told = f"{said} for {subject}: {listed(values[:_MAX_VALUES])}"
    return f"{sentence(told)} {sentence(f'{len(items)} mentions by {by}: {places(camp)}')}"


def _manner(item: Reading) -> str:
    manner = _MODALITIES.get(item.claim.modality) or ("" if item.observed else "as a forecast")
    return f" {manner}" if manner else ""
