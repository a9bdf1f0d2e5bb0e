"""Findings about what fits: agreements and arithmetic; and about arithmetic that does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.reconcile import explain
from claims.reconcile.camps import Camp, camp_of, divide, tight, wide
from claims.reconcile.causes import CLOSE, Cause, likely_cause
from claims.reconcile.identities import Check, direct, explained
from claims.reconcile.intervals import Interval, common
from claims.reconcile.readings import Reading, common_scope
from claims.reconcile.retold import NO_TERM, told_likelier
from claims.reconcile.topics import Topic
from claims.reconcile.weigh import derived_figure, edge, figure, severity
from claims.reconcile.wording import amount, heading, label, sentence
from claims.records import Finding, FindingKind

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary

NOTHING = Decimal("0.00")
# What is said to be about a value may be so much off before it is wrong for certain.
ROUGHLY = Decimal("1.5")


def agreeing(topic: Topic, competing: Sequence[Finding], vocabulary: Vocabulary) -> list[Finding]:
    """The agreements among a topic's claims, one for each value that is given repeatedly.

    Where values are ``competing``, only the one that is found likelier is said to be likely. Of an
    attribute that can have several values at once only those agree that are equal, or within a
    range that is given: a month and two weeks are rather two durations than one, rounded.
    """
    several = topic.spec is not None and not topic.spec.single_valued
    reader = _plainly(topic.told) if several else tight
    found = [
        agreement(topic.subject, topic.attribute, camp.members, vocabulary)
        for camp in divide(topic.told, reader).camps
        if len(camp.members) > 1
    ]
    if not competing:
        return found
    likely = {other.likely_value for other in competing if "as_of" not in other.qualifiers}
    return [
        item if item.likely_value in likely else replace(item, likely_value=None, likely_unit=None)
        for item in found
    ]


def _plainly(items: Sequence[Reading]) -> Callable[[Reading], Interval]:
    """The readings as the numbers or ranges that they give, without what rounding leaves open."""
    found: dict[tuple[Decimal | None, Decimal | None], Interval] = {}
    for item in items:
        lo, hi = _ends(item)
        one = lo if lo is not None else hi
        if one is not None:
            found.setdefault((lo, hi), Interval(one, one if hi is None else hi))
    return lambda item: found.get(_ends(item), item.span.tight)


def _ends(item: Reading) -> tuple[Decimal | None, Decimal | None]:
    return item.claim.value.canonical_lo, item.claim.value.canonical_hi


def agreement(
    subject: str, attribute: str, items: Sequence[Reading], vocabulary: Vocabulary
) -> Finding:
    """The finding that these claims give one value."""
    camp = camp_of(items)
    number = camp.number
    return Finding(
        kind="agreement",
        severity=NOTHING,
        subject=subject,
        attribute=attribute,
        qualifiers=common_scope(items),
        claim_ids=camp.ids,
        values=(camp.ids,),
        explanation=explain.agreement(items, vocabulary),
        likely_value=number,
        likely_unit=items[0].unit if number is not None else None,
    )


def derived(checks: Sequence[Check], vocabulary: Vocabulary) -> Iterator[Finding]:
    """What arithmetic supports, and what it refutes where nothing else competes with it."""
    for check in checks:
        camps = check.target.rivals.camps
        if not check.target.readings:
            yield _supply(check, vocabulary)
            continue
        if len(camps) > 1:
            fits = [camp for camp in camps if camp.core.meets(check.result)]
            if len(fits) == 1 and not _says_little(check):
                yield _support(check, fits[0], vocabulary)
            continue
        camp = direct(check.target)
        if camp is None:
            continue
        if camp.core.meets(check.result):
            if not _says_little(check):
                yield _support(check, camp, vocabulary)
        elif check.target.contestable and _refuted(check, camp) and _far(check, camp):
            yield _refutation(check, camp, vocabulary)


def _says_little(check: Check) -> bool:
    """Whether so many values fit the arithmetic that one of them is not supported by it."""
    return check.relation == "<=" or check.result.lo <= 0


def _supply(check: Check, vocabulary: Vocabulary) -> Finding:
    """The value that nobody gives and that follows from what is given."""
    assert check.nominal is not None
    target = check.target
    name = label(target.attribute, target.spec)
    told = f"no source gives the {name} of {target.subject}, but {explain.arithmetic(check)}"
    members = [item for factor in check.factors for item in factor.camp.members]
    return Finding(
        kind="derivation_support",
        severity=NOTHING,
        subject=target.subject,
        attribute=target.attribute,
        qualifiers=common_scope(members),
        claim_ids=check.term_ids,
        values=(),
        explanation=f"{sentence(told)} {_terms(check, vocabulary)}",
        likely_value=check.nominal,
        likely_unit=target.unit,
        derivation=check.derivation(),
    )


def _support(check: Check, camp: Camp, vocabulary: Vocabulary) -> Finding:
    value = explain.stated_value(camp)
    subject = heading(camp.members[0], vocabulary)
    text = f"{explain.arithmetic(check)}, which fits {subject} as stated, {value}"
    where = sentence(f"{value}: {explain.places(camp)}")
    own = (
        " It is one statement that adds up, and no second witness."
        if explained(check, camp)
        else ""
    )
    number = camp.number
    return Finding(
        kind="derivation_support",
        severity=NOTHING,
        subject=check.target.subject,
        attribute=check.target.attribute,
        qualifiers=common_scope(camp.members),
        claim_ids=tuple(dict.fromkeys(camp.ids + check.term_ids)),
        values=(camp.ids,),
        explanation=f"{sentence(text)} {_terms(check, vocabulary)} {where}{own}",
        likely_value=number,
        likely_unit=check.target.unit if number is not None else None,
        derivation=check.derivation(),
    )


def _refutation(check: Check, camp: Camp, vocabulary: Vocabulary) -> Finding:
    value = explain.stated_value(camp)
    cause = _cause(check, camp, vocabulary)
    outnumbered = all(f.camp.witnesses > camp.witnesses for f in check.factors)
    accepted = any(item.accepted for item in camp.members)
    likely = check.nominal if (cause is not None or outnumbered) and not accepted else None
    subject = heading(camp.members[0], vocabulary)
    parts = [
        sentence(f"{value} is given for {subject}, but {explain.arithmetic(check)}"),
        sentence(f"{value}: {explain.places(camp)}"),
        _terms(check, vocabulary),
        explain.because(cause),
        _verdict(check, likely, cause is not None),
    ]
    if not check.timed:
        parts.append("Only a possible conflict: no date says that all are of one time.")
    rough = check.timed and _roughly(check, camp)
    if rough:
        parts.append("Only a possible conflict: the value is approximate, and not far off.")
    sure = check.timed and not rough
    kind: FindingKind = "derivation_conflict" if sure else "possible_conflict"
    stands_for = Camp(check.factors[0].camp.members, check.result)
    ids = (camp.ids, check.term_ids)
    return Finding(
        kind=kind,
        severity=_severity(check, camp, stands_for, kind),
        subject=check.target.subject,
        attribute=check.target.attribute,
        qualifiers=common_scope(camp.members),
        claim_ids=tuple(dict.fromkeys(camp.ids + check.term_ids)),
        values=ids,
        explanation=" ".join(part for part in parts if part),
        likely_value=likely,
        likely_unit=check.target.unit if likely is not None else None,
        likely_cause=cause.name if cause else None,
        derivation=check.derivation(),
    )


def _severity(check: Check, camp: Camp, terms: Camp, kind: str) -> Decimal:
    """As for two stated values; the gap is that between the statement and the arithmetic."""
    stated = edge(camp)
    computed = _computed(check, stated)
    score = severity(kind, [camp, terms])
    if not stated or not computed:
        return score
    low, high = sorted((abs(stated), abs(computed)))
    gap = 1 - low / high
    certainty = min(m.claim.confidence for m in camp.members + terms.members)
    return min(score, (gap / (gap + CLOSE) * certainty.sqrt()).quantize(Decimal("0.01")))


def _refuted(check: Check, camp: Camp) -> bool:
    """Whether the value does not fit even where everything is read generously."""
    return not common(map(wide, camp.members)).meets(check.generous)


def _far(check: Check, camp: Camp) -> bool:
    """Whether the gap is more than a careless rounding along the way."""
    stated = edge(camp)
    computed = _computed(check, stated)
    if stated is None or computed is None:
        return False
    return abs(stated - computed) > CLOSE * max(abs(stated), abs(computed))


def _roughly(check: Check, camp: Camp) -> bool:
    """Whether the value is only given roughly, and what comes out is not far from it."""
    stated = edge(camp)
    computed = _computed(check, stated)
    if any(item.claim.value.modifier != "approx" for item in camp.members):
        return False
    low, high = sorted((abs(stated or NOTHING), abs(computed or NOTHING)))
    return low > 0 and high <= low * ROUGHLY


def _computed(check: Check, stated: Decimal | None) -> Decimal | None:
    """The number that comes out, or the end of the range that is nearest to what is stated."""
    if check.nominal is not None:
        return check.nominal
    ends = [end for end in (check.result.lo, check.result.hi) if end.is_finite()]
    return min(ends, key=lambda end: abs(end - (stated or 0)), default=None)


def _cause(check: Check, camp: Camp, vocabulary: Vocabulary) -> Cause | None:
    number = camp.number
    item = next((m for m in camp.members if m.nominal == number), None)
    said = figure(item, vocabulary)
    out = derived_figure(check, said) if said else None
    return likely_cause(said, out) if said and out else None


def _terms(check: Check, vocabulary: Vocabulary) -> str:
    told = (
        f"{heading(factor.camp.members[0], vocabulary)}: {explain.places(factor.camp)}"
        for factor in check.factors
    )
    return " ".join(map(sentence, told))


def _verdict(check: Check, likely: Decimal | None, slip: bool) -> str:
    if likely is None:
        return sentence(NO_TERM)
    value = amount(likely, check.target.unit)
    why = "one slip turns it into the value given" if slip else "more witnesses give its terms"
    return told_likelier(value, f"the arithmetic gives it and {why}")
