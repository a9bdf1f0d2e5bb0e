"""Findings about values that differ because they are about different things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from claims.reconcile import explain
from claims.reconcile.camps import Camp, tight
from claims.reconcile.identities import direct
from claims.reconcile.intervals import Interval
from claims.reconcile.readings import common_scope
from claims.reconcile.support import NOTHING, agreement
from claims.reconcile.topics import Scope, Topic, compatible
from claims.reconcile.weigh import severity
from claims.reconcile.wording import heading, listed, sentence
from claims.records import Finding

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary

_MAX_SCOPES = 6
_Value = tuple[Topic, Camp]
_Key = tuple[str, str, str]


def scoped(topics: Sequence[Topic], vocabulary: Vocabulary) -> list[Finding]:
    """Where claims on one attribute of one subject differ by their qualifiers or their units."""
    found = []
    for _, group in groupby(topics, key=lambda topic: (topic.subject, topic.attribute)):
        same = [topic for topic in group if topic.spec is not None and not topic.generic]
        for _, in_unit in groupby(same, key=lambda topic: topic.unit):
            values = _stated(list(in_unit))
            if _differ(values):
                found.append(_difference(values, _by_qualifiers(values), vocabulary))
        if len({topic.unit for topic in same}) > 1:
            found.append(_incomparable(_stated(same), vocabulary))
    return [finding for finding in found if len(finding.claim_ids) > 1]


def families(topics: Sequence[Topic], vocabulary: Vocabulary) -> Iterator[Finding]:
    """A family against its variants: their values agree, or differ in scope.

    A subject is a variant of another whose name it continues: "Llama 2" and "Llama 2 70B".
    """
    for own, members in _kinship(topics):
        for family in own:
            yield from _family(family, members, vocabulary)


def varying(topics: Sequence[Topic]) -> dict[_Key, list[Interval]]:
    """The values of a family's variants, for the attributes in which the variants differ.

    A claim on the family that gives one of them is about that variant ("Llama 2 comes with 7
    billion parameters"), and no rival of a claim that gives another.
    """
    found = {}
    for own, members in _kinship(topics):
        cores = [camp.core for _, camp in _stated(members)]
        if any(not core.meets(cores[0]) for core in cores):
            found[own[0].key] = cores
    return found


def _kinship(topics: Sequence[Topic]) -> Iterator[tuple[list[Topic], list[Topic]]]:
    """Topics of a subject, and the topics on the same attribute of its variants."""
    usable = [topic for topic in topics if topic.spec is not None and topic.spec.single_valued]
    by_key: dict[_Key, list[Topic]] = {}
    for topic in usable:
        by_key.setdefault(topic.key, []).append(topic)
    variants: dict[_Key, list[Topic]] = {}
    for topic in usable:
        words = topic.subject.split()
        for size in range(1, len(words)):
            key = " ".join(words[:size]), topic.attribute, topic.unit
            if key in by_key:
                variants.setdefault(key, []).append(topic)
    yield from ((by_key[key], members) for key, members in variants.items())


def _family(family: Topic, members: Sequence[Topic], vocabulary: Vocabulary) -> Iterator[Finding]:
    own = _stated([family])
    if not own:
        return
    within = [topic for topic in members if compatible(topic.scope, family.scope)]
    others = _stated(within)
    core = own[0][1]
    meeting = [value for value in others if _common(core, value[1])]
    apart = [value for value in others if not core.core.meets(value[1].core)]
    for topic, camp in meeting:
        items = core.members + camp.members
        finding = agreement(family.subject, family.attribute, items, vocabulary)
        note = f"one is said of {family.subject}, the other of {topic.subject}"
        yield _noted(finding, sentence(note))
    if apart:
        names = listed(list(dict.fromkeys(topic.subject for topic, _ in apart)))
        why = f"{family.subject} is the family and {names} a part of it, so the scopes differ"
        yield _difference([*own, *apart], sentence(why), vocabulary)


def _common(a: Camp, b: Camp) -> bool:
    """Whether two values agree by what was said, soft edges aside."""
    return all(tight(x).meets(tight(y)) for x in a.members[:9] for y in b.members[:9])


def _stated(topics: Sequence[Topic]) -> list[_Value]:
    """The topics that have one undisputed asserted value."""
    return [(topic, camp) for topic in topics if (camp := direct(topic)) is not None]


def _differ(values: Sequence[_Value]) -> bool:
    """Whether some two topics that exclude each other give values that do not meet."""
    order = sorted(values, key=lambda value: value[1].core.lower)
    return any(
        not a[1].core.meets(b[1].core) and not compatible(a[0].scope, b[0].scope)
        for a, b in pairwise(order)
    )


def _by_qualifiers(values: Sequence[_Value]) -> str:
    said = list(dict.fromkeys(_scope_words(topic.scope) for topic, _ in values))[:_MAX_SCOPES]
    return sentence(f"they are about different scopes ({'; '.join(said)}) and do not conflict")


def _scope_words(scope: Scope) -> str:
    return ", ".join(f"{key}: {text}" for key, text in sorted(scope.items())) or "none given"


def _difference(values: Sequence[_Value], why: str, vocabulary: Vocabulary) -> Finding:
    camps = [camp for _, camp in values]
    members = [item for camp in camps for item in camp.members]
    topic = values[0][0]
    return Finding(
        kind="scope_difference",
        severity=severity("scope_difference", camps),
        subject=topic.subject,
        attribute=topic.attribute,
        qualifiers=common_scope(members),
        claim_ids=tuple(item.id for item in members),
        values=tuple(camp.ids for camp in camps),
        explanation=f"{explain.rivalry(camps, vocabulary)} {why}",
        likely_cause="different scope",
    )


def _incomparable(values: Sequence[_Value], vocabulary: Vocabulary) -> Finding:
    members = [item for _, camp in values for item in camp.members]
    topic = values[0][0] if values else None
    units = listed(sorted({item.unit for item in members}))
    about = heading(members[0], vocabulary) if members else ""
    told = " ".join(sentence(explain.places(camp)) for _, camp in values)
    return Finding(
        kind="not_comparable",
        severity=NOTHING,
        subject=topic.subject if topic else None,
        attribute=topic.attribute if topic else None,
        qualifiers=common_scope(members),
        claim_ids=tuple(item.id for item in members),
        values=tuple(camp.ids for _, camp in values),
        explanation=f"{sentence(f'{units} are used for {about}')} {told} Without a rate between "
        "these units the values cannot be compared.",
    )


def _noted(finding: Finding, note: str) -> Finding:
    return replace(finding, explanation=f"{finding.explanation} {note}")
