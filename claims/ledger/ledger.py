"""The ledger: what the rest of the program writes to and reads from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from decimal import Decimal
from itertools import islice
from types import TracebackType
from typing import Any, Self

from claims.errors import LedgerError
from claims.ledger import (
    findings,
    listing,
    lookup,
    reviewing,
    reviews,
    schema,
    search,
    store,
    superseding,
)
from claims.ledger.comparing import Snapshot
from claims.ledger.connect import TIMEOUT_S, Database, open_ledger
from claims.ledger.dialect import parameters
from claims.ledger.dialect.limits import Limits, Rows
from claims.ledger.events import LogFilter, log
from claims.ledger.finding_reviews import finding_reviews
from claims.ledger.finding_store import store_findings
from claims.ledger.journal import Journal, Row, journal
from claims.ledger.moments import NOW, Moment, moment_of
from claims.ledger.records import (
    Added,
    AttributeCount,
    Context,
    Correction,
    Problem,
    Review,
    ReviewAction,
    Reviewed,
    StoredClaim,
    StoredSource,
    SubjectCount,
)
from claims.ledger.runs import finish_run, new_run
from claims.ledger.store import Prepared
from claims.ledger.surroundings import surroundings
from claims.ledger.weights import add_weights
from claims.records import Claim, Finding

# Of a million claims a transaction of 10,000 changes nearly every page of the indexes.
_IMPORT_BATCH = 100_000


class Ledger:
    """An open ledger. Use it in a ``with`` statement, or close it.

    Everything is added and nothing changed: a source, claim or finding that is there already
    stays as it is. Every method raises :class:`claims.errors.LedgerError`, in one line, when
    the database cannot be used.
    """

    def __init__(self, database: Database, moment: Moment = NOW) -> None:
        self._database = database
        self._moment = moment
        self._waiting: dict[str, Row] = {}

    @classmethod
    def open(
        cls, db: str | None = None, *, create: bool = False, timeout_s: float = TIMEOUT_S
    ) -> Ledger:
        """Open the ledger at ``db``: a path of an SQLite file, or a database URL.

        ``None`` means ``claims.db`` here. With ``create`` a missing ledger is made;
        ``timeout_s`` is how long to wait for another writer. Raises
        :class:`claims.errors.LedgerError` when there is none, or it is of another schema.
        """
        return cls(open_ledger(db, create=create, timeout_s=timeout_s))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections to the database."""
        self._database.close()

    @property
    def label(self) -> str:
        """The path or URL of the ledger, without any password."""
        return self._database.label

    @property
    def time(self) -> str | None:
        """The time, in UTC, that look-ups see; ``None`` means now."""
        return self._moment.time

    def as_of(self, time: str | None) -> Ledger:
        """The same ledger as it was at a time: what it had learned by then, and how its reviews
        stood. It can only be looked into: claims, sources, subjects, attributes, findings and
        where their reviews stand.

        ``time`` is a day, which means its end, or a time in ISO 8601; UTC if it names no zone;
        ``None`` is now.
        Raises :class:`claims.errors.QueryError` for what is neither, and for a time before the
        ledger's first row.
        """
        if time is None:
            return self
        with self._database.reading() as connection:
            return Ledger(self._database, moment_of(connection, time))

    def schema_revision(self) -> str | None:
        """The revision of the schema."""
        return self._database.revision()

    # Writing

    def start_run(
        self,
        kind: str,
        code_version: str,
        config: Mapping[str, Any] | None = None,
        *,
        lazy: bool = False,
    ) -> str:
        """Begin a run (``ingest``, ``import``, ``reconcile``, ``review``); gives its id.

        A ``lazy`` run is written down with the first thing that it adds. One that adds nothing
        leaves no trace, unless no run of this version and these settings came to its end yet.
        """
        run_id, row = new_run(kind, code_version, config or {})
        self._waiting[run_id] = row
        if not lazy:
            with self._adding("run") as adding:
                adding.begin(run_id)
        return run_id

    def finish_run(self, run_id: str) -> None:
        """Write down that a run came to its end."""
        with self._adding("run_end") as adding:
            finish_run(adding, run_id, self._waiting.get(run_id))
        self._waiting.pop(run_id, None)

    def add_document(
        self,
        document: store.Document,
        claims: Iterable[Claim],
        run_id: str,
        *,
        runs: Mapping[str, str] | None = None,
        complete: bool = True,
    ) -> Added:
        """Add a source with its text, passages and claims, in one transaction.

        The same bytes again, under whatever path, add nothing but the path. Claims that an
        earlier reading found and this one did not are withdrawn: kept, and no longer current.
        Claims whose ``value_text`` is not at its place are refused and named. A passage of
        twelve words or more that another source in the ledger has already, and its claims,
        are stored as repeated. ``runs`` names, by claim id, the run of a claim that is another
        than ``run_id``. A reading that is not ``complete`` (an extractor broke off) withdraws
        nothing. Raises :class:`claims.errors.LedgerError`, with nothing
        stored, when the text cannot be stored (a NUL character, a lone surrogate).
        """
        claims = list(claims)
        with self._adding("document") as adding:
            return store.add_document(adding, document, claims, run_id, runs or {}, complete)

    def supersede(self, read: Mapping[str, str], run_id: str) -> Added:
        """Withdraw what earlier versions of files said, in one transaction.

        ``read`` has, by the path at which it was read, the id of the source that is there now;
        other sources that were read at that path are earlier versions of it. A relative path
        must have been read in the same folder, which the setting :data:`superseding.FOLDER` of
        the runs tells. A source that is still there under another path stays as it is, and so do
        claims in passages that another source repeats.
        """
        with self._adding("document") as adding:
            return superseding.supersede(adding, read, run_id)

    def add_claims(self, claims: Iterable[Claim], run_id: str) -> Added:
        """Add claims made elsewhere, in batches of a transaction each.

        A source that the ledger does not know is added without a text. ``checked`` is set
        where the ledger has the text and the value is at its place in it; claims for which
        it is not are refused and named.
        """
        return self.add_prepared((store.prepare(claim, run_id) for claim in claims), run_id)

    def add_prepared(self, prepared: Iterable[Prepared | str], run_id: str) -> Added:
        """Add claims made elsewhere that :func:`claims.ledger.prepare` made rows of, for this
        run; else as :meth:`add_claims`."""
        total, rest = Added(), iter(prepared)
        while batch := list(islice(rest, _IMPORT_BATCH)):
            with self._adding("import") as adding:
                total += store.add_imported(adding, batch, run_id)
            batch.clear()  # or it would be held while the next one is read
        return total

    def store_findings(
        self, findings: Iterable[Finding], run_id: str, carried: Sequence[str] = ()
    ) -> int:
        """Make these the current findings, and end the run; gives how many are new.

        ``carried`` are versions of findings of an earlier run that are current as well.
        """
        with self._adding("findings") as adding:
            return store_findings(adding, findings, run_id, carried)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The ledger as it is now, for a comparison that reads it in many steps."""
        with self._database.reading() as connection:
            yield Snapshot(connection)

    def review(
        self,
        action: ReviewAction,
        targets: Sequence[str],
        reason: str = "",
        *,
        code_version: str,
        into: str | None = None,
        correction: Correction | None = None,
        explained: bool = False,
    ) -> list[Review]:
        """Write a review decision on each target, in one transaction; gives the events.

        ``targets`` are beginnings of ids of claims (``accept``, ``reject``, ``correct``, ``note``)
        or findings (``accept``, ``dismiss``, ``note``), or subjects (``merge-subjects``), which
        then go under the name ``into``. Everything but ``accept`` needs a reason. Nothing that
        is reviewed changes; the newest decision on it holds. Raises
        :class:`claims.errors.QueryError`, with nothing written, for what cannot be.
        """
        with self._deciding("review", code_version) as (adding, run_id):
            written = reviewing.add_reviews(
                adding, run_id, action, targets, reason,
                into=into, correction=correction, explained=explained,
            )  # fmt: skip
            finish_run(adding, run_id)
            return written

    def weigh_sources(self, weights: Mapping[str, Decimal], *, code_version: str) -> int:
        """Give sources, by their full ids, weights from 0 to 1, in one transaction; gives how
        many of these are new. Earlier weights stay in the ledger, and the newest holds."""
        with self._deciding("weight", code_version) as (adding, run_id):
            changed = add_weights(adding, weights, run_id)
            if changed:
                finish_run(adding, run_id)
            return changed

    @contextmanager
    def _deciding(self, kind: str, code_version: str) -> Iterator[tuple[Journal, str]]:
        """A transaction with a run of its own, for what people decide."""
        run_id, row = new_run("review", code_version, {})
        self._waiting[run_id] = row
        try:
            with self._adding(kind) as adding:
                yield adding, run_id
        finally:
            self._waiting.pop(run_id, None)

    def _adding(self, kind: str) -> AbstractContextManager[Journal]:
        if self._moment is not NOW:
            raise LedgerError(f"the ledger as of {self.time} can only be looked into")
        return journal(self._database, kind, self._waiting)

    # Looking up

    def claim(self, prefix: str) -> StoredClaim:
        """The claim whose id begins with ``prefix``, six characters or more.

        Raises :class:`claims.errors.QueryError` for a prefix that is too short, of no claim
        or of several; so do :meth:`source` and :meth:`finding`.
        """
        with self._database.reading() as connection:
            found = lookup.claim_by_prefix(connection, prefix, self._moment)
            return next(reviews.with_reviews(connection, [found], self._moment))

    def source(self, prefix: str) -> StoredSource:
        """The source whose id begins with ``prefix``, or whose URI it is, with its text."""
        with self._database.reading() as connection:
            return listing.source_by_prefix(connection, prefix, self._moment)

    def finding(self, prefix: str) -> Finding:
        """The finding whose id begins with ``prefix``, as it was last said."""
        with self._database.reading() as connection:
            return findings.finding_by_prefix(connection, prefix)

    def find(
        self,
        words: str = "",
        *,
        subject: str | None = None,
        attribute: str | None = None,
        unit: str | None = None,
        minimum: Decimal | None = None,
        maximum: Decimal | None = None,
        speaker: str | None = None,
        source: str | None = None,
        modality: str | None = None,
        min_confidence: Decimal | None = None,
        include_duplicates: bool = False,
        limit: int | None = None,
    ) -> list[StoredClaim]:
        """The claims in which every word stands, best match first.

        Words are looked for, from their beginning and in any case, in subject, attribute,
        value, quote and speaker; words in quotation marks as they stand, one after the other.
        ``minimum`` and ``maximum`` are in ``unit``, or in the
        canonical unit if none is given. ``source`` is an id's prefix, a URI, a file name or
        part of a title. Claims of less than ``min_confidence`` are left out, and those in
        repeated passages unless asked for.
        """
        wanted = search.Search(
            words, subject, attribute, unit, minimum, maximum, speaker, source, modality,
            min_confidence, include_duplicates, limit,
        )  # fmt: skip
        with self._database.reading() as connection:
            return search.find(connection, self._database.dialect, wanted, self._moment)

    def claims(
        self, *, min_confidence: Decimal | None = None, include_duplicates: bool = True
    ) -> Iterator[StoredClaim]:
        """All current claims by subject, attribute and id, read as they are asked for; those of
        less than ``min_confidence`` left out."""
        with self._database.reading() as connection:
            found = lookup.all_claims(
                connection,
                self._database.dialect,
                min_confidence=min_confidence,
                include_duplicates=include_duplicates,
                moment=self._moment,
            )
            yield from reviews.with_reviews(connection, found, self._moment)

    def count_claims(self, *, min_confidence: Decimal | None = None) -> int:
        """How many claims :meth:`claims` gives."""
        with self._database.reading() as connection:
            return lookup.count_claims(
                connection, self._database.dialect, min_confidence, self._moment
            )

    def claims_by_id(self, ids: Iterable[str]) -> list[StoredClaim]:
        """The claims of these ids, in their order; ids of no claim are left out."""
        with self._database.reading() as connection:
            found = lookup.claims_by_id(connection, ids, self._moment.knows(schema.claim))
            return list(reviews.with_reviews(connection, found, self._moment))

    def context(self, claim: Claim, characters: int = 200) -> Context | None:
        """A claim's value in its source's untouched text with up to ``characters`` on each
        side; ``None`` when the text or the place is not known."""
        with self._database.reading() as connection:
            return lookup.context(connection, claim, characters)

    def surroundings(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """The cleaned text before and after the sentences of claims, by their ids, where known."""
        with self._database.reading() as connection:
            return surroundings(connection, ids)

    def sources(self) -> list[StoredSource]:
        """The sources by URI with their counts, without their texts."""
        with self._database.reading() as connection:
            return listing.sources(connection, moment=self._moment)

    def subjects(self) -> list[SubjectCount]:
        """The subjects by name with their counts; repeated claims do not count."""
        with self._database.reading() as connection:
            return listing.subjects(connection, self._moment)

    def attributes(self) -> list[AttributeCount]:
        """The attributes by name with their counts; repeated claims do not count."""
        with self._database.reading() as connection:
            return listing.attributes(connection, self._moment)

    def findings(
        self,
        kinds: Sequence[str] | None = None,
        subject: str | None = None,
        attribute: str | None = None,
        min_severity: Decimal | None = None,
    ) -> list[Finding]:
        """What the latest reconcile run said, most serious first; ``None`` means any."""
        with self._database.reading() as connection:
            return findings.findings(
                connection, kinds, subject, attribute, min_severity, None, self._moment
            )

    def count_findings(self) -> dict[str, int]:
        """How many current findings there are of each kind."""
        with self._database.reading() as connection:
            return findings.count_findings(connection, self._moment)

    def findings_of(self, claim_id: str) -> list[Finding]:
        """What the latest reconcile run said about the claim of this full id."""
        with self._database.reading() as connection:
            return findings.findings(connection, None, None, None, None, claim_id, self._moment)

    def finding_reviews(self, findings: Sequence[Finding]) -> dict[str, Reviewed]:
        """Where the review of findings stands, by id; those without any are left out.

        A decision holds for later findings of the kind and attribute that have no claims beyond
        those it was made on; where there are new ones, the finding is ``reopened``.
        """
        with self._database.reading() as connection:
            return finding_reviews(connection, findings, self._moment)

    def log(
        self, wanted: LogFilter | None = None, limit: int | None = None
    ) -> tuple[list[Review], int]:
        """The newest review events that are looked for, newest first, and how many there are."""
        with self._database.reading() as connection:
            return log(connection, wanted or LogFilter(), limit)

    def was_compared(self) -> bool:
        """Whether the claims were ever compared, by a reconcile run that came to its end."""
        with self._database.reading() as connection:
            return findings.was_compared(connection, self._moment)

    def needs_reconcile(self) -> bool:
        """Whether the claims, or how reviews judge them, have changed since the latest reconcile
        run."""
        with self._database.reading() as connection:
            return findings.needs_reconcile(connection)

    # Checking and asking

    def verify(self, *, files: bool = True) -> list[Problem]:
        """Check every source, claim, finding and review, the computed columns, the chain, the
        indexes, the triggers and the views; gives what does not fit, and notes.

        With ``files``, files that were read are hashed again where they were; one that
        changed or went is a note.
        """
        from claims.ledger.structure import verify_structure
        from claims.ledger.verify import verify

        with self._database.reading() as connection:
            structure = list(verify_structure(self._database, connection))
            return [*verify(connection, files=files), *structure]

    def query(
        self,
        sql: str,
        params: Mapping[str, Any] | None = None,
        *,
        limits: Limits | None = None,
    ) -> tuple[list[str], Rows]:
        """The column names and rows of one SELECT with ``:name`` parameters.

        It can only read, by the engine's own means, and takes no more than ``limits``.
        ``params`` has a value for each parameter and for no other. Raises
        :class:`claims.errors.QueryError` for anything else.
        """
        parameters.check(sql, params or {})
        database = self._database
        return database.dialect.query(database.engine, sql, params or {}, limits or Limits())
