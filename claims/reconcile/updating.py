"""Comparing what a ledger holds: only what changed, group by group, in bounded memory."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

from claims.reconcile.credit import MIN_REVIEWS, ONE, Credit
from claims.reconcile.definitions import KINDS, Items, differing
from claims.reconcile.engine import compare, within_sources
from claims.reconcile.lexicon import Lexicon
from claims.reconcile.unnamed import QUOTED
from claims.reconcile.worked import IN_ONE_SENTENCE, IN_ONE_SOURCE
from claims.records import Finding, plain

if TYPE_CHECKING:
    from claims.ledger import Ledger
    from claims.ledger.comparing import Comparison, Snapshot
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

    The sentences of the sources of these claims are checked again as well. Nothing is stored.

    Args:
        ledger: what is compared, as it is at one moment.
        vocabulary: what the claims are compared with.
        program: the version of the program.
        everything: compare all of it, which is also done where the vocabulary, the program or
            the weight of a source is another than the last time.

    Returns:
        The findings, those that are carried over from the last run, and how much was compared;
        the outcome is the same as of comparing everything.
    """
    lexicon = Lexicon(vocabulary)
    published = {s.id: s.published for s in ledger.sources() if s.published}
    with ledger.snapshot() as snapshot:
        credit = Credit(
            snapshot.source_weights(), snapshot.judged_claims(), snapshot.accepted_claims()
        )
        basis = _basis(vocabulary, program, credit)
        last = None if everything else snapshot.last_comparison()
        work = _work(snapshot, lexicon, last if last and last.basis == basis else None)
        found, compared, items = Spool(), 0, Items(vocabulary)
        said = snapshot.claims_in(work.sources)
        found.add(within_sources(said, lexicon, published, credit))
        for subjects in work.batches():
            claims = list(snapshot.claims_about(subjects))
            compared += len(claims)
            findings = compare(claims, lexicon, published, credit)
            items.add(findings, dict(claims))
            found.add(findings)
        found.add(_definitions(snapshot, items, work, vocabulary))
        through = snapshot.last_entry()
        count = snapshot.count()
    return Update(count, compared, work.full, found, work.carried, basis, through)


@dataclass(frozen=True, slots=True)
class _Work:
    """What is compared: the subjects of each group, which groups changed, and the sources whose
    sentences are checked. ``carried`` are the findings of the run ``last`` that still hold."""

    groups: Mapping[str, Sequence[str]]
    changed: Collection[str]
    sources: Collection[str]
    carried: Sequence[str] = ()
    last: str | None = None

    @property
    def full(self) -> bool:
        """Whether no group is left out."""
        return len(self.changed) == len(self.groups)

    def batches(self) -> Iterator[list[str]]:
        """The subjects of the groups that changed, some whole groups at once."""
        batch: list[str] = []
        for group in sorted(self.changed):
            if batch and len(batch) + len(self.groups[group]) > SUBJECTS_AT_ONCE:
                yield batch
                batch = []
            batch += self.groups[group]
        if batch:
            yield batch


def _work(snapshot: Snapshot, lexicon: Lexicon, last: Comparison | None) -> _Work:
    """What changed since the last run, or everything where there is none."""
    groups: dict[str, list[str]] = {}
    for subject in snapshot.subjects():
        groups.setdefault(lexicon.group(subject), []).append(subject)
    sources = snapshot.sources_of_claims()
    if last is None:
        return _Work(groups, groups.keys(), sources)
    changes = snapshot.changes_since(last.through)
    news = set(map(lexicon.group, snapshot.subjects_of(changes, MIN_REVIEWS)))
    anew = snapshot.sources_of(changes)
    sourced = snapshot.seen_in_sources(last.run_id, (IN_ONE_SENTENCE, IN_ONE_SOURCE), QUOTED)

    def holds(version: str, subject: str | None) -> bool:
        if version in sourced:
            return sourced[version] not in anew
        return subject is not None and lexicon.group(subject) not in news

    carried = [
        version for version, subject in snapshot.seen(last.run_id) if holds(version, subject)
    ]
    return _Work(groups, news & groups.keys(), sources & anew, carried, last.run_id)


def _definitions(
    snapshot: Snapshot, items: Items, work: _Work, vocabulary: Vocabulary
) -> list[Finding]:
    """Which attributes have two definitions, by what was compared and what is carried over."""
    carried = frozenset(work.carried)
    told = snapshot.told(work.last, items.eligible, KINDS) if work.last else ()
    wanted = items.wanted(item for item in told if item.version in carried)
    for findings, known in snapshot.retold(work.carried, wanted, KINDS):
        items.add(findings, known)
    return [finding for finding in differing(items, vocabulary) if finding.attribute in wanted]


def _basis(vocabulary: Vocabulary, program: str, credit: Credit) -> str:
    """What a comparison depends on besides the claims and their reviews."""
    weights = sorted((i, plain(w)) for i, w in credit.weights.items() if w != ONE)
    said = f"{program} {vocabulary!r} {weights if weights else ''}"
    return hashlib.sha256(said.encode()).hexdigest()
