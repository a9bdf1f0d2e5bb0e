"""What a comparison asks of the ledger: claims by their subjects, and what changed since."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, or_, select

from claims.ledger import chain, schema
from claims.ledger.findings import findings_where
from claims.ledger.lookup import claim_is_current, claims_by_id, claims_select, stored
from claims.ledger.reviews import (
    accepted_claims,
    corrected_claims,
    corrected_names,
    merged_subjects,
    rejected_claims,
    subjects_judged,
    with_reviews,
)
from claims.ledger.rows import CLAIM_COLUMNS, chunks, to_claim
from claims.ledger.weights import judged_claims, source_weights, subjects_retaught
from claims.records import Claim, Finding


@dataclass(frozen=True, slots=True)
class Comparison:
    """An earlier reconcile run: its id, what it was based on, and the last entry that it read."""

    run_id: str
    basis: str
    through: int


class Told(NamedTuple):
    """A finding as an earlier run said it: what it is about, and for each of its values the
    sources' ids and the speakers of the claims that give it."""

    version: str
    kind: str
    attribute: str
    subject: str
    qualifiers: Mapping[str, str]
    values: Sequence[Sequence[tuple[str, str | None]]]


@dataclass(frozen=True, slots=True)
class Changes:
    """What came after an entry: the ids of the claims that changed, and of review events."""

    claims: frozenset[str]
    events: frozenset[str]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The ledger at one moment, read within one transaction; from :meth:`Ledger.snapshot`."""

    connection: Connection

    def last_entry(self) -> int:
        """The number of the last entry of the chain."""
        return chain.head(self.connection)[0]

    def last_comparison(self) -> Comparison | None:
        """The latest reconcile run that came to its end, if it said what it was based on."""
        run, end = schema.run, schema.run_end
        statement = (
            select(run.c.id, run.c.config)
            .join(end, end.c.run_id == run.c.id)
            .where(run.c.kind == "reconcile")
            .order_by(run.c.seq.desc())
            .limit(1)
        )
        row = self.connection.execute(statement).first()
        config: dict[str, Any] = json.loads(row.config) if row else {}
        if row is None or "basis" not in config:
            return None
        return Comparison(row.id, str(config["basis"]), int(config["through"]))

    def count(self) -> int:
        """How many current claims there are."""
        statement = select(func.count()).select_from(schema.claim).where(claim_is_current)
        return self.connection.scalar(statement) or 0

    def subjects(self) -> list[str]:
        """The subjects of current claims, as corrections and merges have them."""
        column = schema.claim.c.subject
        statement = select(column).where(column.is_not(None), claim_is_current).distinct()
        merges = merged_subjects(self.connection)
        names = {merges.get(name, name) for name in self.connection.scalars(statement)}
        corrected = (subject for _, subject, _ in corrected_names(self.connection) if subject)
        return sorted(names.union(corrected))

    def source_weights(self) -> dict[str, Decimal]:
        """The newest weight of each source that was given one, by the source's id."""
        return source_weights(self.connection)

    def accepted_claims(self) -> frozenset[str]:
        """The ids of the claims that a review said are right."""
        return frozenset(self.connection.scalars(accepted_claims()))

    def judged_claims(self) -> dict[tuple[str, str], tuple[int, int]]:
        """How many claims of a source's id for an attribute reviews found right and wrong."""
        return judged_claims(self.connection)

    def changes_since(self, entry: int) -> Changes:
        """The claims that were added, withdrawn or restored after an entry, and the reviews."""
        tables = (schema.claim.name, schema.claim_change.name)
        claims = chain.keys_since(self.connection, entry, tables)
        events = chain.keys_since(self.connection, entry, (schema.review.name,))
        return Changes(frozenset(key.partition(" ")[0] for key in claims), frozenset(events))

    def subjects_of(self, changes: Changes, least: int) -> set[str]:
        """The subjects of claims that were added, withdrawn, restored or judged otherwise: those
        that they had and those that they have; and of all claims of a source for an attribute,
        where one was judged and ``least`` or more are judged now."""
        found: set[str] = set()
        column, ids = schema.claim.c.subject, changes.claims
        for chunk in chunks(sorted(ids)):
            statement = select(column).where(schema.claim.c.id.in_(chunk), column.is_not(None))
            found.update(self.connection.scalars(statement.distinct()))
        corrected = corrected_names(self.connection)
        found |= {name for claim_id, name, _ in corrected if name and claim_id in ids}
        found |= subjects_judged(self.connection, changes.events)
        found |= subjects_retaught(self.connection, changes.events, least)
        merges = merged_subjects(self.connection)
        return found | {merges[name] for name in found if name in merges}

    def claims_about(self, subjects: Sequence[str]) -> Iterator[tuple[str, Claim]]:
        """The current claims about any of some subjects, as corrections and merges have them and
        without those that a review rejected, with their ids, in no order."""
        columns = [schema.claim.c[name] for name in CLAIM_COLUMNS]
        merges, wanted = merged_subjects(self.connection), set(subjects)
        names = wanted.difference(merges) | {n for n, end in merges.items() if end in wanted}
        judged = (corrected_claims(), rejected_claims())
        for chunk in chunks(sorted(names)):
            statement = select(*columns).where(schema.claim.c.subject.in_(chunk), claim_is_current)
            statement = statement.where(*(schema.claim.c.id.not_in(ids) for ids in judged))
            for row in self.connection.execute(statement.execution_options(yield_per=1_000)):
                values = dict(zip(CLAIM_COLUMNS, row, strict=True))
                claim = to_claim(values)
                if (name := merges.get(values["subject"])) is not None:
                    claim = replace(claim, subject=name, corrects=values["id"])
                yield values["id"], claim
        corrected = [i for i, name, _ in corrected_names(self.connection) if name in wanted]
        known = claims_by_id(self.connection, corrected, claim_is_current)
        for found in with_reviews(self.connection, known):
            yield found.id, found.current

    def sources_of_claims(self) -> set[str]:
        """The ids of the sources of current claims."""
        column = schema.claim.c.source_id
        return set(self.connection.scalars(select(column).where(claim_is_current).distinct()))

    def sources_of(self, changes: Changes) -> set[str]:
        """The ids of sources of which claims were added, withdrawn, restored or judged otherwise;
        all of them where subjects were merged."""
        ids, review = set(changes.claims), schema.review.c
        for chunk in chunks(sorted(changes.events)):
            decided = select(review.claim_id, review.action).where(review.id.in_(chunk))
            for claim_id, action in self.connection.execute(decided):
                if action == "merge-subjects":
                    return self.sources_of_claims()
                ids |= {claim_id} - {None}
        found: set[str] = set()
        for chunk in chunks(sorted(ids)):
            column = schema.claim.c.source_id
            found.update(
                self.connection.scalars(select(column).where(schema.claim.c.id.in_(chunk)))
            )
        return found

    def claims_in(self, source_ids: Iterable[str]) -> Iterator[tuple[str, Claim]]:
        """The current claims in any of some sources by source and place, with their ids, as
        corrections and merges have them and without those that a review rejected."""
        claim = schema.claim.c
        for chunk in chunks(sorted(source_ids)):
            statement = (
                claims_select()
                .where(claim.source_id.in_(chunk), claim.start_char.is_not(None))
                .where(claim_is_current, claim.id.not_in(rejected_claims()))
                .order_by(claim.source_id, claim.start_char, claim.id)
            )
            rows = self.connection.execute(statement.execution_options(yield_per=1_000))
            for known in with_reviews(self.connection, map(stored, rows)):
                yield known.id, known.current

    def seen_in_sources(self, run_id: str, marks: Iterable[str], begin: str) -> dict[str, str]:
        """The versions of a run's findings whose formula bears one of some marks, or whose
        subject begins so, with their source."""
        finding, was, member = schema.finding.c, schema.finding_seen.c, schema.finding_claim.c
        statement = (
            select(finding.version, schema.claim.c.source_id)
            .join_from(schema.finding_seen, schema.finding, was.version == finding.version)
            .join(schema.finding_claim, member.version == finding.version)
            .join(schema.claim, schema.claim.c.id == member.claim_id)
            .where(was.run_id == run_id, member.position == 0)
            .where(or_(finding.subject.startswith(begin), *map(finding.derivation.contains, marks)))
        )
        return {row.version: row.source_id for row in self.connection.execute(statement)}

    def seen(self, run_id: str) -> list[tuple[str, str | None]]:
        """The versions of the findings that a run said, each with its subject."""
        finding, was = schema.finding.c, schema.finding_seen.c
        statement = (
            select(finding.version, finding.subject)
            .join_from(schema.finding_seen, schema.finding, was.version == finding.version)
            .where(was.run_id == run_id)
        )
        return [(row.version, row.subject) for row in self.connection.execute(statement)]

    def told(
        self, run_id: str, attributes: Collection[str], kinds: Sequence[str]
    ) -> Iterator[Told]:
        """What a run said of some kinds about some attributes of subjects, and who gives it."""
        finding, was = schema.finding, schema.finding_seen.c
        member, claim = schema.finding_claim, schema.claim
        columns = [finding.c[name] for name in ("version", *Told._fields[1:5])]
        statement = (
            select(*columns, member.c.group_number, claim.c.source_id, claim.c.speaker)
            .join_from(schema.finding_seen, finding, was.version == finding.c.version)
            .join(member, member.c.version == finding.c.version)
            .join(claim, claim.c.id == member.c.claim_id)
            .where(was.run_id == run_id, finding.c.attribute.in_(sorted(attributes)))
            .where(finding.c.kind.in_(kinds), finding.c.subject.is_not(None))
            .where(member.c.role == "value")
            .order_by(was.version)
        )
        rows = self.connection.execute(statement.execution_options(yield_per=1_000))
        for version, group in groupby(rows, key=itemgetter(0)):
            members = list(group)
            values: dict[int, list[tuple[str, str | None]]] = {}
            for *_, number, source_id, speaker in members:
                values.setdefault(number, []).append((source_id, speaker))
            kind, attribute, subject, qualifiers = members[0][1:5]
            given = [values[number] for number in sorted(values)]
            yield Told(version, kind, attribute, subject, json.loads(qualifiers), given)

    def retold(
        self, versions: Sequence[str], attributes: Collection[str], kinds: Sequence[str]
    ) -> Iterator[tuple[list[Finding], dict[str, Claim]]]:
        """The findings of versions that are of some kinds about one of some attributes, with
        their claims as they count now, some at once."""
        table = schema.finding.c
        for chunk in chunks(versions) if attributes else ():
            wanted = table.attribute.in_(sorted(attributes)), table.kind.in_(kinds)
            found = findings_where(self.connection, table.version.in_(chunk), *wanted)
            ids = {claim_id for finding in found for group in finding.values for claim_id in group}
            known = claims_by_id(self.connection, sorted(ids), claim_is_current)
            yield found, {s.id: s.current for s in with_reviews(self.connection, known)}
