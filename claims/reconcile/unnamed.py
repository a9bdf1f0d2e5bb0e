"""What a source says of a thing that it does not name: "the model has fifteen layers".

Without a name two sources may mean two things, and so may one that names several. But a source
that names nothing of the kind speaks of one thing, as long as it describes it in one way: what it
says twice of that agrees or not, as if it had a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby

from claims.reconcile.lexicon import Lexicon
from claims.reconcile.readings import DESCRIBED
from claims.records import Claim, Finding

QUOTED = "“"
"""Begins the subject of a finding about a thing without a name: a description in quotes."""
_ANYTHING = "it"
# Sources with more statements about unnamed things speak of many.
_MOST = 200
_Named = tuple[str, Claim]
Compare = Callable[[Iterable[_Named]], list[Finding]]


class Unnamed:
    """What sources say of unnamed things, compared as the claims pass by, source by source."""

    def __init__(self, lexicon: Lexicon, compare: Compare) -> None:
        self.found: list[Finding] = []
        self._lexicon = lexicon
        self._compare = compare
        self._source: str | None = None
        self._names: set[str] = set()
        self._claims: list[_Named] = []

    def watch(self, claims: Iterable[_Named]) -> Iterator[_Named]:
        """Hand on claims with their ids, by source and place."""
        for claim_id, claim in claims:
            if claim.source_id != self._source:
                self._settle()
                self._source = claim.source_id
            self._take(claim_id, claim)
            yield claim_id, claim
        self._settle()

    def _take(self, claim_id: str, claim: Claim) -> None:
        if claim.subject is not None and not DESCRIBED.fullmatch(claim.subject):
            self._names.add(claim.subject)
        elif len(self._claims) <= _MOST:
            self._claims.append((claim_id, claim))

    def _settle(self) -> None:
        """Compare what a source that has come to its end says of one attribute at least twice."""
        order = sorted(self._claims, key=_attribute) if len(self._claims) <= _MOST else []
        told = [list(group) for _, group in groupby(order, key=_attribute)]
        told = [group for group in told if len(group) > 1]
        canonical, kind = self._lexicon.canonical, self._lexicon.kind
        kinds = {kind(canonical(name)) for name in self._names} if told else set()
        named = [pair for group in told for pair in self._as_named(group, kinds)]
        if named:
            found = self._compare(named)
            self.found += [finding for finding in found if len(finding.values) <= 2]
        self._names, self._claims = set(), []

    def _as_named(self, group: list[_Named], kinds: AbstractSet[str | None]) -> list[_Named]:
        """Statements on one attribute with the one description that they have as their subject;
        none where they may be about several things or times, by the ``kinds`` that are named."""
        spec = self._lexicon.vocabulary.attributes.get(_attribute(group[0]))
        described = {claim.subject for _, claim in group} - {None}
        if spec is None or spec.changes_over_time or len(described) > 1:
            return []
        if kinds & {*spec.kinds, None} if spec.kinds else kinds:
            return []  # the source names something that could have the attribute
        subject = f"{QUOTED}{next(iter(described), _ANYTHING)}”"
        return [(claim_id, replace(claim, subject=subject)) for claim_id, claim in group]


def _attribute(pair: _Named) -> str:
    return pair[1].attribute or ""
