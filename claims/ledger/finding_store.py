"""Writing findings to the ledger: their versions, the claims in them, and what a run withdraws.

Every function here works within the write transaction of the journal it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from claims.errors import UnstorableError
from claims.ledger import schema
from claims.ledger.journal import ROWS_AN_ENTRY, Journal
from claims.ledger.rows import finding_row
from claims.ledger.runs import finish_run
from claims.ledger.storable import unstorable
from claims.records import Finding

FINDINGS_AT_ONCE = 2_000


def store_findings(
    journal: Journal, findings: Iterable[Finding], run_id: str, carried: Sequence[str] = ()
) -> int:
    """Add findings as what ``run_id`` said, and end the run; gives how many are new.

    ``carried`` are the versions of findings of an earlier run that this one says again.
    """
    said, fresh = set(carried), 0
    for start in range(0, len(carried), FINDINGS_AT_ONCE):
        _see(journal, carried[start : start + FINDINGS_AT_ONCE], run_id)
        journal.close(ROWS_AN_ENTRY)
    for chunk in _portions(findings):
        rows: dict[str, dict[str, Any]] = {}
        members: dict[str, list[dict[str, Any]]] = {}
        for finding in chunk:
            if reason := unstorable(finding):
                raise UnstorableError(f"a finding cannot be stored: {reason}")
            row = finding_row(finding)
            if row["version"] not in said:
                rows[row["version"]] = row | {"run_id": run_id}
                members[row["version"]] = _members(finding, row["version"])
        known = journal.known(schema.finding.c.version, list(rows))
        new = [version for version in rows if version not in known]
        journal.add(schema.finding, [rows[version] for version in new])
        journal.add(schema.finding_claim, [row for v in new for row in members[v]])
        _see(journal, list(rows), run_id)
        said |= rows.keys()
        fresh += len(new)
        journal.close(ROWS_AN_ENTRY)
    finish_run(journal, run_id)
    return fresh


def _see(journal: Journal, versions: Sequence[str], run_id: str) -> None:
    journal.add(schema.finding_seen, [{"run_id": run_id, "version": v} for v in versions])


def _portions(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    source = iter(findings)
    while chunk := list(islice(source, FINDINGS_AT_ONCE)):
        yield chunk


def _members(finding: Finding, version: str) -> list[dict[str, Any]]:
    groups = {claim_id: number for number, group in enumerate(finding.values) for claim_id in group}
    derivation = finding.derivation
    terms = {i for term in derivation.terms for i in term.claim_ids} if derivation else set()
    return [
        {"version": version, "position": position, "claim_id": claim_id,
         "role": "value" if claim_id in groups else "term" if claim_id in terms else "context",
         "group_number": groups.get(claim_id)}
        for position, claim_id in enumerate(finding.claim_ids)
    ]  # fmt: skip
