"""Findings about values that compete: conflicts, possible ones, and series over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.reconcile import explain
from claims.reconcile.camps import Camp, camp_of, divide, near, sided, unlisted, wide
from claims.reconcile.identities import Check, decided
from claims.reconcile.intervals import Interval
from claims.reconcile.readings import Reading, common_scope, is_small
from claims.reconcile.series import contests, current, periods
from claims.reconcile.topics import Topic
from claims.reconcile.weigh import (
    cause_between,
    edge,
    judge,
    likely_about_one,
    likely_number,
    plausible_rivals,
    severity,
)
from claims.reconcile.wording import sentence
from claims.records import Finding, FindingKind

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary


def competing(
    topic: Topic,
    checks: Sequence[Check],
    variants: Sequence[Interval],
    newest: str,
    vocabulary: Vocabulary,
) -> list[Finding]:
    """The findings about one topic's competing values, at most one for each set of rivals.

    Args:
        topic: what the claims are about.
        checks: the arithmetic that can be worked out for its subject.
        variants: different values of the subject's variants, which are not rivals here.
        newest: the last date at which anything is said of the subject.
        vocabulary: for labels and units.
    """
    if topic.spec is not None and not topic.spec.single_valued:
        return []
    if topic.spec is not None and topic.spec.changes_over_time:
        return list(_over_time(topic, newest, vocabulary))
    check = next((check for check in checks if check.target is topic), None)
    firm, told = (_own(items, variants) for items in (topic.firm, topic.told))
    found = list(_rivals(topic, firm, topic.contestable, check, vocabulary))
    covered = {i for finding in found for ids in finding.values for i in ids}
    if finding := _tentative(topic, told, covered, vocabulary):
        found.append(finding)
    return found + list(_denials(topic, vocabulary))


def _own(items: Sequence[Reading], variants: Sequence[Interval]) -> list[Reading]:
    """The readings that do not give the value of one of the subject's variants."""
    return [item for item in items if not any(near(item).meets(core) for core in variants)]


def _rivals(
    topic: Topic,
    items: Sequence[Reading],
    contestable: bool,
    check: Check | None,
    vocabulary: Vocabulary,
) -> Iterator[Finding]:
    """The asserted values that exclude each other, as one finding."""
    camps = unlisted(sided(divide(items, wide), wide))
    return _contest(topic, camps, contestable, check, vocabulary)


def _contest(
    topic: Topic,
    camps: Sequence[Camp],
    contestable: bool,
    check: Check | None,
    vocabulary: Vocabulary,
    when: str | None = None,
) -> Iterator[Finding]:
    """The findings about camps that exclude each other, ``when`` they do."""
    if len(camps) < 2 or topic.generic or (topic.spec is None and _small(camps)):
        return
    groups = [group for group in plausible_rivals(camps, vocabulary) if len(group) > 1]
    for group in groups or [list(camps)]:
        doubt = None if groups else "the values are too far apart to be about one thing"
        doubt = doubt or _doubt(topic, group, contestable, check, vocabulary)
        if doubt is None:
            yield _finding(topic, "conflict", group, check, vocabulary, when=when)
        else:
            note = f"Only a possible conflict: {doubt}."
            yield _finding(topic, "possible_conflict", group, check, vocabulary, note, when)


def _doubt(
    topic: Topic,
    camps: Sequence[Camp],
    contestable: bool,
    check: Check | None,
    vocabulary: Vocabulary,
) -> str | None:
    """Why asserted values that exclude each other may yet be no conflict."""
    if topic.spec is None:
        return "the attribute is not declared in any vocabulary pack"
    if not contestable:
        return "the attribute changes over time and no date is given"
    if not likely_about_one(camps) and not decided(check, camps):
        return "it is not likely that two of the values are about it"
    if not _same_scope(camps) and not decided(check, camps):
        return "the values may be about different scopes"
    cause = cause_between(camps, vocabulary)
    if cause is not None and cause.mild:
        return f"the cause would be harmless ({cause.name})"
    return None


def _finding(
    topic: Topic,
    kind: FindingKind,
    camps: Sequence[Camp],
    check: Check | None,
    vocabulary: Vocabulary,
    note: str = "",
    when: str | None = None,
) -> Finding:
    """One finding about competing values, with cause, arithmetic and the likelier value."""
    cause = cause_between(camps, vocabulary)
    verdict = judge(camps, check)
    ruled = decided(check, camps)
    parts = [
        explain.rivalry(camps, vocabulary),
        explain.because(cause),
        explain.ruling(check, camps) if check else "",
        explain.likelier(verdict),
        note,
    ]
    members = tuple(item for camp in camps for item in camp.members)
    likely = likely_number(verdict.camp)
    terms = check.term_ids if check is not None and ruled else ()
    return Finding(
        kind=kind,
        severity=severity(kind, camps, ruled),
        subject=topic.subject,
        attribute=topic.attribute,
        qualifiers=common_scope(members) | ({"as_of": when} if when else {}),
        claim_ids=tuple(dict.fromkeys([i for camp in camps for i in camp.ids] + list(terms))),
        values=tuple(camp.ids for camp in camps),
        explanation=" ".join(part for part in parts if part),
        likely_value=likely,
        likely_unit=topic.unit if likely is not None else None,
        likely_cause=cause.name if cause else None,
        derivation=check.derivation() if check is not None and ruled else None,
    )


def _tentative(
    topic: Topic, items: Sequence[Reading], covered: set[str], vocabulary: Vocabulary
) -> Finding | None:
    """Values that compete only if hedges and hearsay are taken at their word."""
    camps = unlisted(divide(items, near).camps)
    fresh = [camp for camp in camps if not covered & set(camp.ids)]
    if len(camps) < 2 or not fresh or topic.generic:
        return None
    if topic.spec is None and _small(camps):
        return None
    note = _tentative_reason(camps)
    return _finding(topic, "possible_conflict", camps, None, vocabulary, note)


def _tentative_reason(camps: Sequence[Camp]) -> str:
    loose = [camp for camp in camps if all(m.claim.modality != "asserted" for m in camp.members)]
    if loose:
        return "Only a possible conflict: not every value is asserted."
    return "Only a possible conflict: a value is approximate."


def _denials(topic: Topic, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Denied values that somebody else asserts."""
    for denial in topic.negated:
        if denial.claim.value.modifier not in ("exact", "approx") or _names(denial):
            continue
        hit = [
            item
            for item in topic.firm
            if item.span.tight.within(denial.span.tight) and item.sentence != denial.sentence
        ]
        if not hit:
            continue
        camps = [camp_of(hit), camp_of([denial])]
        others = any(item.witness != denial.witness for item in hit)
        firm = topic.contestable and others and _same_scope(camps)
        yield _finding(
            topic,
            "conflict" if firm else "possible_conflict",
            camps,
            None,
            vocabulary,
            "One claim denies the value that the other states.",
        )


def _over_time(topic: Topic, newest: str, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Values of an attribute that changes: a series, and what conflicts with it meanwhile."""
    undated = [item for item in topic.firm if not item.date]
    found = list(_rivals(topic, undated, False, None, vocabulary))
    dated = [item for item in topic.firm if item.date]
    history = periods(dated)
    for when, camps in contests(history):
        time = when if len(history) > 1 else None
        found += _contest(topic, unlisted(camps), topic.contestable, None, vocabulary, time)
    yield from found
    refuted = {item.id for period in history for item in period.others}
    kept = [item for item in dated if item.id not in refuted]
    if finding := _series(topic, kept, current(history, newest), vocabulary):
        yield finding
    elif not found:
        covered: set[str] = set()
        if finding := _tentative(topic, topic.told, covered, vocabulary):
            yield finding


def _series(
    topic: Topic, items: Sequence[Reading], holds: Camp | None, vocabulary: Vocabulary
) -> Finding | None:
    """Different values at different dates, of which one ``holds`` at the end, if that is known."""
    camps = divide(items, near).camps
    dates = [{item.date for item in camp.members} for camp in camps]
    if len(camps) < 2 or len(set().union(*dates)) < 2:
        return None
    order = sorted(camps, key=lambda camp: (min(m.date or "" for m in camp.members), camp.ids))
    steps = [
        f"{explain.stated_value(camp)} ({min(m.date or '' for m in camp.members)})"
        for camp in order
    ]
    told = (
        f"{explain.rivalry(order, vocabulary)} {sentence('in order of date: ' + ', '.join(steps))}"
    )
    members = [item for camp in order for item in camp.members]
    likely = likely_number(holds)
    return Finding(
        kind="changed_over_time",
        severity=severity("changed_over_time", order),
        subject=topic.subject,
        attribute=topic.attribute,
        qualifiers=common_scope(members),
        claim_ids=tuple(item.id for item in members),
        values=tuple(camp.ids for camp in order),
        explanation=f"{told} The attribute changes over time and the dates differ: a series.",
        likely_value=likely,
        likely_unit=topic.unit if likely is not None else None,
        likely_cause="changed over time",
    )


def _same_scope(camps: Sequence[Camp]) -> bool:
    """Whether two camps speak of exactly the same scope, with nothing left open."""
    seen: dict[tuple[tuple[str, str], ...], int] = {}
    for number, camp in enumerate(camps):
        for scope in {item.scope for item in camp.members}:
            if seen.setdefault(scope, number) != number:
                return True
    return False


def _small(camps: Sequence[Camp]) -> bool:
    return all(is_small(edge(camp) or Decimal(0)) for camp in camps)


def _names(item: Reading) -> bool:
    """Whether the number is part of the subject's name, as in "Llama 2 70B"."""
    number = item.claim.value.lo
    text = item.claim.value_text or ""
    digits = "".join(ch for ch in text if ch.isdigit()) or str(number)
    return any(word.startswith(digits) for word in item.subject.split() if digits)
