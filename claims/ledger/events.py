"""Review events: the log of them, and what the events on one thing come to.

Every function here works within the read transaction of the connection it is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from claims.ledger import schema
from claims.ledger.corrections import to_correction
from claims.ledger.records import MIN_PREFIX, Review, Reviewed


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which events are looked for; what is ``None`` is any.

    ``target`` is the beginning of an id, six characters or more, or a subject. ``since`` and
    ``until`` are times as the ledger writes them, both included.
    """

    actions: Sequence[str] | None = None
    actor: str | None = None
    target: str | None = None
    since: str | None = None
    until: str | None = None


def log(
    connection: Connection, wanted: LogFilter, limit: int | None = None
) -> tuple[list[Review], int]:
    """The newest events that are looked for, newest first, and how many there are in all."""
    found = events_select(*_conditions(wanted))
    newest = found.order_by(schema.review.c.seq.desc()).limit(limit)
    count = found.with_only_columns(func.count())
    return [to_review(row) for row in connection.execute(newest)], connection.scalar(count) or 0


def events_select(*conditions: ColumnElement[bool]) -> Select[Any]:
    """The events of which conditions hold, each with the finding it is about."""
    review, finding = schema.review, schema.finding
    columns = (finding.c.id.label("finding_id"), finding.c.kind, finding.c.attribute)
    return (
        select(review, *columns)
        .select_from(review.outerjoin(finding, finding.c.version == review.c.finding_version))
        .where(*conditions)
    )


def to_review(row: Any) -> Review:
    """The event in a row of :func:`events_select`."""
    targets = (
        ("claim", row.claim_id), ("finding", row.finding_id), ("subject", row.subject),
    )  # fmt: skip
    kind, target = next((k, name) for k, name in targets if name is not None)
    return Review(
        seq=row.seq, id=row.id, recorded_at=row.recorded_at, actor=row.actor, action=row.action,
        target_kind=kind, target=target, reason=row.reason, into_subject=row.into_subject,
        correction=to_correction(row.correction) if row.correction else None, cause=row.cause,
    )  # fmt: skip


def standing(history: Sequence[Review]) -> Reviewed:
    """What events on one thing, in order, come to: the newest decision holds."""
    decision = next((event for event in reversed(history) if event.state is not None), None)
    notes = tuple(event for event in history if event.state is None)
    return Reviewed(decision.state if decision else None, decision, notes)


def _conditions(wanted: LogFilter) -> Iterator[ColumnElement[bool]]:
    review, finding = schema.review.c, schema.finding.c
    if wanted.actions is not None:
        yield review.action.in_(list(wanted.actions))
    if wanted.actor is not None:
        yield review.actor == wanted.actor
    if wanted.since is not None:
        yield review.recorded_at >= wanted.since
    if wanted.until is not None:
        yield review.recorded_at <= wanted.until
    if wanted.target is not None:
        ways = [review.subject == wanted.target, review.into_subject == wanted.target]
        prefix = wanted.target.strip().lower()
        if len(prefix) >= MIN_PREFIX and prefix.isalnum():
            ways += [column.startswith(prefix) for column in (review.claim_id, finding.id)]
        yield or_(*ways)
