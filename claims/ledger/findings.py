"""What comparing said: the findings of the latest reconcile run, or as they were last said.

Every function here works within the read transaction of the connection it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from claims.ledger import schema
from claims.ledger.lookup import resolve, same, subject_names
from claims.ledger.moments import NOW, Moment
from claims.ledger.reviews import changes_comparing
from claims.ledger.rows import chunks, to_finding
from claims.records import Finding


def finding_by_prefix(connection: Connection, prefix: str) -> Finding:
    """What was last said under the finding's id that begins with ``prefix``."""
    finding_id = resolve(connection, schema.finding.c.id, prefix, "finding")
    version = latest_version(connection, finding_id)
    return _findings(connection, select(schema.finding).where(schema.finding.c.version == version))[
        0
    ]


def latest_version(connection: Connection, finding_id: str) -> str:
    """The version of the finding of this id that was said last."""
    finding, seen, run = schema.finding, schema.finding_seen, schema.run
    latest = (
        select(finding.c.version)
        .join(seen, seen.c.version == finding.c.version)
        .join(run, run.c.id == seen.c.run_id)
        .where(finding.c.id == finding_id)
        .order_by(run.c.seq.desc(), finding.c.version)
        .limit(1)
    )
    return str(connection.scalar(latest))


def findings(
    connection: Connection,
    kinds: Sequence[str] | None,
    subject: str | None,
    attribute: str | None,
    min_severity: Decimal | None,
    claim_id: str | None,
    moment: Moment = NOW,
) -> list[Finding]:
    """The findings of the latest reconcile run that came to its end, most serious first."""
    finding, member = schema.finding, schema.finding_claim
    statement = select(finding).where(finding.c.version.in_(moment.current_versions()))
    if kinds is not None:
        statement = statement.where(finding.c.kind.in_(list(kinds)))
    if subject is not None:
        statement = statement.where(
            finding.c.subject.in_(subject_names(connection, finding.c.subject, subject, moment))
        )
    if attribute is not None:
        known = same(connection, finding.c.attribute, attribute)
        statement = statement.where(finding.c.attribute.in_(known))
    if claim_id is not None:
        about = select(member.c.version).where(member.c.claim_id == claim_id)
        statement = statement.where(finding.c.version.in_(about))
    found = _findings(connection, statement)
    if min_severity is not None:
        found = [item for item in found if item.severity >= min_severity]
    return found


def findings_where(connection: Connection, *conditions: ColumnElement[bool]) -> list[Finding]:
    """The findings of any run whose rows fulfil conditions, most serious first."""
    return _findings(connection, select(schema.finding).where(*conditions))


def count_findings(connection: Connection, moment: Moment = NOW) -> dict[str, int]:
    """How many findings of each kind the latest reconcile run that ended said."""
    kind, version = schema.finding.c.kind, schema.finding.c.version
    statement = select(kind, func.count()).where(version.in_(moment.current_versions()))
    return {row[0]: row[1] for row in connection.execute(statement.group_by(kind).order_by(kind))}


def was_compared(connection: Connection, moment: Moment = NOW) -> bool:
    """Whether a reconcile run had come to its end."""
    run, end = schema.run.c, schema.run_end.c
    ended = select(run.id).join(schema.run_end, end.run_id == run.id)
    found = ended.where(run.kind == "reconcile", moment.came(end.ended_at)).limit(1)
    return connection.scalar(found) is not None


def needs_reconcile(connection: Connection) -> bool:
    """Whether claims were added, withdrawn or judged otherwise, or sources given other weights,
    after the latest reconcile run."""
    run, end = schema.run, schema.run_end
    tables = schema.claim, schema.claim_change, schema.source_weight
    latest = (
        select(func.coalesce(func.max(run.c.seq), 0))
        .join(end, end.c.run_id == run.c.id)
        .where(run.c.kind == "reconcile")
        .scalar_subquery()
    )
    runs = select(run.c.id).where(run.c.seq > latest)
    changed = or_(*(exists().where(table.c.run_id == run.c.id) for table in tables))
    later = connection.scalar(runs.where(changed).limit(1))
    return later is not None or changes_comparing(connection, runs)


def _findings(connection: Connection, statement: Select[Any]) -> list[Finding]:
    rows = list(connection.execute(statement))
    members = _members(connection, [row.version for row in rows])
    found = [to_finding(row._asdict(), tuple(members.get(row.version, ()))) for row in rows]
    return sorted(
        found,
        key=lambda item: (
            -item.severity, item.kind, item.subject or "", item.attribute or "", item.id,
        ),
    )  # fmt: skip


def _members(connection: Connection, versions: Sequence[str]) -> dict[str, list[str]]:
    table = schema.finding_claim.c
    members: dict[str, list[str]] = {}
    for chunk in chunks(versions):
        statement = (
            select(table.version, table.claim_id)
            .where(table.version.in_(chunk))
            .order_by(table.version, table.position)
        )
        for version, claim_id in connection.execute(statement):
            members.setdefault(version, []).append(claim_id)
    return members
