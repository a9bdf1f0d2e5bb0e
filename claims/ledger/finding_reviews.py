"""Where the review of findings stands, which are made anew by each comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from claims.ledger import schema
from claims.ledger.events import events_select, standing, to_review
from claims.ledger.moments import NOW, Moment
from claims.ledger.records import Review, Reviewed
from claims.ledger.rows import chunks
from claims.records import Finding


def finding_reviews(
    connection: Connection, findings: Sequence[Finding], moment: Moment = NOW
) -> dict[str, Reviewed]:
    """Where the review of findings stands, by id; those that nobody reviewed are left out.

    A decision holds for the finding it was made on, and for every other of its kind and attribute
    that has no claims beyond those of it: what is decided stays so when claims go.
    A finding that shares competing claims with such a one and has new claims is ``reopened``.
    """
    review = schema.review.c
    statement = events_select(
        review.finding_version.is_not(None), moment.came(review.recorded_at)
    ).order_by(review.seq)
    history = [(to_review(row), row) for row in connection.execute(statement)]
    if not history:
        return {}
    members = _members(connection, {row.finding_version for _, row in history})
    decided = [
        _Decided(event, row.kind, row.attribute, members[version])
        for event, row in history
        for version in [row.finding_version]
    ]
    standing = {finding.id: _finding_standing(finding, decided) for finding in findings}
    return {finding_id: state for finding_id, state in standing.items() if state is not None}


@dataclass(frozen=True, slots=True)
class _Decided:
    """An event on a finding, and what the finding was about."""

    event: Review
    kind: str
    attribute: str | None
    claims: frozenset[str]

    def alike(self, finding: Finding) -> bool:
        return (self.kind, self.attribute) == (finding.kind, finding.attribute)


def _finding_standing(finding: Finding, decided: Sequence[_Decided]) -> Reviewed | None:
    own = frozenset(finding.claim_ids)
    competing = {claim_id for group in finding.values for claim_id in group} or own
    alike = [item for item in decided if item.alike(finding)]
    holding = [item.event for item in alike if own <= item.claims]
    if any(event.state for event in holding):
        return standing(holding)
    earlier = [item for item in alike if competing & item.claims]
    decisions = [item for item in earlier if item.event.state]
    notes = tuple(item.event for item in earlier if item.event.state is None)
    if decisions:
        last = decisions[-1]
        return Reviewed("reopened", last.event, notes, tuple(sorted(own - last.claims)))
    return Reviewed(notes=notes) if notes else None


def _members(connection: Connection, versions: Iterable[str]) -> dict[str, frozenset[str]]:
    table = schema.finding_claim.c
    found: dict[str, set[str]] = {version: set() for version in versions}
    for chunk in chunks(sorted(found)):
        statement = select(table.version, table.claim_id).where(table.version.in_(chunk))
        for version, claim_id in connection.execute(statement):
            found[version].add(claim_id)
    return {version: frozenset(ids) for version, ids in found.items()}
