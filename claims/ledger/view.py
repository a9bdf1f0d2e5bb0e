"""What can be looked up in a ledger, as it is or as it was at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from claims.ledger import findings, listing, lookup, reviews, schema, search
from claims.ledger.connect import Database
from claims.ledger.dialect import parameters
from claims.ledger.dialect.limits import Limits, Rows
from claims.ledger.events import LogFilter, log
from claims.ledger.finding_reviews import finding_reviews
from claims.ledger.moments import NOW, Moment, moment_of
from claims.ledger.records import (
    AttributeCount,
    Context,
    Review,
    Reviewed,
    StoredClaim,
    StoredSource,
    SubjectCount,
)
from claims.ledger.surroundings import surroundings
from claims.records import Claim, Finding


class LedgerView:
    """A ledger to look into, from :meth:`as_of`; one of now is a :class:`claims.ledger.Ledger`.

    Every method raises :class:`claims.errors.LedgerError`, in one line, when the database cannot
    be used.
    """

    def __init__(self, database: Database, moment: Moment = NOW) -> None:
        self._database = database
        self._moment = moment

    @property
    def label(self) -> str:
        """The path or URL of the ledger, without any password."""
        return self._database.label

    @property
    def time(self) -> str | None:
        """The time, in UTC, that look-ups see; ``None`` means now."""
        return self._moment.time

    def as_of(self, time: str | None) -> LedgerView:
        """The same ledger as it was at a time: what it had learned by then, and how its reviews
        stood.

        ``time`` is a day, which means its end, or a time in ISO 8601; UTC if it names no zone;
        ``None`` is now.
        Raises :class:`claims.errors.QueryError` for what is neither, and for a time before the
        ledger's first row.
        """
        if time is None:
            return self
        with self._database.reading() as connection:
            return LedgerView(self._database, moment_of(connection, time))

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

    def query(
        self,
        sql: str,
        params: Mapping[str, Any] | None = None,
        *,
        limits: Limits | None = None,
    ) -> tuple[list[str], Rows]:
        """The column names and rows of one SELECT with ``:name`` parameters.

        It can only read, by the engine's own means, and takes no more than ``limits``. What it
        sees is the ledger as it is, whatever the time of look-ups.
        ``params`` has a value for each parameter and for no other. Raises
        :class:`claims.errors.QueryError` for anything else.
        """
        parameters.check(sql, params or {})
        database = self._database
        return database.dialect.query(database.engine, sql, params or {}, limits or Limits())
