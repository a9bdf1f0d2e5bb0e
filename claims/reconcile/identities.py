"""Arithmetic that must hold between the attributes of one subject, over intervals.

An identity of the vocabulary is solved for the attribute in question: for the one whose
values compete, or else for its result. Each term must be undisputed, in a compatible scope and
of the same time; otherwise the identity says nothing. Where nobody gives the result, the
arithmetic supplies it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from claims.reconcile.calculating import evaluate, from_base, number_of, to_base
from claims.reconcile.camps import Camp, Reader, divide, near, tight, wide
from claims.reconcile.intervals import HALF, INFINITY, Interval, common, days
from claims.reconcile.moments import Moment, at, moments
from claims.reconcile.readings import Reading
from claims.reconcile.topics import Topic, compatible
from claims.records import Derivation, Term
from claims.vocabulary.expressions import AS_OF, Expression, names, solved, written

if TYPE_CHECKING:
    from claims.vocabulary import Identity, Vocabulary

_MAX_SPREAD = Decimal(10)
# The unit of ages; other times are in seconds.
_AGE = "year"


@dataclass(frozen=True, slots=True)
class Factor:
    """One term of the arithmetic: its topic and its undisputed value."""

    topic: Topic
    camp: Camp

    @property
    def nominal(self) -> Decimal | None:
        """The number that most precisely states the term."""
        return self.camp.number


@dataclass(frozen=True, slots=True)
class Check:
    """What an identity says about one topic: ``result`` is the interval that it must meet.

    ``right`` gives the target from the attributes of the ``factors``; with the relation ``<=`` it
    is a limit only. ``generous`` is the result of the terms with all the benefit of the doubt;
    what it does not meet is refuted. ``timed`` says that the terms and the target are of one
    time, as far as they change at all, and ``as_of`` is the date that the target speaks of, where
    the arithmetic asks for it.
    """

    right: Expression
    relation: str
    target: Topic
    factors: tuple[Factor, ...]
    result: Interval
    nominal: Decimal | None
    generous: Interval
    timed: bool = True
    as_of: str | None = None

    @property
    def formula(self) -> str:
        """The arithmetic in the names of the attributes."""
        return f"{self.target.attribute} {self.relation} {written(self.right)}"

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
        result = self.result
        low = result.lo if result.lo.is_finite() else min(Decimal(0), result.hi)
        return Derivation(self.formula, terms, low, result.hi, self.target.unit)


def checks(topics: Sequence[Topic], vocabulary: Vocabulary) -> list[Check]:
    """Every identity that can be worked out over the topics of one subject.

    Args:
        topics: all topics of one subject.
        vocabulary: its identities and the units' relations.

    Returns:
        At most one check for each identity, target topic and time, in the order declared; those
        that supply a value that nobody gives have a target without readings.
    """
    by_attribute: dict[str, list[Topic]] = {}
    for topic in topics:
        if topic.firm and topic.spec is not None:
            by_attribute.setdefault(topic.attribute, []).append(topic)
    found = []
    for identity in vocabulary.identities:
        needed = identity.names
        given = [name for name in needed if name in by_attribute or name == AS_OF]
        if len(given) > 1 and len(set(needed)) == len(needed):
            found += list(_worked(identity, by_attribute, vocabulary))
    return found


def _worked(
    identity: Identity, by_attribute: Mapping[str, Sequence[Topic]], vocabulary: Vocabulary
) -> Iterator[Check]:
    """The identity at each time at which something that changes is given."""
    needed = [name for name in identity.names if name != AS_OF]
    dated = len(needed) < len(identity.names)
    involved = list(chain(*(by_attribute.get(name, ()) for name in needed)))
    for moment in moments(involved):
        seen = {
            name: [v for topic in by_attribute.get(name, ()) if (v := at(topic, moment, dated))]
            for name in needed
        }
        if dated and (moment.date is None or any(not views for views in seen.values())):
            continue
        missing = [name for name, views in seen.items() if not views]
        if not missing:
            yield from _solved(identity, seen, moment, vocabulary)
        elif missing == [identity.result] and identity.relation == "=" and moment.known:
            yield from _resulting(identity, seen, by_attribute, vocabulary)


def _resulting(
    identity: Identity,
    seen: Mapping[str, Sequence[Topic]],
    by_attribute: Mapping[str, Sequence[Topic]],
    vocabulary: Vocabulary,
) -> Iterator[Check]:
    """The identity where the result is not given at the time of its terms: checked against what
    is said without a date, or supplied where nothing is."""
    stated = by_attribute.get(identity.result, ())
    undated = [view for topic in stated if (view := at(topic, Moment(None)))]
    if undated:
        moment = Moment(None, known=False)
        yield from _solved(identity, {**seen, identity.result: undated}, moment, vocabulary)
    else:
        yield from _supplied(identity, seen, vocabulary)


def _solved(
    identity: Identity,
    seen: Mapping[str, Sequence[Topic]],
    moment: Moment,
    vocabulary: Vocabulary,
) -> Iterator[Check]:
    """The identity solved for the attribute with competing values, or for its result."""
    disputed = [name for name in seen if any(len(topic.rivals.camps) > 1 for topic in seen[name])]
    alone = len(disputed) == 1 and identity.relation == "="
    target = disputed[0] if alone else identity.result
    right = solved(identity, target) if target != identity.result else identity.right
    for topic in seen[target]:
        found = _check(right, identity.relation, topic, seen, vocabulary, moment.date)
        if found is not None:
            yield replace(found, timed=moment.known)


def _supplied(
    identity: Identity, seen: Mapping[str, Sequence[Topic]], vocabulary: Vocabulary
) -> Iterator[Check]:
    """The result where nobody gives it, in each scope of the first term."""
    spec = vocabulary.attributes[identity.result]
    unit = vocabulary.base(spec.unit)[0]
    for first in seen[next(names(identity.right))]:
        if first.generic or not spec.single_valued:
            continue
        target = Topic(first.subject, identity.result, unit, spec, False, first.scope, ())
        found = _check(identity.right, "=", target, seen, vocabulary)
        if found is not None and found.nominal is not None:
            yield found


def _check(
    right: Expression,
    relation: str,
    target: Topic,
    seen: Mapping[str, Sequence[Topic]],
    vocabulary: Vocabulary,
    when: str | None = None,
) -> Check | None:
    """Work it out; nothing comes of it where units, scopes or an open interval do not allow it."""
    needed = [name for name in names(right) if name != AS_OF]
    known = [_factor(seen[name], target) for name in needed]
    factors = [factor for factor in known if factor is not None]
    if len(factors) < len(known) or not _fit_together(factors):
        return None
    if not _of_one_money([target, *(factor.topic for factor in factors)], vocabulary):
        return None
    when = when if len(needed) < len(list(names(right))) else None
    fixed = {AS_OF: date} if (date := days(when)) else {}
    result = _result(right, relation, factors, target.unit, tight, vocabulary, fixed)
    generous = _result(right, relation, factors, target.unit, wide, vocabulary, fixed)
    if result is None or generous is None:
        return None
    if result.lo > 0 and result.hi > result.lo * _MAX_SPREAD:
        return None
    nominal = None if fixed else number_of(right, {f.topic.attribute: f.nominal for f in factors},
                        {f.topic.attribute: f.topic.unit for f in factors}, target.unit,
                        vocabulary)  # fmt: skip
    return Check(right, relation, target, tuple(factors), result, nominal, generous, as_of=when)


def _result(
    right: Expression,
    relation: str,
    factors: Sequence[Factor],
    unit: str,
    interval: Reader,
    vocabulary: Vocabulary,
    fixed: Mapping[str, Interval],
) -> Interval | None:
    """What comes out in the target's unit where the terms are read in this way.

    Ages are counted in years that are over: at 34 one has lived for up to 35.
    """
    values = {name: to_base(known, "date", vocabulary) for name, known in fixed.items()}
    for factor in factors:
        core = common(map(interval, factor.camp.members))
        if factor.topic.unit == _AGE:
            core = replace(core, hi=core.hi + HALF)
        values[factor.topic.attribute] = to_base(core, factor.topic.unit, vocabulary)
    result = evaluate(right, values)
    if result is None:
        return None
    result = from_base(result, unit, vocabulary)
    if unit == _AGE:
        result = replace(result, lo=result.lo - HALF)
    if relation == "=":
        return result
    return Interval(-INFINITY, result.hi, hi_open=result.hi_open)


def _factor(topics: Sequence[Topic], target: Topic) -> Factor | None:
    """The one undisputed value of a term in the target's scope."""
    fitting = [topic for topic in topics if compatible(topic.scope, target.scope)]
    if len(fitting) != 1:
        return None
    division = divide(fitting[0].firm, tight)
    if len(division.camps) != 1 or division.neutral:
        return None
    return Factor(fitting[0], division.camps[0])


def _fit_together(factors: Sequence[Factor]) -> bool:
    scopes = [factor.topic.scope for factor in factors]
    return all(compatible(a, b) for i, a in enumerate(scopes) for b in scopes[:i])


def _of_one_money(topics: Sequence[Topic], vocabulary: Vocabulary) -> bool:
    """Whether values that are not in their attribute's own unit are all in the same other one.

    An attribute in dollars takes euros as well, and euros go only with euros.
    """
    used: dict[str, set[str]] = {}
    for topic in topics:
        if topic.spec is not None:
            used.setdefault(vocabulary.base(topic.spec.unit)[0], set()).add(topic.unit)
    return all(len(units) == 1 for base, units in used.items() if units != {base})


def supported(check: Check, camps: Sequence[Camp]) -> list[Camp]:
    """The camps that the arithmetic allows."""
    return [camp for camp in camps if camp.core.meets(check.result)]


def explained(check: Check, camp: Camp) -> bool:
    """Whether what gives a value gives a term of the arithmetic with it, and nobody else does.

    "Two bytes each, so 140 gigabytes" is one statement: that it adds up is no second witness.
    """
    own = {item.sentence for item in camp.members}
    return any(all(item.sentence in own for item in f.camp.members) for f in check.factors)


def decided(check: Check | None, camps: Sequence[Camp]) -> bool:
    """Whether the arithmetic tells some of the camps from others, and is no part of them."""
    if check is None:
        return False
    fits = supported(check, camps)
    return 0 < len(fits) < len(camps) and not any(explained(check, camp) for camp in fits)


def direct(topic: Topic) -> Camp | None:
    """The one value that is asserted of an undisputed topic, read generously."""
    division = divide(topic.firm, near)
    if len(division.camps) != 1 or division.neutral:
        return None
    members: tuple[Reading, ...] = division.camps[0].members
    return Camp(members, common(map(near, members)))
