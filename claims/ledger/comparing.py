"""What a comparison asks of the ledger: claims by their subjects, and what changed since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from claims.ledger import chain, schema
from claims.ledger.lookup import claim_is_current
from claims.ledger.rows import CLAIM_COLUMNS, to_claim
from claims.records import Claim

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Comparison:
    """An earlier reconcile run: its id, what it was based on, and the last entry that it read."""

    run_id: str
    basis: str
    through: int


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
        """The subjects of current claims, as they are written."""
        column = schema.claim.c.subject
        statement = select(column).where(column.is_not(None), claim_is_current).distinct()
        return sorted(self.connection.scalars(statement))

    def subjects_since(self, entry: int) -> set[str]:
        """The subjects of claims that were added, withdrawn or restored after an entry."""
        tables = (schema.claim.name, schema.claim_change.name)
        keys = chain.keys_since(self.connection, entry, tables)
        found: set[str] = set()
        column = schema.claim.c.subject
        for chunk in _chunks(sorted({key.partition(" ")[0] for key in keys})):
            statement = select(column).where(schema.claim.c.id.in_(chunk), column.is_not(None))
            found.update(self.connection.scalars(statement.distinct()))
        return found

    def claims_about(self, subjects: Sequence[str]) -> Iterator[tuple[str, Claim]]:
        """The current claims about any of some subjects, with their ids, in no order."""
        columns = [schema.claim.c[name] for name in CLAIM_COLUMNS]
        for chunk in _chunks(subjects):
            statement = select(*columns).where(schema.claim.c.subject.in_(chunk), claim_is_current)
            for row in self.connection.execute(statement.execution_options(yield_per=1_000)):
                values = row._asdict()
                yield values["id"], to_claim(values)

    def seen(self, run_id: str) -> list[tuple[str, str | None]]:
        """The versions of the findings that a run said, each with its subject."""
        finding, was = schema.finding.c, schema.finding_seen.c
        statement = (
            select(finding.version, finding.subject)
            .join_from(schema.finding_seen, schema.finding, was.version == finding.version)
            .where(was.run_id == run_id)
        )
        return [(row.version, row.subject) for row in self.connection.execute(statement)]


def _chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
