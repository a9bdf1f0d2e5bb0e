"""Findings about what fits: agreements and arithmetic; and about arithmetic that does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.reconcile import explain
from claims.reconcile.camps import Camp, divide, tight
from claims.reconcile.causes import CLOSE, Cause, likely_cause
from claims.reconcile.identities import Check, best_number, direct
from claims.reconcile.readings import Reading, common_scope
from claims.reconcile.topics import Topic
from claims.reconcile.weigh import derived_figure, edge, figure, severity
from claims.reconcile.wording import amount, heading, sentence
from claims.records import Finding

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary

NOTHING = Decimal("0.00")


def agreeing(topic: Topic, competing: Sequence[Finding], vocabulary: Vocabulary) -> list[Finding]:
    """The agreements among a topic's claims, one for each value that is given repeatedly.

    Where values are ``competing``, only the one that is found likelier is said to be likely.
    """
    found = [
        agreement(topic.subject, topic.attribute, camp.members, vocabulary)
        for camp in divide(topic.told, tight).camps
        if len(camp.members) > 1
    ]
    if not competing:
        return found
    likely = {other.likely_value for other in competing if "as_of" not in other.qualifiers}
    return [
        item if item.likely_value in likely else replace(item, likely_value=None, likely_unit=None)
        for item in found
    ]


def agreement(
    subject: str, attribute: str, items: Sequence[Reading], vocabulary: Vocabulary
) -> Finding:
    """The finding that these claims give one value."""
    camp = Camp(tuple(items), items[0].span.tight)
    number = best_number(camp)
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
        if len(camps) > 1:
            fits = [camp for camp in camps if camp.core.meets(check.result)]
            if len(fits) == 1:
                yield _support(check, fits[0], vocabulary)
            continue
        camp = direct(check.target)
        if camp is None:
            continue
        if camp.core.meets(check.result):
            yield _support(check, camp, vocabulary)
        elif check.target.contestable and _far(check, camp):
            yield _refutation(check, camp, vocabulary)


def _support(check: Check, camp: Camp, vocabulary: Vocabulary) -> Finding:
    value = explain.stated_value(camp)
    subject = heading(camp.members[0], vocabulary)
    text = f"{explain.arithmetic(check)}, which fits {subject} as stated, {value}"
    where = sentence(f"{value}: {explain.places(camp)}")
    number = best_number(camp)
    return Finding(
        kind="derivation_support",
        severity=NOTHING,
        subject=check.target.subject,
        attribute=check.target.attribute,
        qualifiers=common_scope(camp.members),
        claim_ids=tuple(dict.fromkeys(camp.ids + check.term_ids)),
        values=(camp.ids,),
        explanation=f"{sentence(text)} {_terms(check, vocabulary)} {where}",
        likely_value=number,
        likely_unit=check.target.unit if number is not None else None,
        derivation=check.derivation(),
    )


def _refutation(check: Check, camp: Camp, vocabulary: Vocabulary) -> Finding:
    value = explain.stated_value(camp)
    cause = _cause(check, camp, vocabulary)
    outnumbered = all(f.camp.witnesses > camp.witnesses for f in check.factors)
    likely = check.nominal if cause is not None or outnumbered else None
    subject = heading(camp.members[0], vocabulary)
    parts = [
        sentence(f"{value} is given for {subject}, but {explain.arithmetic(check)}"),
        sentence(f"{value}: {explain.places(camp)}"),
        _terms(check, vocabulary),
        explain.because(cause),
        _verdict(check, likely, cause is not None),
    ]
    stands_for = Camp(check.factors[0].camp.members, check.result)
    ids = (camp.ids, check.term_ids)
    return Finding(
        kind="derivation_conflict",
        severity=_severity(check, camp, stands_for),
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


def _severity(check: Check, camp: Camp, terms: Camp) -> Decimal:
    """As for two stated values; the gap is that between the statement and the arithmetic."""
    stated, computed = edge(camp), check.nominal or check.result.lo
    score = severity("derivation_conflict", [camp, terms])
    if not stated or not computed:
        return score
    low, high = sorted((abs(stated), abs(computed)))
    gap = 1 - low / high
    certainty = min(m.claim.confidence for m in camp.members + terms.members)
    return min(score, (gap / (gap + CLOSE) * certainty.sqrt()).quantize(Decimal("0.01")))


def _far(check: Check, camp: Camp) -> bool:
    """Whether the gap is more than a careless rounding along the way."""
    stated = edge(camp)
    computed = check.nominal if check.nominal is not None else check.result.lo
    if stated is None:
        return False
    return abs(stated - computed) > CLOSE * max(abs(stated), abs(computed))


def _cause(check: Check, camp: Camp, vocabulary: Vocabulary) -> Cause | None:
    number = best_number(camp)
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
        return "Either the value or one of the terms is wrong; nothing in the sources decides."
    value = amount(likely, check.target.unit)
    why = "one slip turns it into the value given" if slip else "more witnesses give its terms"
    return sentence(f"the likelier value is {value}, because the arithmetic gives it and {why}")
