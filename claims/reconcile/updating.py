"""Comparing what a ledger holds: only what changed, group by group, in bounded memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.reconcile.engine import compare
from claims.reconcile.lexicon import Lexicon
from claims.records import Finding

if TYPE_CHECKING:
    from claims.ledger import Ledger
    from claims.vocabulary import Vocabulary

# So many subjects are read from the ledger at once, or the subjects of one large group.
SUBJECTS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Update:
    """What a run compared: all ``claims`` of the ledger if it is ``full``, else the ``compared``
    ones again; what it found, and the versions of the findings that still hold for the rest."""

    claims: int
    compared: int
    full: bool
    found: Sequence[Finding]
    carried: Sequence[str]
    basis: str
    through: int


def update(
    ledger: Ledger, vocabulary: Vocabulary, program: str, *, everything: bool = False
) -> Update:
    """Compare the groups of a ledger in which claims were added or withdrawn.

    With another vocabulary or version of the ``program`` than the last time, or if asked, ``everything`` is
    compared. The outcome is the same either way. Nothing is stored.
    """
    lexicon = Lexicon(vocabulary)
    basis = _basis(vocabulary, program)
    published = {s.id: s.published for s in ledger.sources() if s.published}
    with ledger.snapshot() as snapshot:
        through = snapshot.last_entry()
        groups = _groups(snapshot.subjects(), lexicon)
        changed, carried = set(groups), list[str]()
        last = None if everything else snapshot.last_comparison()
        if last is not None and last.basis == basis:
            news = {lexicon.group(subject) for subject in snapshot.subjects_since(last.through)}
            changed &= news
            carried = [
                version
                for version, subject in snapshot.seen(last.run_id)
                if lexicon.group(subject or "") not in news
            ]
        found: list[Finding] = []
        compared = 0
        for subjects in _batches(groups, changed):
            claims = list(snapshot.claims_about(subjects))
            compared += len(claims)
            found += compare(claims, lexicon, published)
        full = changed == set(groups)
        return Update(snapshot.count(), compared, full, found, carried, basis, through)


def _basis(vocabulary: Vocabulary, program: str) -> str:
    """What a comparison depends on besides the claims."""
    return hashlib.sha256(f"{program} {vocabulary!r}".encode()).hexdigest()


def _groups(subjects: Sequence[str], lexicon: Lexicon) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for subject in subjects:
        groups.setdefault(lexicon.group(subject), []).append(subject)
    return groups


def _batches(groups: Mapping[str, Sequence[str]], wanted: set[str]) -> Iterator[list[str]]:
    """The subjects of whole groups, some groups at once."""
    batch: list[str] = []
    for group in sorted(wanted):
        if batch and len(batch) + len(groups[group]) > SUBJECTS_AT_ONCE:
            yield batch
            batch = []
        batch += groups[group]
    if batch:
        yield batch
