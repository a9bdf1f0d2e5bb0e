"""Comparing what a ledger holds: only what changed, group by group, in bounded memory."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

from claims.reconcile.credit import MIN_REVIEWS, ONE, Credit
from claims.reconcile.definitions import Items, differing
from claims.reconcile.engine import compare
from claims.reconcile.lexicon import Lexicon
from claims.reconcile.side_by_side import side_by_side
from claims.reconcile.worked import IN_ONE_SENTENCE
from claims.records import Finding, plain

if TYPE_CHECKING:
    from claims.ledger import Ledger
    from claims.vocabulary import Vocabulary

# So many subjects are read from the ledger at once, or the subjects of one large group.
SUBJECTS_AT_ONCE = 200
IN_MEMORY = 16 * 2**20


@dataclass(frozen=True, slots=True)
class Update:
    """What a run compared: all ``claims`` of the ledger if it is ``full``, else the ``compared``
    ones again; what it found, and the versions of the findings that still hold for the rest."""

    claims: int
    compared: int
    full: bool
    found: Iterable[Finding]
    carried: Sequence[str]
    basis: str
    through: int


class Spool:
    """Findings in a file until they are stored: those of a large ledger outgrow memory."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - as long as this lives
        self._batches = 0

    def add(self, findings: Sequence[Finding]) -> None:
        """Append findings."""
        pickle.dump(list(findings), self._file, pickle.HIGHEST_PROTOCOL)
        self._batches += 1

    def __iter__(self) -> Iterator[Finding]:
        self._file.seek(0)
        for _ in range(self._batches):
            yield from pickle.load(self._file)


def update(
    ledger: Ledger, vocabulary: Vocabulary, program: str, *, everything: bool = False
) -> Update:
    """Compare the groups of a ledger in which claims were added, withdrawn or judged otherwise.

    The sentences of the sources of these claims are checked again as well.

    With another vocabulary, version of the ``program`` or weight of a source than the last time,
    or if asked, ``everything`` is compared. The outcome is the same either way. Nothing is stored.
    """
    lexicon = Lexicon(vocabulary)
    published = {s.id: s.published for s in ledger.sources() if s.published}
    with ledger.snapshot() as snapshot:
        through = snapshot.last_entry()
        credit = Credit(
            snapshot.source_weights(), snapshot.judged_claims(), snapshot.accepted_claims()
        )
        basis = _basis(vocabulary, program, credit)
        groups = _groups(snapshot.subjects(), lexicon)
        changed, carried = set(groups), list[str]()
        sources = snapshot.sources_of_claims()
        last = None if everything else snapshot.last_comparison()
        if last is not None and last.basis == basis:
            changes = snapshot.changes_since(last.through)
            news = set(map(lexicon.group, snapshot.subjects_of(changes, MIN_REVIEWS)))
            changed &= news
            anew = snapshot.sources_of(changes)
            sources &= anew
            sentences = snapshot.seen_in_sources(last.run_id, IN_ONE_SENTENCE)
            carried = [
                version
                for version, subject in snapshot.seen(last.run_id)
                if (
                    sentences[version] not in anew
                    if version in sentences
                    else subject is not None and lexicon.group(subject) not in news
                )
            ]
        found, compared, items = Spool(), 0, Items()
        found.add(side_by_side(snapshot.claims_in(sources), vocabulary))
        for subjects in _batches(groups, changed):
            claims = list(snapshot.claims_about(subjects))
            compared += len(claims)
            findings = compare(claims, lexicon, published, credit)
            items.add(findings, dict(claims))
            found.add(findings)
        for findings, known in snapshot.retold(carried, items.wanted(snapshot.camps(carried))):
            items.add(findings, known)
        found.add(differing(items, vocabulary))
        full = changed == set(groups)
        return Update(snapshot.count(), compared, full, found, carried, basis, through)


def _basis(vocabulary: Vocabulary, program: str, credit: Credit) -> str:
    """What a comparison depends on besides the claims and their reviews."""
    weights = sorted((i, plain(w)) for i, w in credit.weights.items() if w != ONE)
    said = f"{program} {vocabulary!r} {weights if weights else ''}"
    return hashlib.sha256(said.encode()).hexdigest()


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
