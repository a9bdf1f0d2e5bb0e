"""Arithmetic that must hold between the attributes of one subject, over intervals.

An identity of the vocabulary is solved for the attribute in question: for the one whose
values compete, or else for its result. Each term must be undisputed and in a compatible
scope; otherwise the identity says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.reconcile.camps import Camp, divide, near, tight
from claims.reconcile.intervals import EXACT, Interval, common
from claims.reconcile.topics import Topic, compatible
from claims.records import Derivation, Term

if TYPE_CHECKING:
    from claims.vocabulary import Identity, Vocabulary

_MAX_SPREAD = Decimal(10)


@dataclass(frozen=True, slots=True)
class Factor:
    """One term of the arithmetic: its topic, its undisputed value, and its exponent, 1 or -1."""

    topic: Topic
    camp: Camp
    power: int

    @property
    def nominal(self) -> Decimal | None:
        """The number that most precisely states the term."""
        return best_number(self.camp)


@dataclass(frozen=True, slots=True)
class Check:
    """What an identity says about one topic: ``result`` is the interval that it must meet."""

    formula: str
    target: Topic
    factors: tuple[Factor, ...]
    result: Interval
    nominal: Decimal | None

    @property
    def term_ids(self) -> tuple[str, ...]:
        """The ids of the claims that give the terms."""
        return tuple(dict.fromkeys(i for factor in self.factors for i in factor.camp.ids))

    def derivation(self) -> Derivation:
        """The arithmetic as a record, with its terms and their claims."""
        terms = tuple(
            Term(f.topic.attribute, f.camp.core.lo, f.camp.core.hi, f.topic.unit, f.camp.ids)
            for f in self.factors
        )
        return Derivation(self.formula, terms, self.result.lo, self.result.hi, self.target.unit)


def checks(topics: Sequence[Topic], vocabulary: Vocabulary) -> list[Check]:
    """Every identity that can be worked out over the topics of one subject.

    Args:
        topics: all topics of one subject.
        vocabulary: its identities and the units' relations.

    Returns:
        At most one check for each identity and target topic, in the order declared.
    """
    by_attribute: dict[str, list[Topic]] = {}
    for topic in topics:
        if topic.firm and topic.spec is not None:
            by_attribute.setdefault(topic.attribute, []).append(topic)
    found = []
    for identity in vocabulary.identities:
        names = (identity.result, *identity.factors, *identity.divisors)
        if len(set(names)) == len(names) and all(name in by_attribute for name in names):
            found += list(_solved(identity, by_attribute, vocabulary))
    return found


def best_number(camp: Camp) -> Decimal | None:
    """The single number of the camp's most precise claim, or ``None`` if all are vague."""
    numbers = [
        (item.claim.value.modifier != "exact", item.span.tight.hi - item.span.tight.lo, number)
        for item in camp.members
        if (number := item.nominal) is not None and item.span.tight.bounded and item.unit != "date"
    ]
    return min(numbers)[2] if numbers else None


def _solved(
    identity: Identity, by_attribute: Mapping[str, Sequence[Topic]], vocabulary: Vocabulary
) -> Iterator[Check]:
    """The identity solved for the attribute with competing values, or for its result."""
    powers = dict.fromkeys(identity.factors, 1) | dict.fromkeys(identity.divisors, -1)
    disputed = [
        name
        for name in (identity.result, *powers)
        if any(len(topic.rivals.camps) > 1 for topic in by_attribute[name])
    ]
    target = disputed[0] if len(disputed) == 1 else identity.result
    if target != identity.result:
        sign = powers.pop(target)
        powers = {identity.result: sign} | {n: -sign * power for n, power in powers.items()}
    for topic in by_attribute[target]:
        factors = [_factor(by_attribute[n], n, power, topic) for n, power in powers.items()]
        known = [factor for factor in factors if factor is not None]
        if len(known) == len(factors) and _fit_together(known):
            check = _check(topic, known, vocabulary)
            if check is not None:
                yield check


def _factor(topics: Sequence[Topic], name: str, power: int, target: Topic) -> Factor | None:
    """The one undisputed value of a term in the target's scope."""
    fitting = [topic for topic in topics if compatible(topic.scope, target.scope)]
    if len(fitting) != 1:
        return None
    division = divide(fitting[0].firm, tight)
    if len(division.camps) != 1 or division.neutral:
        return None
    return Factor(fitting[0], division.camps[0], power)


def _fit_together(factors: Sequence[Factor]) -> bool:
    scopes = [factor.topic.scope for factor in factors]
    return all(compatible(a, b) for i, a in enumerate(scopes) for b in scopes[:i])


def _check(target: Topic, factors: Sequence[Factor], vocabulary: Vocabulary) -> Check | None:
    """Multiply out; nothing comes of it where the units or an open interval do not allow it."""
    scale = _scale(target, factors, vocabulary)
    ordered = sorted(factors, key=lambda factor: -factor.power)
    result = product((factor.camp.core, factor.power) for factor in ordered)
    if scale is None or result is None or result.hi > result.lo * _MAX_SPREAD:
        return None
    numbers = [(factor.nominal, factor.power) for factor in ordered]
    nominal = None
    if all(number for number, _ in numbers):
        nominal = scale
        for number, power in numbers:
            assert number is not None
            nominal = EXACT.multiply(nominal, number) if power > 0 else nominal / number
    scaled = Interval(
        EXACT.multiply(result.lo, scale),
        EXACT.multiply(result.hi, scale),
        result.lo_open,
        result.hi_open,
    )
    return Check(_formula(target.attribute, ordered), target, tuple(ordered), scaled, nominal)


def product(terms: Iterable[tuple[Interval, int]]) -> Interval | None:
    """The product of positive bounded intervals, each to the power 1 or -1.

    Returns ``None`` where a term is unbounded or not positive: then anything could come out.
    """
    lo = hi = Decimal(1)
    lo_open = hi_open = False
    for interval, power in terms:
        if not interval.bounded or interval.lo <= 0:
            return None
        if power > 0:
            lo, hi = EXACT.multiply(lo, interval.lo), EXACT.multiply(hi, interval.hi)
            lo_open, hi_open = lo_open or interval.lo_open, hi_open or interval.hi_open
        else:
            lo, hi = EXACT.divide(lo, interval.hi), EXACT.divide(hi, interval.lo)
            lo_open, hi_open = lo_open or interval.hi_open, hi_open or interval.lo_open
    return Interval(lo, hi, lo_open, hi_open)


def supported(check: Check, camps: Sequence[Camp]) -> list[Camp]:
    """The camps that the arithmetic allows."""
    return [camp for camp in camps if camp.core.meets(check.result)]


def direct(topic: Topic) -> Camp | None:
    """The one value that is asserted of an undisputed topic, read generously."""
    division = divide(topic.firm, near)
    if len(division.camps) != 1 or division.neutral:
        return None
    members = division.camps[0].members
    return Camp(members, common(map(near, members)))


def _formula(target: str, factors: Sequence[Factor]) -> str:
    above = [f.topic.attribute for f in factors if f.power > 0]
    below = [f.topic.attribute for f in factors if f.power < 0]
    return f"{target} = {' * '.join(above) or '1'}" + "".join(f" / {name}" for name in below)


def _scale(target: Topic, factors: Sequence[Factor], vocabulary: Vocabulary) -> Decimal | None:
    """What the product of the canonical numbers is worth in the target's unit.

    ``None`` where the dimensions do not agree. Units that nothing converts to (GPU, token,
    ratio) count things and have no dimension.
    """
    from claims.vocabulary.dimensions import atoms, measured  # loads what look-ups do without

    worth, powers = Decimal(1), dict[str, int]()
    for unit, power in [(target.unit, -1)] + [(f.topic.unit, f.power) for f in factors]:
        for name, exponent in atoms(unit):
            base, factor = vocabulary.base(name)
            sign = exponent * power
            worth = EXACT.multiply(worth, EXACT.power(factor, sign))
            powers[base] = powers.get(base, 0) + sign
    dimensions = measured(vocabulary) - {"percent"}
    if any(exponent and name in dimensions for name, exponent in powers.items()):
        return None
    hundredths = powers.get("percent", 0)
    return EXACT.multiply(worth, EXACT.power(Decimal(100), -hundredths))
