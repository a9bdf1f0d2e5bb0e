"""The whole comparison: claims in, findings out."""

from __future__ import annotations

import decimal
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from claims.reconcile.conflicts import competing
from claims.reconcile.counts import counted
from claims.reconcile.credit import NOTHING_KNOWN, Credit
from claims.reconcile.definitions import Items, differing
from claims.reconcile.growth import growths
from claims.reconcile.identities import checks
from claims.reconcile.intervals import EXACT
from claims.reconcile.lexicon import Lexicon
from claims.reconcile.readings import readings
from claims.reconcile.scopes import families, scoped, varying
from claims.reconcile.side_by_side import side_by_side
from claims.reconcile.statements import in_order
from claims.reconcile.support import agreeing, derived
from claims.reconcile.topics import Topic, topics
from claims.reconcile.unnamed import Unnamed
from claims.records import Claim, Finding

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary

# The order of findings in lists and reports: what needs a person first.
KINDS = (
    "conflict", "derivation_conflict", "possible_conflict", "definition_differs",
    "changed_over_time", "scope_difference", "derivation_support", "agreement",
    "not_comparable",
)  # fmt: skip


def reconcile(
    claims: Iterable[Claim],
    vocabulary: Vocabulary,
    published: Mapping[str, str] | None = None,
    credit: Credit = NOTHING_KNOWN,
) -> list[Finding]:
    """Say what agrees, what conflicts and what follows by arithmetic among claims.

    Claims are compared when subject, attribute, unit and scope allow it. Copies of a passage
    are one witness. Values are intervals of exact decimals; those that do not meet even when
    read generously are a conflict.

    Args:
        claims: any claims, in any order; the result does not depend on it.
        vocabulary: says how attributes behave and which identities hold between them.
        published: the dates of sources by their ids, for claims that name no date.
        credit: the weights of sources, and what reviews taught about them.

    Returns:
        The findings, the most serious kinds first and within a kind by descending severity.
    """
    named, lexicon, published = [(c.id, c) for c in claims], Lexicon(vocabulary), published or {}
    found = compare(named, lexicon, published, credit)
    items = Items(vocabulary)
    items.add(found, dict(named))
    sources = within_sources(in_order(named), lexicon, published, credit)
    return ranked([*found, *differing(items, vocabulary), *sources])


def compare(
    claims: Iterable[tuple[str, Claim]],
    lexicon: Lexicon,
    published: Mapping[str, str],
    credit: Credit = NOTHING_KNOWN,
) -> list[Finding]:
    """The findings about claims that are given with their ids, in no particular order.

    Claims whose subjects are of different groups (:meth:`Lexicon.group`) have nothing to do with
    each other: comparing group by group gives the same findings as comparing all at once. What
    holds of an attribute over all subjects (:func:`differing`) is not among them.
    """
    vocabulary = lexicon.vocabulary
    with decimal.localcontext(EXACT):
        grouped = topics(readings(claims, lexicon, published, credit), lexicon)
        kin = varying(grouped)
        found: list[Finding] = []
        for _, group in groupby(grouped, key=lambda topic: topic.subject):
            members = list(group)
            worked = checks(members, vocabulary)
            newest = _newest(members)
            for topic in members:
                rivals = competing(topic, worked, kin.get(topic.key, ()), newest, vocabulary)
                found += rivals
                found += agreeing(topic, rivals, vocabulary)
            found += derived(worked, vocabulary)
            found += growths(members, vocabulary)
            found += scoped(members, vocabulary)
        found += families(grouped, vocabulary)
        found += counted(grouped, lexicon)
        return found


def within_sources(
    claims: Iterable[tuple[str, Claim]],
    lexicon: Lexicon,
    published: Mapping[str, str],
    credit: Credit = NOTHING_KNOWN,
) -> list[Finding]:
    """What single sources work out themselves, and what they say of things without a name.

    ``claims`` are given with their ids, by source and place.
    """
    compared = partial(compare, lexicon=lexicon, published=published, credit=credit)
    unnamed = Unnamed(lexicon, compared)
    found = side_by_side(unnamed.watch(claims), lexicon.vocabulary)
    return found + unnamed.found


def _newest(topics: Sequence[Topic]) -> str:
    """The last date at which anything is said of a subject, forecasts left out."""
    said = (item for topic in topics for item in topic.readings if item.observed)
    return max((item.date or "" for item in said), default="")


def ranked(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without repetitions, in the order of lists and reports."""
    unique = {finding.id: finding for finding in findings}
    return sorted(unique.values(), key=_rank)


def _rank(finding: Finding) -> tuple[int, object, str, str, str]:
    return (
        KINDS.index(finding.kind),
        -finding.severity,
        finding.subject or "",
        finding.attribute or "",
        finding.id,
    )
